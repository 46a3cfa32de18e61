package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigRedaction;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The configuration: its text and what it means, secrets hidden. */
@AutoService(GatewayMethod.class)
public final class ConfigGet implements GatewayMethod {
    @Override
    public String name() {
        return "config.get";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ConfigDesk desk = new ConfigDesk(call.world(), Tongue.of(params, call));
        ConfigSnapshot snapshot = desk.file().read();
        ConfigRedaction redaction = ConfigRedaction.of(snapshot);
        ObjectNode answer = Json.object().put("path", desk.path()).put("exists", snapshot.exists());
        answer.put("raw", snapshot.exists() ? redaction.text(snapshot.text()) : "");
        answer.set("parsed", redaction.tree(parsed(snapshot)));
        answer.put("valid", snapshot.isValid());
        answer.set("config", desk.shown(snapshot));
        answer.put("hash", snapshot.hash());
        answer.set("issues", desk.issues(snapshot.problems()));
        answer.set("warnings", desk.issues(snapshot.warnings()));
        answer.putArray("legacyIssues");
        return answer;
    }

    private static JsonNode parsed(ConfigSnapshot snapshot) {
        try {
            return snapshot.text().isBlank() ? Json.object() : Json5.parse(snapshot.text());
        } catch (JsonException e) {
            // What is wrong with it stands among the issues.
            return Json.object();
        }
    }
}
