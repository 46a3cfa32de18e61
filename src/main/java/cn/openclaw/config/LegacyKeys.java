package cn.openclaw.config;

import cn.openclaw.base.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Keys of older releases, and where their values belong now. They make a configuration invalid, because what they say would be
 * ignored; {@code doctor --fix} moves them.
 */
final class LegacyKeys {
    private static final Text MOVED = new Text(
            "{0} 已移到 {1}；运行 openclaw-cn doctor --fix 迁移", "{0} was moved; use {1} instead (run openclaw-cn doctor --fix)");

    /** Old place, new place. The longest match is reported. */
    private static final String[][] RULES = {
        {"whatsapp", "channels.whatsapp"},
        {"telegram.requireMention", "channels.telegram.groups.\"*\".requireMention"},
        {"telegram", "channels.telegram"},
        {"discord", "channels.discord"},
        {"slack", "channels.slack"},
        {"signal", "channels.signal"},
        {"imessage", "channels.imessage"},
        {"msteams", "channels.msteams"},
        {"routing.allowFrom", "channels.whatsapp.allowFrom"},
        {"routing.bindings", "bindings"},
        {"routing.agents", "agents.list"},
        {"routing.defaultAgentId", "agents.list[].default"},
        {"routing.agentToAgent", "tools.agentToAgent"},
        {"routing.groupChat.requireMention", "channels.whatsapp/telegram/imessage.groups.\"*\".requireMention"},
        {"routing.groupChat", "messages.groupChat"},
        {"routing.queue", "messages.queue"},
        {"routing.transcribeAudio", "tools.media.audio.models"},
        {"routing", "agents, bindings, messages, channels, tools"},
        {"identity", "agents.list[].identity"},
        {"agent.model", "agents.defaults.model.primary"},
        {"agent.imageModel", "agents.defaults.imageModel.primary"},
        {"agent.allowedModels", "agents.defaults.models"},
        {"agent.modelAliases", "agents.defaults.models.*.alias"},
        {"agent.modelFallbacks", "agents.defaults.model.fallbacks"},
        {"agent.imageModelFallbacks", "agents.defaults.imageModel.fallbacks"},
        {"agent", "agents.defaults, tools"},
        {"tools.bash", "tools.exec"},
        {"messages.tts.enabled", "messages.tts.auto"},
    };

    private LegacyKeys() {}

    /** Whether this key is one of them, or holds one: then it is reported here and not as unknown. */
    static boolean knows(List<String> parent, String key) {
        if (parent.size() == 1 && parent.getFirst().equals("gateway") && key.equals("token")) {
            return true;
        }
        List<String> whole = new ArrayList<>(parent);
        whole.add(key);
        String path = ConfigPath.dotted(whole);
        for (String[] rule : RULES) {
            if (rule[0].equals(path)) {
                return true;
            }
        }
        return false;
    }

    static void check(JsonNode root, Findings findings) {
        for (String[] rule : RULES) {
            int dot = rule[0].indexOf('.');
            if (root.get(dot < 0 ? rule[0] : rule[0].substring(0, dot)) == null) {
                continue;
            }
            List<String> path = List.of(rule[0].split("\\.", -1));
            if (at(root, path) && !hasDeeper(root, rule[0])) {
                List<String> parent = path.subList(0, path.size() - 1);
                findings.keyProblem(parent, path.getLast(), MOVED, rule[0], rule[1]);
            }
        }
        if (at(root, List.of("gateway", "token"))) {
            findings.warning(List.of("gateway", "token"), ConfigText.GATEWAY_TOKEN);
        }
    }

    private static boolean hasDeeper(JsonNode root, String path) {
        for (String[] rule : RULES) {
            if (rule[0].startsWith(path + ".") && at(root, List.of(rule[0].split("\\.", -1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean at(JsonNode root, List<String> path) {
        JsonNode node = root;
        for (String key : path) {
            node = node.isObject() ? node.path(key) : root.path("");
        }
        return !node.isMissingNode();
    }
}
