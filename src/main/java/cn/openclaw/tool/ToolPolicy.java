package cn.openclaw.tool;

import cn.openclaw.base.Text;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which tools a turn has: those that every rule lets through. The rules are the original's, in its order; each can only take away,
 * and within one "deny" counts before "allow": preset, preset of the provider or model, {@code tools.allow/deny}, {@code
 * tools.byProvider}, the agent's own, the agent's own for the provider or model, the sandbox, sub-agents. {@code alsoAllow} adds
 * to a preset. Names are taken whatever their case, with {@code *} and {@code group:…}.
 */
public final class ToolPolicy {
    private static final Map<String, List<String>> GROUPS = Map.ofEntries(
            Map.entry("fs", List.of("read", "write", "edit", "apply_patch", "grep", "find", "ls")),
            Map.entry("runtime", List.of("exec", "process")),
            Map.entry("sessions", List.of("sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status")),
            Map.entry("memory", List.of("memory_search", "memory_get")),
            Map.entry("web", List.of("web_search", "web_fetch")),
            Map.entry("ui", List.of("browser", "canvas")),
            Map.entry("automation", List.of("cron", "gateway")),
            Map.entry("messaging", List.of("message")),
            Map.entry("nodes", List.of("nodes")));

    private static final Map<String, List<String>> PROFILES = Map.of(
            "minimal", List.of("session_status"),
            "coding", List.of("group:fs", "group:runtime", "group:sessions", "group:memory", "image", "models_status", "todo"),
            "messaging", List.of("group:messaging", "sessions_list", "sessions_history", "sessions_send", "session_status"),
            "full", List.of("*"));

    private static final Map<String, String> ALIASES =
            Map.of("bash", "exec", "shell", "exec", "apply-patch", "apply_patch", "sessions-list", "sessions_list");

    /** Names of the original's tools that are not built yet: a list of theirs may hold them, and that is no mistake. */
    private static final Set<String> KNOWN = Set.of(
            "browser", "canvas", "nodes", "cron", "message", "tts", "gateway", "whatsapp_login", "subagents", "apply_patch", "image",
            "agents_list", "todo");

    /** What a sub-agent has not, whatever else is allowed: it does one piece of work and starts nothing of its own. */
    private static final List<String> NOT_FOR_SUB_AGENTS =
            List.of("group:sessions", "group:automation", "group:memory", "group:messaging", "agents_list");

    private final List<Step> steps;
    private final List<Text> warnings = new ArrayList<>();

    /** One rule: what passes, and in whose words. */
    private record Step(String place, List<String> allow, List<String> deny) {}

    private ToolPolicy(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * The policy of a turn.
     *
     * @param config the whole configuration
     * @param agentId whose turn it is
     * @param model which model is asked
     * @param subAgent whether it is a sub-agent's turn
     */
    public static ToolPolicy of(JsonNode config, String agentId, ModelRef model, boolean subAgent) {
        List<Step> steps = new ArrayList<>();
        JsonNode general = config.path("tools");
        JsonNode own = agent(config, agentId);
        JsonNode ownTools = own.path("tools");
        profile(steps, ownTools.has("profile") ? ownTools : general, general, ownTools, "profile");
        byProvider(general, model).ifPresent(each -> profile(steps, each, each, each, "byProvider"));
        byProvider(ownTools, model).ifPresent(each -> profile(steps, each, each, each, "agents.list[].tools.byProvider"));
        steps.add(step("tools", general, general));
        byProvider(general, model).ifPresent(each -> steps.add(step("tools.byProvider", each, each)));
        steps.add(step("agents.list[].tools", ownTools, ownTools));
        byProvider(ownTools, model).ifPresent(each -> steps.add(step("agents.list[].tools.byProvider", each, each)));
        sandbox(steps, config, own);
        if (subAgent) {
            steps.add(new Step("sub-agents", List.of(), NOT_FOR_SUB_AGENTS));
            JsonNode limits = Json.at(general, "subagents", "tools");
            if (limits != null) {
                steps.add(step("tools.subagents.tools", limits, limits));
            }
        }
        return new ToolPolicy(steps);
    }

    private static void profile(List<Step> steps, JsonNode from, JsonNode also, JsonNode alsoToo, String place) {
        String name = Json.text(from, "profile");
        List<String> preset = name == null ? null : PROFILES.get(name.strip().toLowerCase(Locale.ROOT));
        if (preset != null) {
            List<String> allow = new ArrayList<>(preset);
            allow.addAll(list(also, "alsoAllow"));
            allow.addAll(list(alsoToo, "alsoAllow"));
            steps.add(new Step(place, allow, List.of()));
        }
    }

    private static Step step(String place, JsonNode from, JsonNode also) {
        List<String> allow = new ArrayList<>(list(from, "allow"));
        if (!allow.isEmpty()) {
            allow.addAll(list(also, "alsoAllow"));
        }
        return new Step(place, allow, list(from, "deny"));
    }

    /** What stands under the model's whole name, or else under its provider's. */
    private static Optional<JsonNode> byProvider(JsonNode tools, ModelRef model) {
        JsonNode each = tools.path("byProvider");
        JsonNode provider = null;
        for (Map.Entry<String, JsonNode> one : each.properties()) {
            String key = one.getKey().strip();
            if (key.equalsIgnoreCase(model.toString())) {
                return Optional.of(one.getValue());
            }
            if (key.equalsIgnoreCase(model.provider()) || key.equalsIgnoreCase(model.model())) {
                provider = one.getValue();
            }
        }
        return Optional.ofNullable(provider);
    }

    /** In a sandbox that only reads the workspace, nothing writes to it. */
    private static void sandbox(List<Step> steps, JsonNode config, JsonNode own) {
        JsonNode general = config.path("agents").path("defaults").path("sandbox");
        String mode = either(own.path("sandbox"), general, "mode", "off");
        if (mode.equals("off")) {
            return;
        }
        if (either(own.path("sandbox"), general, "workspaceAccess", "none").equals("ro")) {
            steps.add(new Step("sandbox", List.of(), List.of("write", "edit", "apply_patch")));
        }
        for (JsonNode tools : List.of(config.path("tools"), own.path("tools"))) {
            JsonNode limits = Json.at(tools, "sandbox", "tools");
            if (limits != null) {
                steps.add(step("tools.sandbox.tools", limits, limits));
            }
        }
    }

    private static String either(JsonNode own, JsonNode general, String key, String otherwise) {
        String first = Json.text(own, key);
        String second = Json.text(general, key);
        return first != null ? first : second != null ? second : otherwise;
    }

    private static JsonNode agent(JsonNode config, String id) {
        for (JsonNode agent : config.path("agents").path("list")) {
            String written = Json.text(agent, "id");
            if (written != null && Places.agentId(written).equals(Places.agentId(id))) {
                return agent;
            }
        }
        return Json.object();
    }

    private static List<String> list(JsonNode from, String key) {
        List<String> words = new ArrayList<>();
        from.path(key).forEach(one -> words.add(one.asString("").strip().toLowerCase(Locale.ROOT)));
        words.removeIf(String::isEmpty);
        return words;
    }

    /** Those that pass every rule, in the order given. */
    public List<Tool> select(List<Tool> all) {
        List<Tool> passed = all.stream().filter(tool -> allows(tool.name())).toList();
        warn(all);
        return passed;
    }

    /** Whether a tool of this name passes every rule. */
    public boolean allows(String name) {
        return steps.stream().allMatch(step -> passes(step, name.toLowerCase(Locale.ROOT)));
    }

    private static boolean passes(Step step, String name) {
        Predicate<String> names = entry -> names(entry, name);
        return step.deny().stream().noneMatch(names) && (step.allow().isEmpty() || step.allow().stream().anyMatch(names));
    }

    private static boolean names(String entry, String name) {
        if (entry.startsWith("group:")) {
            String group = entry.substring(6);
            boolean builtIn = group.equals("clawdbot") || group.equals("openclaw");
            return builtIn ? !name.startsWith("mcp") : GROUPS.getOrDefault(group, List.of()).contains(name);
        }
        return matches(ALIASES.getOrDefault(entry, entry), name);
    }

    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        String[] pieces = pattern.split("\\*", -1);
        if (!name.startsWith(pieces[0])) {
            return false;
        }
        int at = pieces[0].length();
        for (int piece = 1; piece < pieces.length - 1; piece++) {
            int found = name.indexOf(pieces[piece], at);
            if (found < 0) {
                return false;
            }
            at = found + pieces[piece].length();
        }
        String last = pieces[pieces.length - 1];
        return name.length() - at >= last.length() && name.endsWith(last);
    }

    /** One for each name that no tool has, with the nearest that one has; presets of our own never cause one. */
    public List<Text> warnings() {
        return List.copyOf(warnings);
    }

    private void warn(List<Tool> all) {
        warnings.clear();
        Set<String> known = new TreeSet<>(KNOWN);
        all.forEach(tool -> known.add(tool.name().toLowerCase(Locale.ROOT)));
        GROUPS.values().forEach(known::addAll);
        Set<String> seen = new TreeSet<>();
        for (Step step : steps) {
            boolean preset = step.place().equals("sub-agents") || step.place().equals("sandbox");
            for (String entry : preset ? List.<String>of() : joined(step)) {
                if (seen.add(entry) && !isKnown(entry, known)) {
                    String near = nearest(entry, known);
                    warnings.add(near == null
                            ? ToolText.filled(ToolText.NO_TOOL, entry, step.place())
                            : ToolText.filled(ToolText.NO_TOOL_BUT, entry, step.place(), near));
                }
            }
        }
    }

    private static List<String> joined(Step step) {
        List<String> all = new ArrayList<>(step.allow());
        all.addAll(step.deny());
        return all;
    }

    private static boolean isKnown(String entry, Set<String> known) {
        if (entry.startsWith("group:")) {
            String group = entry.substring(6);
            return GROUPS.containsKey(group) || group.equals("clawdbot") || group.equals("openclaw");
        }
        // A server of the Model Context Protocol may bring any tool, later.
        return entry.indexOf('*') >= 0 || entry.startsWith("mcp") || known.contains(ALIASES.getOrDefault(entry, entry));
    }

    private static @Nullable String nearest(String entry, Set<String> known) {
        List<String> candidates = new ArrayList<>(known);
        GROUPS.keySet().forEach(group -> candidates.add("group:" + group));
        String best = null;
        int fewest = Math.max(2, entry.length() / 3) + 1;
        for (String candidate : candidates) {
            int differences = differences(entry, candidate);
            if (differences < fewest) {
                fewest = differences;
                best = candidate;
            }
        }
        return best;
    }

    private static int differences(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int other = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, other);
            }
            above = row;
        }
        return above[to.length()];
    }
}
