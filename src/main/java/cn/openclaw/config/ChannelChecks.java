package cn.openclaw.config;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What channels' settings must agree on. */
final class ChannelChecks {
    /** Channels that are described in the schema, and those that the original brings as plugins. */
    private static final List<String> KNOWN = List.of(
            "whatsapp", "telegram", "discord", "googlechat", "slack", "signal", "imessage", "bluebubbles", "msteams",
            "feishu", "lark", "dingtalk", "wecom", "wechat", "qq", "qqbot", "line", "matrix", "mattermost",
            "nextcloud-talk", "nostr", "tlon", "twitch", "voice-call", "webchat", "zalo", "zalouser");

    private final JsonNode root;
    private final Findings findings;

    ChannelChecks(JsonNode root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    void check() {
        JsonNode channels = root.path("channels");
        for (Map.Entry<String, JsonNode> channel : channels.properties()) {
            String id = channel.getKey();
            if (!id.equals("defaults") && !KNOWN.contains(id) && !hasPlugins(root)) {
                String near = Nearest.of(id, KNOWN);
                findings.keyProblem(
                        List.of("channels"), id, ConfigText.UNKNOWN_CHANNEL, id, near == null ? "" : Validator.didYouMean(near));
            }
            open(channel.getValue(), List.of("channels", id), "dmPolicy", "allowFrom");
            open(channel.getValue().path("dm"), List.of("channels", id, "dm"), "policy", "allowFrom");
            for (Map.Entry<String, JsonNode> account : channel.getValue().path("accounts").properties()) {
                open(account.getValue(), List.of("channels", id, "accounts", account.getKey()), "dmPolicy", "allowFrom");
                open(account.getValue().path("dm"), List.of("channels", id, "accounts", account.getKey(), "dm"), "policy", "allowFrom");
            }
        }
    }

    /** A channel may come from a plugin that only the original knows. */
    private static boolean hasPlugins(JsonNode root) {
        JsonNode plugins = root.path("plugins");
        return !plugins.path("installs").isEmpty()
                || !plugins.path("entries").isEmpty()
                || !plugins.path("load").path("paths").isEmpty();
    }

    /** Everybody may write only where that is said twice, as in the original. */
    private void open(JsonNode settings, List<String> path, String policy, String allowed) {
        if (!settings.path(policy).asString("").equals("open")) {
            return;
        }
        for (JsonNode sender : settings.path(allowed)) {
            if (sender.asString("").strip().equals("*")) {
                return;
            }
        }
        var place = new java.util.ArrayList<>(path);
        String dotted = ConfigPath.dotted(path);
        place.add(settings.has(allowed) ? allowed : policy);
        findings.problem(place, ConfigText.OPEN_NEEDS_STAR, dotted + "." + policy, dotted + "." + allowed);
    }

    /** Where a heartbeat's result may go. */
    static boolean isTarget(String target, JsonNode root) {
        return target.equals("last")
                || target.equals("none")
                || KNOWN.contains(target)
                || root.path("channels").has(target)
                || hasPlugins(root);
    }
}
