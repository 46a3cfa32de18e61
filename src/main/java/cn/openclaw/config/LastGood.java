package cn.openclaw.config;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The newest configuration that was valid, as the person wrote it: its own text with {@code ${VARIABLE}} in it, never a resolved
 * secret. What it includes is kept beside it, so that it means the same when an included file breaks. Kept best-effort:
 * where it cannot be written, everything else still works.
 */
final class LastGood {
    private final Path file;
    private final Path includes;

    LastGood(Places places) {
        Path config = places.configFile().toAbsolutePath();
        String name = String.valueOf(config.getFileName());
        boolean usual = StateFile.folder(config).equals(places.stateDir().toAbsolutePath());
        String unique = usual ? "" : "-" + Integer.toHexString(config.toString().hashCode());
        this.file = places.stateDir().resolve(name + unique + ".last-good");
        this.includes = places.stateDir().resolve(name + unique + ".last-good.includes");
    }

    /** A kept configuration; {@code included} holds the texts of the files it includes. */
    record Copy(String text, Map<Path, String> included) {
        String included(Path path) throws IOException {
            String text = included.get(path);
            if (text == null) {
                throw new NoSuchFileException(path.toString());
            }
            return text;
        }
    }

    List<Path> files() {
        return List.of(file, includes);
    }

    /** Keeps a valid configuration, if it is another one than is kept already. */
    void keep(String text, Map<Path, Source> files) {
        Map<Path, String> texts = new LinkedHashMap<>();
        files.forEach((path, source) -> texts.put(path, source.text()));
        try {
            if (isKept(text, texts)) {
                return;
            }
            if (texts.isEmpty()) {
                Files.deleteIfExists(includes);
            } else {
                ObjectNode index = Json.object();
                texts.forEach((path, included) -> index.put(path.toString(), included));
                StateFile.write(includes, Json.pretty(index).getBytes(StandardCharsets.UTF_8));
            }
            StateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A folder that cannot be written to: then there is simply no copy.
        }
    }

    private boolean isKept(String text, Map<Path, String> included) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean same = Files.exists(file)
                && Files.size(file) == bytes.length
                && java.util.Arrays.equals(Files.readAllBytes(file), bytes);
        if (!same || included.isEmpty()) {
            return same && !Files.exists(includes);
        }
        return included().equals(included);
    }

    /** The kept configuration, or null if there is none that can be read. */
    @Nullable Copy copy() {
        try {
            return Files.exists(file) ? new Copy(ConfigFile.text(file), included()) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Map<Path, String> included() throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        if (!Files.exists(includes)) {
            return texts;
        }
        try {
            JsonNode index = Json.parse(Files.readAllBytes(includes));
            for (Map.Entry<String, JsonNode> entry : index.properties()) {
                texts.put(Path.of(entry.getKey()), entry.getValue().asString(""));
            }
        } catch (JsonException e) {
            return Map.of();
        }
        return texts;
    }
}
