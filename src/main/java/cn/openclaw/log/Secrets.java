package cn.openclaw.log;

import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a configuration holds that must appear nowhere, for the log and other texts that leave. */
public final class Secrets {
    private Secrets() {}

    /** Knows the secrets of the configuration, those among the variables, and these. */
    public static Redactor redactor(ConfigSnapshot snapshot, Collection<Secret> more) {
        List<Secret> found = new ArrayList<>(more);
        walk(snapshot.config().tree(), new ArrayList<>(), found);
        return Redactor.of(snapshot.environment(), found);
    }

    private static void walk(JsonNode node, List<String> path, List<Secret> found) {
        if (node.isString()) {
            if (ConfigSchema.isSecret(path) && ConfigSchema.isDistinct(path, node.stringValue())) {
                found.add(new Secret(node.stringValue()));
            }
            return;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            path.addLast(member.getKey());
            walk(member.getValue(), path, found);
            path.removeLast();
        }
        if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                path.addLast(Integer.toString(at));
                walk(node.get(at), path, found);
                path.removeLast();
            }
        }
    }

    /** How the configuration has it written: a patterns' list, or nothing. */
    static List<String> patterns(ConfigSnapshot snapshot) {
        List<String> patterns = new ArrayList<>();
        JsonNode list = Json.at(snapshot.config().tree(), "logging", "redactPatterns");
        if (list != null) {
            list.forEach(one -> patterns.add(one.asString("")));
        }
        return patterns;
    }
}
