package cn.openclaw.agent;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.session.TranscriptEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which files the summarised part of a conversation read and changed, from the first summary on: the original's
 * {@code details.readFiles} and {@code details.modifiedFiles}, which are told at the end of a summary, too.
 */
record TouchedFiles(Set<String> read, Set<String> modified) {
    private static final int MOST = 60;
    private static final List<String> PATCH_HEADS = List.of("*** Add File: ", "*** Update File: ", "*** Delete File: ");

    static TouchedFiles of(List<Message> past, Optional<TranscriptEntry> before) {
        TouchedFiles files = new TouchedFiles(new LinkedHashSet<>(), new LinkedHashSet<>());
        before.ifPresent(entry -> {
            add(files.read, Json.at(entry.tree(), "details", "readFiles"));
            add(files.modified, Json.at(entry.tree(), "details", "modifiedFiles"));
        });
        for (Message message : past) {
            if (message instanceof Message.Assistant answer) {
                answer.toolCalls().forEach(files::note);
            }
        }
        files.read.removeAll(files.modified);
        return files;
    }

    private static void add(Set<String> names, @Nullable JsonNode list) {
        if (list instanceof ArrayNode all) {
            all.forEach(name -> names.add(name.asString("")));
        }
    }

    private void note(Part.ToolCall call) {
        switch (call.name()) {
            case "read" -> path(call).ifPresent(read::add);
            case "write", "edit" -> path(call).ifPresent(modified::add);
            case "apply_patch" -> argument(call, "input").ifPresent(this::patched);
            default -> {}
        }
    }

    private void patched(String patch) {
        patch.lines().forEach(line -> {
            for (String head : PATCH_HEADS) {
                if (line.startsWith(head)) {
                    modified.add(line.substring(head.length()).strip());
                }
            }
        });
    }

    private static Optional<String> path(Part.ToolCall call) {
        return argument(call, "path").or(() -> argument(call, "file_path"));
    }

    private static Optional<String> argument(Part.ToolCall call, String name) {
        try {
            return call.arguments().isBlank() ? Optional.empty() : Optional.ofNullable(Json.text(Json.parse(call.arguments()), name));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    ObjectNode tree() {
        ObjectNode tree = Json.object();
        tree.set("readFiles", list(read));
        tree.set("modifiedFiles", list(modified));
        return tree;
    }

    private static ArrayNode list(Set<String> names) {
        ArrayNode list = Json.array();
        names.forEach(list::add);
        return list;
    }

    /** For the model; blank if there are none. */
    String text() {
        return section("read-files", read) + section("modified-files", modified);
    }

    private static String section(String name, Set<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> newest = List.copyOf(names).subList(Math.max(0, names.size() - MOST), names.size());
        return "\n\n<" + name + ">\n" + String.join("\n", newest) + "\n</" + name + ">";
    }
}
