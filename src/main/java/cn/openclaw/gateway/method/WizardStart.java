package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Onboarder;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Begins to set things up by asking; one at a time. */
@AutoService(GatewayMethod.class)
public final class WizardStart implements GatewayMethod {
    @Override
    public String name() {
        return "wizard.start";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String mode = params.text("mode").orElse("local");
        if (!mode.equals("local") && !mode.equals("remote")) {
            throw params.wrong("at /mode: must be equal to one of the allowed values");
        }
        Onboarder.Wish wish = new Onboarder.Wish(
                mode.equals("remote"), params.text("workspace").filter(text -> !text.isBlank()), Tongue.of(params, call));
        WizardSession session = Wizards.of(call.world()).start(wish);
        ObjectNode answer = Json.object().put("sessionId", session.id());
        return answer.setAll(session.waiting());
    }
}
