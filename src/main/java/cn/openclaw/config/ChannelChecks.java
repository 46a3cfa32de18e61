package cn.openclaw.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            account(id, channel.getValue(), List.of("channels", id));
            for (Map.Entry<String, JsonNode> account : channel.getValue().path("accounts").properties()) {
                account(id, account.getValue(), List.of("channels", id, "accounts", account.getKey()));
            }
        }
        slack(channels.path("slack"));
    }

    private void account(String channel, JsonNode settings, List<String> path) {
        open(settings, path, "dmPolicy", "channels." + channel);
        open(settings.path("dm"), with(path, "dm"), "policy", "channels." + channel + ".dm");
        if (channel.equals("telegram")) {
            customCommands(settings.path("customCommands"), with(path, "customCommands"));
        }
    }

    private static List<String> with(List<String> path, String... more) {
        List<String> longer = new ArrayList<>(path);
        longer.addAll(List.of(more));
        return longer;
    }

    private void customCommands(JsonNode commands, List<String> path) {
        for (int at = 0; at < commands.size(); at++) {
            String written = commands.path(at).path("command").asString("").strip();
            String name = written.startsWith("/") ? written.substring(1) : written;
            if (!isCommand(name.toLowerCase(Locale.ROOT))) {
                findings.problem(with(path, Integer.toString(at), "command"), ConfigText.CUSTOM_COMMAND, "/" + name);
            }
        }
    }

    private static boolean isCommand(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= 32;
    }

    private void slack(JsonNode slack) {
        boolean signed = !slack.path("signingSecret").asString("").isEmpty();
        boolean http = slack.path("mode").asString("socket").equals("http");
        if (http && !signed) {
            findings.problem(List.of("channels", "slack", "signingSecret"), ConfigText.SIGNING_SECRET);
        }
        for (Map.Entry<String, JsonNode> account : slack.path("accounts").properties()) {
            String mode = account.getValue().path("mode").asString(http ? "http" : "socket");
            boolean own = !account.getValue().path("signingSecret").asString("").isEmpty();
            if (account.getValue().path("enabled").asBoolean(true) && mode.equals("http") && !own && !signed) {
                findings.problem(
                        List.of("channels", "slack", "accounts", account.getKey(), "signingSecret"), ConfigText.SIGNING_SECRET);
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
    private void open(JsonNode settings, List<String> path, String policy, String name) {
        if (!settings.path(policy).asString("").equals("open")) {
            return;
        }
        for (JsonNode sender : settings.path("allowFrom")) {
            if (sender.asString("").strip().equals("*")) {
                return;
            }
        }
        findings.problem(with(path, "allowFrom"), ConfigText.OPEN_NEEDS_STAR, name + "." + policy, name + ".allowFrom");
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
