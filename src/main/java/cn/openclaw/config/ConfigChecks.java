package cn.openclaw.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a schema cannot say: values that contradict each other, and what is odd but allowed. */
final class ConfigChecks {
    private final JsonNode root;
    private final JsonNode written;
    private final Findings findings;

    /**
     * @param root with variables in place
     * @param written the same without
     */
    ConfigChecks(JsonNode root, JsonNode written, Findings findings) {
        this.root = root;
        this.written = written;
        this.findings = findings;
    }

    void check() {
        agents();
        aliases();
        broadcast();
        if (root.has("channels")) {
            new ChannelChecks(root, findings).check();
        }
        browserProfiles();
        mainKey();
        version();
        placeholders(written, new ArrayList<>());
    }

    private void agents() {
        JsonNode list = root.path("agents").path("list");
        Map<String, List<String>> users = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (int at = 0; at < list.size(); at++) {
            JsonNode agent = list.path(at);
            String id = Places.agentId(agent.path("id").asString(""));
            if (!ids.add(id)) {
                findings.warning(List.of("agents", "list", Integer.toString(at), "id"), ConfigText.DUPLICATE_AGENT_ID, id);
            }
            String dir = agent.path("agentDir").asString("").strip();
            if (!dir.isEmpty()) {
                users.computeIfAbsent(dir, _ -> new ArrayList<>()).add(id);
            }
            avatar(agent.path("identity").path("avatar"), at);
            target(agent.path("heartbeat"), List.of("agents", "list", Integer.toString(at), "heartbeat", "target"));
        }
        target(root.path("agents").path("defaults").path("heartbeat"), List.of("agents", "defaults", "heartbeat", "target"));
        users.forEach((dir, agents) -> {
            if (agents.size() > 1) {
                findings.problem(List.of("agents", "list"), ConfigText.DUPLICATE_AGENT_DIR, dir, String.join(", ", agents));
            }
        });
    }

    private void avatar(JsonNode avatar, int agent) {
        if (!avatar.isString()) {
            return;
        }
        String text = avatar.stringValue().strip();
        boolean remote = text.startsWith("http://") || text.startsWith("https://") || text.startsWith("data:");
        boolean outside = text.startsWith("/") || text.startsWith("~") || text.contains("..") || text.contains(":");
        if (!text.isEmpty() && !remote && outside) {
            findings.problem(
                    List.of("agents", "list", Integer.toString(agent), "identity", "avatar"), ConfigText.BAD_AVATAR);
        }
    }

    private void target(JsonNode heartbeat, List<String> path) {
        JsonNode target = heartbeat.path("target");
        if (target.isString() && target.stringValue().isBlank()) {
            findings.problem(path, ConfigText.BLANK_TARGET);
        } else if (target.isString()
                && !ChannelChecks.isTarget(target.stringValue().strip().toLowerCase(Locale.ROOT), root)) {
            findings.problem(path, ConfigText.UNKNOWN_TARGET, target.stringValue());
        }
    }

    /** An alias must never hide a reference: {@code provider/model} means that model and no other. */
    private void aliases() {
        Set<String> references = references();
        Map<String, String> taken = new HashMap<>();
        aliases(root.path("agents").path("defaults").path("models"), List.of("agents", "defaults", "models"), references, taken);
        JsonNode list = root.path("agents").path("list");
        for (int at = 0; at < list.size(); at++) {
            List<String> path = List.of("agents", "list", Integer.toString(at), "models");
            aliases(list.path(at).path("models"), path, references, new HashMap<>());
        }
    }

    private void aliases(JsonNode models, List<String> path, Set<String> references, Map<String, String> taken) {
        for (Map.Entry<String, JsonNode> entry : models.properties()) {
            JsonNode written = entry.getValue().path("alias");
            String alias = written.isString() ? written.stringValue().strip() : "";
            if (alias.isEmpty()) {
                continue;
            }
            List<String> place = new ArrayList<>(path);
            place.add(entry.getKey());
            place.add("alias");
            String plain = alias.toLowerCase(Locale.ROOT);
            if (references.contains(plain) && !plain.equals(entry.getKey().toLowerCase(Locale.ROOT))) {
                findings.problem(place, ConfigText.ALIAS_IS_A_REF, alias, plain);
            }
            String before = taken.putIfAbsent(plain, entry.getKey());
            if (before != null) {
                findings.warning(place, ConfigText.ALIAS_TWICE, alias, before, entry.getKey());
            }
        }
    }

    private Set<String> references() {
        Set<String> references = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry :
                root.path("agents").path("defaults").path("models").properties()) {
            references.add(entry.getKey().toLowerCase(Locale.ROOT));
        }
        for (Map.Entry<String, JsonNode> provider :
                root.path("models").path("providers").properties()) {
            for (JsonNode model : provider.getValue().path("models")) {
                references.add((provider.getKey() + "/" + model.path("id").asString("")).toLowerCase(Locale.ROOT));
            }
        }
        return references;
    }

    private void broadcast() {
        Set<String> ids = new HashSet<>();
        root.path("agents").path("list").forEach(agent -> ids.add(agent.path("id").asString("")));
        for (Map.Entry<String, JsonNode> group : root.path("broadcast").properties()) {
            for (int at = 0; at < group.getValue().size() && !ids.isEmpty(); at++) {
                String id = group.getValue().path(at).asString("");
                if (group.getValue().isArray() && !ids.contains(id)) {
                    findings.problem(List.of("broadcast", group.getKey(), Integer.toString(at)), ConfigText.UNKNOWN_AGENT, id);
                }
            }
        }
    }

    private void browserProfiles() {
        for (Map.Entry<String, JsonNode> profile :
                root.path("browser").path("profiles").properties()) {
            if (!isProfileName(profile.getKey())) {
                findings.keyProblem(List.of("browser", "profiles"), profile.getKey(), ConfigText.BROWSER_NAME, profile.getKey());
            }
            boolean reachable = profile.getValue().has("cdpPort") || profile.getValue().has("cdpUrl");
            if (profile.getValue().isObject() && !reachable) {
                findings.problem(List.of("browser", "profiles", profile.getKey()), ConfigText.BROWSER_PROFILE);
            }
        }
    }

    private static boolean isProfileName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private void mainKey() {
        JsonNode key = root.path("session").path("mainKey");
        if (key.isString() && !key.stringValue().strip().equals("main")) {
            findings.warning(List.of("session", "mainKey"), ConfigText.MAIN_KEY_FORCED, key.stringValue());
        }
    }

    private void version() {
        JsonNode touched = root.path("meta").path("lastTouchedVersion");
        if (touched.isString() && Version.isNewer(touched.stringValue(), Version.own())) {
            findings.warning(
                    List.of("meta", "lastTouchedVersion"), ConfigText.FUTURE_VERSION, touched.stringValue(), Version.own());
        }
    }

    /** A masked value that came back as if it were the secret; it would be sent to a server. */
    private void placeholders(JsonNode node, List<String> path) {
        if (node.isString()) {
            if (isPlaceholder(node.stringValue()) && ConfigSchema.isSecret(path)) {
                findings.warning(path, ConfigText.PLACEHOLDER, node.stringValue().strip());
            }
            return;
        }
        int index = 0;
        for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
            placeholders(path, Integer.toString(index++), item);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            placeholders(path, member.getKey(), member.getValue());
        }
    }

    private void placeholders(List<String> path, String key, JsonNode child) {
        path.add(key);
        placeholders(child, path);
        path.removeLast();
    }

    /** The marks with which programs hide secrets, ours and the original's. */
    static boolean isPlaceholder(String text) {
        return switch (text.strip()) {
            case "***", "__OPENCLAW_REDACTED__", "[REDACTED]", "<redacted>" -> true;
            default -> false;
        };
    }
}
