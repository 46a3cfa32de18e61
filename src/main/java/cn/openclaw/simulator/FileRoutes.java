package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /files}: upload, list, look, read, delete. */
final class FileRoutes {
    private static final int LARGEST = 100 * 1024 * 1024;
    private static final List<String> PURPOSES = List.of("file-extract", "image", "video", "batch");

    private final World world;

    FileRoutes(World world) {
        this.world = world;
    }

    void handle(Visit visit, SimulatorKey key, String rest) throws IOException {
        String method = visit.request().method();
        if (rest.isEmpty() && method.equals("POST")) {
            visit.send(200, upload(visit, key).tree());
        } else if (rest.isEmpty() && method.equals("GET")) {
            visit.send(200, list(key));
        } else if (!rest.isEmpty() && !method.equals("POST")) {
            one(visit, key, rest.substring(1));
        } else {
            visit.send(404, ErrorBody.noSuchPath(visit.request()));
        }
    }

    private void one(Visit visit, SimulatorKey key, String path) throws IOException {
        boolean content = path.endsWith("/content");
        String id = content ? path.substring(0, path.length() - "/content".length()) : path;
        Files.Stored file = Optional.ofNullable(world.files().of(key.organisation()).get(id))
                .orElseThrow(() -> new Refusal(404, "resource_not_found_error", "file " + id + " not found"));
        if (visit.request().method().equals("DELETE")) {
            world.files().remove(id);
            visit.send(200, Json.object().put("deleted", true).put("id", id).put("object", "file"));
        } else if (content) {
            visit.send(200, extracted(file));
        } else {
            visit.send(200, file.tree());
        }
    }

    private static ObjectNode extracted(Files.Stored file) {
        return Json.object()
                .put("content", new String(file.bytes(), StandardCharsets.UTF_8))
                .put("file_type", "text/plain")
                .put("filename", file.name())
                .put("title", "")
                .put("type", "file");
    }

    private ObjectNode list(SimulatorKey key) {
        ObjectNode tree = Json.object().put("object", "list");
        ArrayNode data = tree.putArray("data");
        world.files().of(key.organisation()).values().forEach(file -> data.add(file.tree()));
        return tree;
    }

    private Files.Stored upload(Visit visit, SimulatorKey key) {
        List<Multipart.Field> fields = Multipart.read(visit.request());
        String purpose = field(fields, "purpose").map(Multipart.Field::text).orElse("");
        if (!PURPOSES.contains(purpose)) {
            throw Refusal.invalid("Invalid purpose: only 'file-extract' accepted");
        }
        Multipart.Field file = field(fields, "file").orElseThrow(() -> Refusal.invalid("file is required"));
        if (file.bytes().length == 0) {
            throw Refusal.invalid("File size is zero, please confirm and re-upload the file");
        }
        if (file.bytes().length > LARGEST) {
            throw Refusal.invalid("File size is too large, max file size is 100MB, please confirm and re-upload the file");
        }
        return world.files().add(key.organisation(), file.filename(), purpose, file.bytes(), visit.time().getEpochSecond());
    }

    private static Optional<Multipart.Field> field(List<Multipart.Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
