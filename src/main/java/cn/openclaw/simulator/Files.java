package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Uploaded files, in memory, apart for each organisation. Many connections use it; it locks itself. */
final class Files {
    private static final int MOST = 1_000;

    private final Map<String, Stored> all = new LinkedHashMap<>();
    private int numbers;

    /**
     * One file.
     *
     * @param created seconds since 1970
     * @param purpose {@code file-extract}, {@code image}, {@code video} or {@code batch}
     */
    record Stored(String id, String organisation, String name, String purpose, byte[] bytes, long created) {
        ObjectNode tree() {
            return Json.object()
                    .put("id", id)
                    .put("object", "file")
                    .put("bytes", bytes.length)
                    .put("created_at", created)
                    .put("filename", name)
                    .put("purpose", purpose)
                    .put("status", "ok")
                    .put("status_details", "");
        }
    }

    synchronized Stored add(String organisation, String name, String purpose, byte[] bytes, long created) {
        if (ids(organisation).size() >= MOST) {
            throw Refusal.invalid("Too many uploaded files");
        }
        Stored stored = new Stored("sim-file-" + ++numbers, organisation, name, purpose, bytes, created);
        all.put(stored.id(), stored);
        return stored;
    }

    synchronized Set<String> ids(String organisation) {
        return of(organisation).keySet();
    }

    synchronized Map<String, Stored> of(String organisation) {
        return all.values().stream()
                .filter(file -> file.organisation().equals(organisation))
                .collect(Collectors.toMap(Stored::id, file -> file, (one, _) -> one, LinkedHashMap::new));
    }

    synchronized void remove(String id) {
        all.remove(id);
    }
}
