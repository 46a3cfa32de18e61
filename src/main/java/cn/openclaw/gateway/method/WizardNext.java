package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers the step that waits, and tells the next one. */
@AutoService(GatewayMethod.class)
public final class WizardNext implements GatewayMethod {
    @Override
    public String name() {
        return "wizard.next";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        WizardSession session = Wizards.of(call.world()).find(params);
        Optional<ObjectNode> answer = params.object("answer");
        if (answer.isPresent()) {
            Params given = new Params(params.method(), answer.get());
            session.answer(given.need("stepId"), answer.get().get("value"));
        }
        return session.waiting();
    }
}
