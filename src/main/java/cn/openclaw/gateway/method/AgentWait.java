package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Run;
import cn.openclaw.gateway.RunEnding;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code agent.wait}: waits for a run to end, also one whose connection is gone, or that a former process began. */
@AutoService(GatewayMethod.class)
public final class AgentWait implements GatewayMethod {
    private static final long USUAL = 30_000;
    private static final long MOST = Duration.ofHours(24).toMillis();

    @Override
    public String name() {
        return "agent.wait";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String id = params.need("runId");
        Duration patience = Duration.ofMillis(params.number("timeoutMs", 0, MOST).orElse(USUAL));
        Runs runs = Runs.of(call.world());
        Optional<RunEnding> ended = runs.await(id, patience);
        ObjectNode answer = Json.object().put("runId", id);
        if (ended.isEmpty()) {
            answer.put("status", "timeout");
            runs.find(id).map(Run::startedAt).filter(at -> at > 0).ifPresent(at -> answer.put("startedAt", at));
            return answer;
        }
        RunEnding ending = ended.get();
        answer.put("status", ending.word());
        if (ending.startedAt() > 0) {
            answer.put("startedAt", ending.startedAt());
        }
        answer.put("endedAt", ending.endedAt());
        return switch (ending.status()) {
            case ANSWERED -> answer;
            case ABORTED -> answer.put("aborted", true).put("stopReason", ending.words().orElse("rpc"));
            case FAILED, TIMED_OUT -> answer.put("error", ending.words().orElse(""));
        };
    }
}
