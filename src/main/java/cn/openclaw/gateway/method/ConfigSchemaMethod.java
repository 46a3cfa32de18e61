package cn.openclaw.gateway.method;

import cn.openclaw.config.SchemaForm;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Release;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the configuration may say, for forms; the words in the language of {@code locale}. */
@AutoService(GatewayMethod.class)
public final class ConfigSchemaMethod implements GatewayMethod {
    @Override
    public String name() {
        return "config.schema";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        SchemaForm.Form form = SchemaForm.in(Tongue.of(params, call));
        ObjectNode answer = Json.object();
        answer.set("schema", form.schema());
        answer.set("uiHints", form.hints());
        return answer.put("version", Release.version())
                .put("generatedAt", call.world().agents().clock().instant().toString());
    }
}
