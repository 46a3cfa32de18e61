package cn.openclaw.testing;

import cn.openclaw.base.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;

/**
 * Planted keys, and the search for where they got to: in every byte under a folder and in every text that was caught,
 * plain, URL-encoded, in base 64 and in hex.
 *
 * <pre>
 * var canary = new Canary();
 * home.variable("MOONSHOT_API_KEY", canary.key("env"));
 * Main.run(home.cli(), "onboard", …);
 * canary.mayBeIn(home.path(".openclaw/agents/main/agent/auth-profiles.json"));
 * canary.assertNowhere(home.home(), home.out(), home.err());
 * </pre>
 */
public final class Canary {
    private static int planted;

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Set<Path> allowed = new LinkedHashSet<>();

    /** The key of this name: of a real key's shape, the same each time, and unlike every other one of this run. */
    public String key(String name) {
        return keys.computeIfAbsent(name, _ -> "sk-cAnArY" + next() + "0kEyNeVeRsEeN0" + Integer.toHexString(name.hashCode()));
    }

    public Secret secret(String name) {
        return new Secret(key(name));
    }

    /** A file that is there to keep keys. Any other file with one in it fails {@link #assertNowhere}. */
    public Canary mayBeIn(Path file) {
        allowed.add(file.toAbsolutePath().normalize());
        return this;
    }

    /** Every planted key is in no text, no file name and no file under {@code root} but the allowed ones. */
    public void assertNowhere(Path root, String... caught) {
        List<String> found = new ArrayList<>();
        keys.forEach((name, key) -> {
            for (String form : forms(key)) {
                for (int at = 0; at < caught.length; at++) {
                    if (caught[at].contains(form)) {
                        found.add(name + " in text " + at);
                    }
                }
            }
        });
        for (Path file : files(root)) {
            keys.forEach((name, key) -> {
                if (file.toString().contains(key) || holds(file, key)) {
                    found.add(name + " in " + root.relativize(file));
                }
            });
        }
        Assertions.assertThat(found).as("planted keys").isEmpty();
    }

    private static boolean holds(Path file, String key) {
        try {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            return forms(key).stream().anyMatch(bytes::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> forms(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        Set<String> forms = new LinkedHashSet<>();
        forms.add(key);
        forms.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.add(HexFormat.of().formatHex(bytes));
        return forms;
    }

    private List<Path> files(Path root) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !allowed.contains(file.toAbsolutePath().normalize())) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static synchronized int next() {
        return ++planted;
    }
}
