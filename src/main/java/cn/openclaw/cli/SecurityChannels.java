package cn.openclaw.cli;

import static cn.openclaw.cli.SecurityFinding.Sentence.of;
import static cn.openclaw.cli.SecurityFinding.Severity.CRITICAL;
import static cn.openclaw.cli.SecurityFinding.Severity.WARN;

import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may use the channels: everybody, in private or in groups? */
final class SecurityChannels {
    private final ObjectNode tree;
    private final List<SecurityFinding> findings = new ArrayList<>();

    SecurityChannels(ObjectNode tree) {
        this.tree = tree;
    }

    List<SecurityFinding> look() {
        if (tree.get("channels") instanceof ObjectNode channels) {
            for (Map.Entry<String, JsonNode> channel : channels.properties()) {
                boolean off = channel.getValue().path("enabled").isBoolean() && !channel.getValue().path("enabled").asBoolean(true);
                if (!off && channel.getValue() instanceof ObjectNode settings) {
                    channel(settings, channel.getKey(), List.of("channels", channel.getKey()));
                    accounts(settings, channel.getKey());
                }
            }
        }
        boolean open = findings.stream().anyMatch(finding -> finding.id().endsWith(".dm.open"));
        String scope = Optional.ofNullable(Json.text(tree, "session", "dmScope")).orElse("main");
        if (open && scope.equals("main")) {
            findings.add(SecurityFinding.of("session.dm_scope_shared", WARN, of(SecurityText.SHARED_SCOPE), of(SecurityText.SET_SCOPE))
                    .mendedBy(ConfigEdit.set(List.of("session", "dmScope"), "\"per-channel-peer\"")));
        }
        return findings;
    }

    private void accounts(ObjectNode settings, String channel) {
        for (Map.Entry<String, JsonNode> account : settings.path("accounts").properties()) {
            if (account.getValue() instanceof ObjectNode own) {
                channel(own, channel, List.of("channels", channel, "accounts", account.getKey()));
            }
        }
    }

    private void channel(ObjectNode settings, String channel, List<String> path) {
        dm(settings, channel, path, "dmPolicy", "allowFrom");
        if (settings.get("dm") instanceof ObjectNode dm) {
            dm(dm, channel, with(path, "dm"), "policy", "allowFrom");
        }
        String group = settings.path("groupPolicy").asString("");
        if (group.equals("open")) {
            boolean elevated = GatewayPlan.flag(tree, "tools", "elevated", "enabled");
            List<String> at = with(path, "groupPolicy");
            findings.add(SecurityFinding.of(
                            "channels." + channel + ".group.open",
                            elevated ? CRITICAL : WARN,
                            of(SecurityText.GROUP_OPEN, String.join(".", at)),
                            of(SecurityText.SET_ALLOWLIST, String.join(".", at)))
                    .mendedBy(ConfigEdit.set(at, "\"allowlist\"")));
        }
        star(settings, channel, with(path, "groupAllowFrom"));
    }

    private void dm(ObjectNode settings, String channel, List<String> path, String policy, String from) {
        boolean star = hasStar(settings.path(from));
        if (settings.path(policy).asString("").equals("open")) {
            List<String> at = with(path, policy);
            List<ConfigEdit> edits = new ArrayList<>();
            if (star) {
                edits.add(ConfigEdit.set(with(path, from), Json.write(withoutStar(settings.path(from)))));
            }
            edits.add(ConfigEdit.set(at, "\"pairing\""));
            findings.add(SecurityFinding.of(
                            "channels." + channel + ".dm.open",
                            CRITICAL,
                            of(SecurityText.DM_OPEN, String.join(".", path)),
                            of(SecurityText.SET_PAIRING, String.join(".", at)))
                    .mendedBy(new SecurityFinding.Fix.Edits(edits)));
        } else if (star) {
            star(settings, channel, with(path, from));
        }
    }

    private void star(ObjectNode settings, String channel, List<String> path) {
        JsonNode list = settings.path(path.getLast());
        if (hasStar(list)) {
            findings.add(SecurityFinding.of(
                            "channels." + channel + ".allow_from_wildcard",
                            WARN,
                            of(SecurityText.STAR, String.join(".", path)),
                            of(SecurityText.NAME_PEOPLE))
                    .mendedBy(ConfigEdit.set(path, Json.write(withoutStar(list)))));
        }
    }

    private static boolean hasStar(JsonNode list) {
        return list.isArray() && list.valueStream().anyMatch(one -> one.asString("").strip().equals("*"));
    }

    private static JsonNode withoutStar(JsonNode list) {
        var left = Json.array();
        list.forEach(one -> {
            if (!one.asString("").strip().equals("*")) {
                left.add(one);
            }
        });
        return left;
    }

    private static List<String> with(List<String> path, String more) {
        List<String> whole = new ArrayList<>(path);
        whole.add(more);
        return List.copyOf(whole);
    }
}
