package cn.openclaw.gateway;

import cn.openclaw.base.Environment;
import cn.openclaw.client.Target;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files a configuration is made of, and those with keys; and how one sees that one of them is another: by its time, size and
 * inode. Used by the watcher's thread alone.
 */
public final class WatchedFiles {
    private final Places places;
    private final Environment environment;
    private final ConfigFile file;
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
        List<Path> keys = new ArrayList<>();
        keys.add(Target.tokenFile(places));
        ClawConfig now = snapshot.config();
        keys.add(places.authProfiles(now, now.agents().defaultId()));
        for (ClawConfig.Agent agent : now.agents().list()) {
            keys.add(places.authProfiles(now, agent.id()));
        }
        return new Signature(of(config), of(keys));
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
