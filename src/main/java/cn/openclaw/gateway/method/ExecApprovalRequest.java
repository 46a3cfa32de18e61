package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Approvals;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code exec.approval.request}: asks the operators who may approve, and waits for their word. */
@AutoService(GatewayMethod.class)
public final class ExecApprovalRequest implements GatewayMethod {
    private static final long USUAL = Approvals.PATIENCE.toMillis();
    private static final long MOST = Duration.ofHours(1).toMillis();
    private static final int LONGEST_ID = 128;

    @Override
    public String name() {
        return "exec.approval.request";
    }

    @Override
    public Access access() {
        return Access.APPROVALS;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        params.need("command");
        Optional<String> id = params.text("id").filter(text -> !text.isBlank());
        if (id.filter(text -> text.length() > LONGEST_ID).isPresent()) {
            throw params.wrong("at /id: must NOT have more than " + LONGEST_ID + " characters");
        }
        Duration patience = Duration.ofMillis(params.number("timeoutMs", 1, MOST).orElse(USUAL));
        Approvals.Decided decided = Approvals.of(call.world()).ask(id, Approvals.shown(params.tree()), patience);
        ObjectNode answer = Json.object().put("id", decided.pending().id());
        decided.decision().ifPresentOrElse(decision -> answer.put("decision", decision.word()), () -> answer.putNull("decision"));
        return answer.put("createdAtMs", decided.pending().createdAtMs()).put("expiresAtMs", decided.pending().expiresAtMs());
    }
}
