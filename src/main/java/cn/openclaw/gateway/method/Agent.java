package cn.openclaw.gateway.method;

import cn.openclaw.agent.ReportJson;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.QueueMode;
import cn.openclaw.gateway.Run;
import cn.openclaw.gateway.RunEnding;
import cn.openclaw.gateway.RunOrder;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Approver;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stop 4 of a chat request: {@code agent}. Turns parameters into a run; answers "accepted" with its id once it is on the disk, and
 * with the same request id again when it has ended. The same key again does not run it twice: it waits for the same end.
 */
@AutoService(GatewayMethod.class)
public final class Agent implements GatewayMethod {
    private static final Duration FOR_EVER = Duration.ofDays(7);

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        String id = params.need("idempotencyKey");
        SessionKey key = key(params, call);
        world.hub().follow(call.caller().connection(), key.text());
        RunOrder order = new RunOrder(RunOrder.Kind.AGENT, id, request(params, call, key), QueueMode.FOLLOWUP, true);
        SessionNotes.patch(params, world, key);
        Runs.Started started = Runs.of(world).startHeld(order);
        Run run = started.run();
        call.acknowledge(Json.object().put("runId", id).put("status", "accepted").put("acceptedAt", run.acceptedAt()));
        run.go();
        Optional<RunEnding> ending = run.await(FOR_EVER);
        return result(call, id, ending.orElseThrow(() -> GatewayException.unavailable("the run has not ended")));
    }

    private static SessionKey key(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        Optional<String> agent = params.text("agentId").filter(text -> !text.isBlank());
        Optional<String> written = params.text("sessionKey").filter(text -> !text.isBlank());
        if (written.isPresent()) {
            SessionKey key = Conversations.key(world, written.get(), agent);
            Feed.of(world).spells(call.caller().connection(), key, written.get());
            return key;
        }
        String agentId = agent.map(id -> Conversations.agent(world.config().config(), id))
                .orElseGet(() -> SessionKey.agentId(world.config().config().agents().defaultId()));
        Optional<SessionId> sessionId = params.text("sessionId").filter(SessionId::isValid).map(SessionId::new);
        if (sessionId.isPresent()) {
            return Conversations.store(world, agentId)
                    .findById(sessionId.get())
                    .map(SessionEntry::key)
                    .orElseGet(() -> SessionKey.of("session:" + sessionId.get(), agentId));
        }
        String scope = Optional.ofNullable(Json.text(world.config().config().tree(), "session", "dmScope")).orElse("main");
        return params.text("to")
                .filter(text -> !text.isBlank())
                .map(peer -> SessionKey.direct(agentId, scope, peer))
                .orElseGet(() -> SessionKey.main(agentId));
    }

    private static RunRequest request(Params params, MethodCall call, SessionKey key) {
        List<Part> parts = new ArrayList<>();
        List<Part> pictures = Attached.read(params);
        String message = params.text("message").orElseThrow(() -> params.wrong("must have required property 'message'"));
        if (message.isBlank() && pictures.isEmpty()) {
            throw params.wrong("at /message: must NOT have fewer than 1 characters");
        }
        if (!message.isBlank()) {
            parts.add(new Part.Text(Asked.meant(call.world(), key, message)));
        }
        parts.addAll(pictures);
        Optional<Duration> limit =
                params.number("timeout", 0, Integer.MAX_VALUE).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
        return new RunRequest(
                        Optional.of(key.agent()),
                        Optional.of(key),
                        params.text("sessionId").filter(SessionId::isValid).map(SessionId::new),
                        parts,
                        Asked.thinking(params),
                        Asked.verbose(params),
                        Asked.model(params),
                        limit,
                        Asked.language(call),
                        Approver.nobody())
                .with(new RunRequest.Extra(params.text("extraSystemPrompt").orElse("").strip(), List.of(), Optional.empty())
                        .of(params.need("idempotencyKey"), false));
    }

    private static ObjectNode result(MethodCall call, String id, RunEnding ending) {
        ObjectNode payload = Json.object().put("runId", id);
        String words = ending.words().orElse("");
        switch (ending.status()) {
            case ANSWERED -> payload.put("status", "ok").put("summary", "completed");
            case ABORTED -> payload.put("status", "ok").put("summary", "aborted").put("stopReason", words);
            case FAILED -> payload.put("status", "error").put("summary", words);
            case TIMED_OUT -> payload.put("status", "timeout").put("summary", words);
        }
        payload.set(
                "result",
                ending.report()
                        .map(report -> ReportJson.report(report, Asked.language(call), call.world().agents().clock().millis()))
                        .orElseGet(() -> unknown(ending)));
        return switch (ending.status()) {
            case ANSWERED, ABORTED -> payload;
            case FAILED ->
                throw new GatewayException(GatewayError.of(GatewayErrorCode.UNAVAILABLE, words), Optional.of(payload));
            case TIMED_OUT ->
                throw new GatewayException(GatewayError.of(GatewayErrorCode.AGENT_TIMEOUT, words), Optional.of(payload));
        };
    }

    /** Of a run that never began, or that another process ended: what was said is in the transcript. */
    private static ObjectNode unknown(RunEnding ending) {
        ObjectNode result = Json.object();
        result.putArray("payloads");
        ObjectNode meta = Json.object().put("durationMs", Math.max(0, ending.endedAt() - ending.startedAt()));
        result.set("meta", meta.put("aborted", ending.status() == RunEnding.Status.ABORTED));
        return result;
    }
}
