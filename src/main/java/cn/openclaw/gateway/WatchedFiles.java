package cn.openclaw.gateway;

import cn.openclaw.base.Environment;
import cn.openclaw.client.Target;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files a configuration is made of, and those with keys; and how one sees that one of them is another: by its time, size and
 * inode, and of a key store by what it says besides its statistics, which every request writes. Used by the watcher's thread alone.
 */
public final class WatchedFiles {
    /** What a request writes beside the keys it uses: which one was last good, and when. */
    private static final List<String> STATISTICS = List.of("usageStats", "lastGood");

    private final Places places;
    private final Environment environment;
    private final ConfigFile file;
    private final Map<Path, Store> stores = new HashMap<>();
    private @Nullable ConfigSnapshot known;
    private List<Path> included = List.of();

    public WatchedFiles(Places places, Environment environment, ConfigFile file) {
        this.places = places;
        this.environment = environment;
        this.file = file;
    }

    /** What tells two states of the files apart. */
    record Signature(Map<Path, String> config, Map<Path, String> keys) {
        /** As it was then, for the files of another one: what it did not look at then counts as it is now. */
        Signature over(Signature now) {
            Map<Path, String> merged = new LinkedHashMap<>(now.config);
            merged.replaceAll((file, is) -> config.getOrDefault(file, is));
            Map<Path, String> stores = new LinkedHashMap<>(now.keys);
            stores.replaceAll((file, is) -> keys.getOrDefault(file, is));
            return new Signature(merged, stores);
        }
    }

    Signature signature(ConfigSnapshot snapshot) {
        if (known != snapshot) {
            included = file.included();
            known = snapshot;
        }
        List<Path> config = new ArrayList<>(included);
        config.add(places.configFile());
        config.add(places.stateDir().resolve(".env"));
        config.add(environment.workingDirectory().resolve(".env"));
        Map<Path, String> keys = of(List.of(Target.tokenFile(places)));
        ClawConfig now = snapshot.config();
        keys.computeIfAbsent(places.authProfiles(now, now.agents().defaultId()), this::keysOf);
        for (ClawConfig.Agent agent : now.agents().list()) {
            keys.computeIfAbsent(places.authProfiles(now, agent.id()), this::keysOf);
        }
        return new Signature(of(config), keys);
    }

    /** A key store as it was last read: how its file looked, and the hash of what counts in it. */
    private record Store(String file, String keys) {}

    private String keysOf(Path file) {
        String now = of(file);
        Store last = stores.get(file);
        if (last == null || !last.file.equals(now)) {
            last = new Store(now, hash(file));
            stores.put(file, last);
        }
        return last.keys;
    }

    private static String hash(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (read(content) instanceof ObjectNode store) {
                store.remove(STATISTICS);
                content = Json.bytes(store);
            }
            return HexFormat.of().formatHex(Hash.sha256(content));
        } catch (IOException e) {
            return "-";
        }
    }

    private static @Nullable JsonNode read(byte[] content) {
        try {
            return Json.parse(content);
        } catch (JsonException e) {
            return null; // Encrypted, or broken.
        }
    }

    private static Map<Path, String> of(List<Path> files) {
        Map<Path, String> signature = new LinkedHashMap<>();
        files.forEach(one -> signature.put(one, of(one)));
        return signature;
    }

    private static String of(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.lastModifiedTime().toMillis() + "," + found.size() + "," + found.fileKey();
        } catch (IOException e) {
            return "-";
        }
    }
}
