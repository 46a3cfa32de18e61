package cn.openclaw.cli;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.ClientException;
import cn.openclaw.client.GatewayLine;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.protocol.EventFrame;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionKey;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stop 2 of a chat request: a turn of the gateway that runs, shown as one of this process would be. A lost connection comes back and
 * waits for the same run; Ctrl-C aborts it.
 */
final class GatewayAgent implements GatewayLine.Listener {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration WIND_UP = Duration.ofSeconds(3);
    private static final Text INSTEAD = new Text(
            "（网关没有回答，改在本进程内运行：{0}）", "(the gateway does not answer; running in this process instead: {0})");
    private static final Text AGAIN = new Text("（与网关的连接断了，正在重连……）", "(the connection to the gateway was lost; connecting again …)");

    private final Cli cli;
    private final RunRequest request;
    private final SessionKey key;
    private final boolean json;
    private final String runId = UUID.randomUUID().toString();
    private final AgentScreen screen;
    private final GatewayEventsIn events;
    private volatile Optional<GatewayLine> line = Optional.empty();

    private GatewayAgent(Cli cli, RunRequest request, SessionKey key, boolean json) {
        this.cli = cli;
        this.request = request;
        this.key = key;
        this.json = json;
        this.screen = new AgentScreen(cli, json);
        this.events = new GatewayEventsIn(screen, words -> cli.err().println(AgentScreen.safe(words)));
    }

    /**
     * Does the turn through a gateway.
     *
     * @return empty if none runs, or the request holds what only this process can send
     */
    static Optional<ExitCode> turn(Cli cli, RunRequest request, ConfigSnapshot snapshot, boolean json) throws InterruptedException {
        boolean remote = "remote".equals(Json.text(snapshot.config().tree(), "gateway", "mode"));
        if (!remote && !Files.exists(RunningGateway.file(Places.of(cli.environment())))) {
            return Optional.empty(); // The usual case of a short command: nothing more is loaded for it.
        }
        GatewayLink link = new GatewayLink(cli, Target.Told.NOTHING);
        String defaultAgent = snapshot.config().agents().defaultId();
        boolean video = request.parts().stream().anyMatch(part -> part instanceof Part.Media media && media.mimeType().startsWith("video/"));
        if ((!remote && RunningGateway.find(link.places()).isEmpty()) || video) {
            return Optional.empty();
        }
        SessionKey key = request.key().orElseGet(() -> SessionKey.main(request.agentId().orElse(defaultAgent)));
        GatewayAgent turn = new GatewayAgent(cli, request, key, json);
        try (CtrlC _ = CtrlC.interruptsThisThread();
                GatewayLine line = new GatewayLine(link::target, GatewayLink.self("cli", GatewayLink.ALL), link.around(CONNECT), turn)) {
            turn.line = Optional.of(line);
            try {
                line.open();
            } catch (ClientException e) {
                if (remote || e.reason() != ClientException.Reason.UNREACHABLE) {
                    throw e;
                }
                cli.say(INSTEAD, new Text(e.in(cn.openclaw.base.Language.ZH).replace('{', '('), e.in(cn.openclaw.base.Language.EN).replace('{', '(')));
                return Optional.empty();
            }
            return Optional.of(turn.run(line));
        }
    }

    private ExitCode run(GatewayLine open) throws InterruptedException {
        Duration patience = request.timeout().orElse(Duration.ofHours(24)).plusMinutes(1);
        try {
            while (true) {
                try {
                    JsonNode done = open.callToEnd("agent", params(), patience, _ -> {});
                    return over(done.path("result"), "", false);
                } catch (ClientException e) {
                    if (e.reason() != ClientException.Reason.LOST) {
                        throw e;
                    }
                    cli.say(AGAIN);
                }
            }
        } catch (GatewayException e) {
            JsonNode result = e.payload().map(payload -> payload.path("result")).orElseGet(Json::object);
            return over(result, e.in(cli.language()), false);
        } catch (InterruptedException e) {
            return aborted(open);
        }
    }

    private ObjectNode params() {
        StringBuilder words = new StringBuilder();
        ArrayNode attachments = Json.array();
        for (Part part : request.parts()) {
            if (part instanceof Part.Text(String text)) {
                words.append(words.isEmpty() ? "" : "\n").append(text);
            } else if (part instanceof Part.Media media) {
                attachments.add(Json.object().put("type", "image").put("mimeType", media.mimeType()).put("content", media.base64()));
            }
        }
        ObjectNode params = Json.object().put("message", words.toString()).put("idempotencyKey", runId).put("agentId", key.agent());
        if (request.sessionId().isPresent()) {
            params.put("sessionId", request.sessionId().get().value());
        } else {
            params.put("sessionKey", key.text());
        }
        request.thinking().ifPresent(level -> params.put("thinking", level.id()));
        request.verbose().ifPresent(level -> params.put("verbose", level));
        request.model().ifPresent(model -> params.put("model", model));
        request.timeout().ifPresent(limit -> params.put("timeout", limit.toSeconds()));
        if (!attachments.isEmpty()) {
            params.set("attachments", attachments);
        }
        return params.put("deliver", false);
    }

    private ExitCode aborted(GatewayLine open) throws InterruptedException {
        Thread _ = Thread.ofVirtual().start(() -> {
            try {
                var _ = open.call("chat.abort", Json.object().put("sessionKey", key.text()).put("runId", runId), WIND_UP);
            } catch (ClawException | InterruptedException e) {
                Thread.currentThread().interrupt(); // It ends by itself, or with its gateway.
            }
        });
        try {
            JsonNode done = open.callToEnd("agent", params(), WIND_UP, _ -> {});
            return over(done.path("result"), "", true);
        } catch (ClawException e) {
            return over(Json.object(), "", true);
        }
    }

    private ExitCode over(JsonNode result, String failure, boolean interrupted) {
        if (json) {
            cli.out().println(Json.pretty(result.isObject() ? result : Json.object()));
        } else {
            screen.end(result, failure, interrupted);
        }
        boolean aborted = interrupted || result.path("meta").path("aborted").asBoolean(false) && failure.isEmpty();
        return aborted ? ExitCode.INTERRUPTED : failure.isEmpty() ? ExitCode.OK : code(result.path("meta").path("error").path("kind").asString(""));
    }

    /** The words of {@code meta.error.kind}, as the exit codes of a turn in this process. */
    static ExitCode code(String kind) {
        return switch (kind) {
            case "auth", "client_refused" -> ExitCode.AUTH;
            case "billing" -> ExitCode.OUT_OF_CREDIT;
            case "rate_limit" -> ExitCode.RATE_LIMITED;
            case "overloaded", "unavailable", "timeout" -> ExitCode.UNAVAILABLE;
            case "refused", "content_filter", "model_not_found" -> ExitCode.REFUSED;
            case "context_overflow" -> ExitCode.CONTEXT_OVERFLOW;
            case "usage", "model" -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }

    @Override
    public void event(EventFrame event) {
        JsonNode payload = event.payload().orElseGet(Json::object);
        if (event.event().equals("agent") && payload.path("runId").asString("").equals(runId)) {
            events.agent(payload);
        } else if (event.event().equals("exec.approval.requested")
                && payload.path("request").path("sessionKey").asString("").equals(key.text())) {
            Thread _ = Thread.ofVirtual().name("approval").start(() -> decide(payload));
        }
    }

    private void decide(JsonNode payload) {
        try {
            String decision = GatewayConsent.word(request.approver().ask(GatewayConsent.request(payload.path("request"))));
            Optional<GatewayLine> open = line;
            if (open.isPresent()) {
                ObjectNode params = Json.object().put("id", payload.path("id").asString("")).put("decision", decision);
                var _ = open.get().call("exec.approval.resolve", params, CONNECT);
            }
        } catch (ClawException | InterruptedException e) {
            Thread.currentThread().interrupt(); // Somebody else decided, or the time is over.
        }
    }

    @Override
    public void connected(ObjectNode hello, boolean again) {
        // The call that waits asks anew by itself.
    }

    @Override
    public void lost(String why, Duration pause) {
        // The call that waits says so.
    }
}
