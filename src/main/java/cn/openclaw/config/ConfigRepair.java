package cn.openclaw.config;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How a wrong configuration can be mended without losing what it says: keys of older releases move to their new places, misspelt keys
 * get their right names, unknown ones go. Each repair is offered on its own; {@link ConfigFile#save} refuses one that
 * would make matters worse.
 */
public final class ConfigRepair {
    private static final Text MOVE = new Text("把 {0} 移到 {1}", "move {0} to {1}");
    private static final Text RENAME = new Text("把 {0} 改名为 {1}", "rename {0} to {1}");
    private static final Text REMOVE = new Text("删除不认识的 {0}", "remove the unknown key {0}");

    /** Old path, new path: the value moves as it stands, unless there is one already. */
    private static final String[][] MOVES = {
        {"whatsapp", "channels.whatsapp"},
        {"telegram", "channels.telegram"},
        {"discord", "channels.discord"},
        {"slack", "channels.slack"},
        {"signal", "channels.signal"},
        {"imessage", "channels.imessage"},
        {"msteams", "channels.msteams"},
        {"routing.allowFrom", "channels.whatsapp.allowFrom"},
        {"routing.bindings", "bindings"},
        {"routing.agentToAgent", "tools.agentToAgent"},
        {"routing.groupChat.mentionPatterns", "messages.groupChat.mentionPatterns"},
        {"routing.groupChat.historyLimit", "messages.groupChat.historyLimit"},
        {"routing.queue", "messages.queue"},
        {"identity", "agents.list.0.identity"},
        {"agent.modelFallbacks", "agents.defaults.model.fallbacks"},
        {"agent.imageModelFallbacks", "agents.defaults.imageModel.fallbacks"},
        {"agent.tools", "tools"},
        {"agent.elevated", "tools.elevated"},
        {"agent.bash", "tools.exec"},
        {"tools.bash", "tools.exec"},
        {"gateway.token", "gateway.auth.token"},
    };

    private final Json5Document document;
    private final JsonNode root;
    private final List<Repair> repairs = new ArrayList<>();

    /**
     * One thing that can be mended.
     *
     * @param what what will be done, for a person
     * @param arguments its holes
     * @param edits the changes
     */
    public record Repair(Text what, List<Object> arguments, List<ConfigEdit> edits) {
        public Repair {
            arguments = List.copyOf(arguments);
            edits = List.copyOf(edits);
        }

        /** Whether this takes away what the problem complains of: the key itself, or something in it. */
        public boolean mends(ConfigProblem problem) {
            return edits.stream().filter(edit -> edit.json5().isEmpty()).anyMatch(edit -> {
                String gone = ConfigPath.dotted(edit.path());
                List<String> named = new ArrayList<>();
                problem.arguments().stream().map(String::valueOf).findFirst().ifPresent(key -> {
                    named.add(key);
                    named.add(problem.path() + "." + key);
                });
                return named.stream().anyMatch(key -> gone.equals(key) || gone.startsWith(key + "."));
            });
        }
    }

    private ConfigRepair(Json5Document document) {
        this.document = document;
        this.root = document.root();
    }

    /** What can be mended in the person's own file (not in those it includes), in the order it should be. Empty where it is not JSON5. */
    public static List<Repair> of(ConfigSnapshot snapshot) {
        try {
            ConfigRepair repair = new ConfigRepair(Json5Document.parse(snapshot.text()));
            repair.find(snapshot);
            return List.copyOf(repair.repairs);
        } catch (JsonException e) {
            return List.of();
        }
    }

    private void find(ConfigSnapshot snapshot) {
        for (String[] rule : MOVES) {
            move(List.of(rule[0].split("\\.", -1)), List.of(rule[1].split("\\.", -1)));
        }
        agent();
        speech();
        emptied("routing", "groupChat");
        emptied("routing");
        emptied("agent");
        for (ConfigProblem problem : snapshot.problems()) {
            if (problem.text().equals(ConfigText.UNKNOWN_KEY) && problem.file().equals(snapshot.file())) {
                unknown(problem);
            }
        }
    }

    private void move(List<String> from, List<String> to) {
        Optional<String> value = written(from);
        if (value.isPresent() && ConfigEdits.at(root, to) == null) {
            List<ConfigEdit> edits = new ArrayList<>();
            boolean firstAgent = to.size() > 2 && to.get(1).equals("list");
            if (firstAgent && ConfigEdits.at(root, List.of("agents", "list", "0")) == null) {
                edits.add(ConfigEdit.set(List.of("agents", "list", "0"), "{ id: \"main\" }"));
            }
            edits.add(ConfigEdit.set(to, value.get()));
            edits.add(ConfigEdit.unset(from));
            repairs.add(new Repair(MOVE, List.of(ConfigPath.print(from), ConfigPath.print(to)), edits));
        }
    }

    /** {@code agent.*} was what {@code agents.defaults} is now; a model was a bare string. */
    private void agent() {
        JsonNode agent = root.path("agent");
        models(agent);
        for (var member : agent.properties()) {
            String key = member.getKey();
            List<String> to = List.of("agents", "defaults", key);
            boolean model = key.equals("model") || key.equals("imageModel");
            if (model && member.getValue().isString()) {
                move(List.of("agent", key), List.of("agents", "defaults", key, "primary"));
            } else if (ConfigSchema.entry(to).isPresent()) {
                move(List.of("agent", key), to);
            }
        }
    }

    /** {@code allowedModels} and {@code modelAliases} became one table. */
    private void models(JsonNode agent) {
        List<ConfigEdit> edits = new ArrayList<>();
        for (JsonNode allowed : agent.path("allowedModels")) {
            List<String> to = List.of("agents", "defaults", "models", allowed.asString(""));
            if (allowed.isString() && ConfigEdits.at(root, to) == null) {
                edits.add(ConfigEdit.set(to, "{}"));
            }
        }
        for (var alias : agent.path("modelAliases").properties()) {
            Optional<String> written = written(List.of("agent", "modelAliases", alias.getKey()));
            if (alias.getValue().isString() && written.isPresent()) {
                List<String> to = List.of("agents", "defaults", "models", alias.getValue().stringValue(), "alias");
                edits.add(ConfigEdit.set(to, cn.openclaw.json.Json.write(cn.openclaw.json.Json.array().add(alias.getKey()).get(0))));
            }
        }
        for (String key : List.of("allowedModels", "modelAliases")) {
            if (agent.has(key)) {
                edits.add(ConfigEdit.unset(List.of("agent", key)));
            }
        }
        if (!edits.isEmpty()) {
            repairs.add(new Repair(MOVE, List.of("agent.allowedModels, agent.modelAliases", "agents.defaults.models"), edits));
        }
    }

    private void speech() {
        JsonNode enabled = root.path("messages").path("tts").path("enabled");
        if (enabled.isBoolean() && !root.path("messages").path("tts").has("auto")) {
            String auto = enabled.booleanValue() ? "\"always\"" : "\"off\"";
            repairs.add(new Repair(MOVE, List.of("messages.tts.enabled", "messages.tts.auto"), List.of(
                    ConfigEdit.set(List.of("messages", "tts", "auto"), auto),
                    ConfigEdit.unset(List.of("messages", "tts", "enabled")))));
        }
    }

    /** What is left of an object whose members all moved away goes too. */
    private void emptied(String... path) {
        JsonNode node = ConfigEdits.at(root, List.of(path));
        if (node == null || !node.isObject()) {
            return;
        }
        for (var member : node.properties()) {
            List<String> way = new ArrayList<>(List.of(path));
            way.add(member.getKey());
            boolean leaves = repairs.stream()
                    .flatMap(repair -> repair.edits().stream())
                    .anyMatch(edit -> edit.json5().isEmpty() && edit.path().equals(way));
            if (!leaves) {
                return;
            }
        }
        Repair last = repairs.isEmpty() ? null : repairs.getLast();
        if (last != null) {
            List<ConfigEdit> edits = new ArrayList<>(last.edits());
            edits.add(ConfigEdit.unset(List.of(path)));
            repairs.set(repairs.size() - 1, new Repair(last.what(), last.arguments(), edits));
        }
    }

    private void unknown(ConfigProblem problem) {
        List<String> parent = new ArrayList<>(problem.path().isEmpty() ? List.of() : parentOf(problem));
        List<String> from = new ArrayList<>(parent);
        from.add(String.valueOf(problem.arguments().getFirst()));
        Optional<String> value = written(from);
        if (value.isEmpty()) {
            return;
        }
        Optional<String> near = Optional.ofNullable(nearest(parent, from.getLast()));
        if (near.isPresent()) {
            List<String> to = new ArrayList<>(parent);
            to.add(near.get());
            repairs.add(new Repair(RENAME, List.of(ConfigPath.print(from), near.get()), List.of(
                    ConfigEdit.set(to, value.get()), ConfigEdit.unset(from))));
        } else {
            repairs.add(new Repair(REMOVE, List.of(ConfigPath.print(from)), List.of(ConfigEdit.unset(from))));
        }
    }

    /** A problem's path has dots only; keys may hold dots too, so it is followed through the tree. */
    private List<String> parentOf(ConfigProblem problem) {
        List<String> found = new ArrayList<>();
        return follow(root, problem.path(), found) ? found : List.of();
    }

    private static boolean follow(JsonNode node, String dotted, List<String> found) {
        if (dotted.isEmpty()) {
            return true;
        }
        for (int end = dotted.indexOf('.'); ; end = dotted.indexOf('.', end + 1)) {
            String key = end < 0 ? dotted : dotted.substring(0, end);
            JsonNode below = ConfigEdits.at(node, List.of(key));
            if (below != null) {
                found.add(key);
                if (follow(below, end < 0 ? "" : dotted.substring(end + 1), found)) {
                    return true;
                }
                found.removeLast();
            }
            if (end < 0) {
                return false;
            }
        }
    }

    private @org.jspecify.annotations.Nullable String nearest(List<String> parent, String key) {
        JsonNode siblings = ConfigEdits.at(root, parent);
        List<String> candidates = new ArrayList<>();
        ConfigSchema.entry(parent).ifPresent(entry -> entry.keys().keySet().forEach(known -> {
            if (siblings != null && siblings.get(known) == null) {
                candidates.add(known);
            }
        }));
        return Nearest.of(key, candidates);
    }

    /** A value's own characters. */
    private Optional<String> written(List<String> path) {
        return document.place(path).map(place -> document.text().substring(place.start(), place.end()));
    }
}
