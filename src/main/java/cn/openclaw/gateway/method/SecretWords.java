package cn.openclaw.gateway.method;

import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.config.ConfigSnapshot;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The secrets that a configuration knows, to be taken out of texts that others wrote. */
final class SecretWords {
    private SecretWords() {}

    static Redactor redactor(ConfigSnapshot snapshot) {
        List<Secret> secrets = new ArrayList<>();
        collect(snapshot.config().tree(), new ArrayList<>(), false, secrets);
        return Redactor.of(snapshot.environment(), secrets);
    }

    private static void collect(JsonNode node, List<String> path, boolean secret, List<Secret> into) {
        boolean inside = secret || ConfigSchema.isSecret(path);
        if (node.isObject()) {
            node.properties().forEach(member -> below(member.getValue(), path, member.getKey(), inside, into));
        } else if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                below(node.get(at), path, Integer.toString(at), inside, into);
            }
        } else if (inside && node.isString()) {
            into.add(new Secret(node.stringValue()));
        }
    }

    private static void below(JsonNode node, List<String> path, String step, boolean secret, List<Secret> into) {
        path.add(step);
        collect(node, path, secret, into);
        path.removeLast();
    }
}
