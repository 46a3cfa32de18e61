package cn.openclaw.gateway.method;

import cn.openclaw.agent.Directives;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.QueueLimits;
import cn.openclaw.gateway.QueueMode;
import cn.openclaw.gateway.RunEnding;
import cn.openclaw.gateway.RunOrder;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Approver;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code chat.send}: says something in a conversation. Answers as soon as it is on the disk; what comes of it is told by events.
 * Words that stop a run stop it, slash commands are answered here.
 */
@AutoService(GatewayMethod.class)
public final class ChatSend implements GatewayMethod {
    @Override
    public String name() {
        return "chat.send";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        SessionKey key = Asked.followed(params, call, "sessionKey");
        String message = params.text("message").orElseThrow(() -> params.wrong("must have required property 'message'"));
        return send(params, call, key, message);
    }

    static JsonNode send(Params params, MethodCall call, SessionKey key, String message) throws InterruptedException {
        GatewayWorld world = call.world();
        List<Part> pictures = Attached.read(params);
        if (message.isBlank() && pictures.isEmpty()) {
            throw GatewayException.invalid("message or attachment required");
        }
        if (pictures.isEmpty() && Directives.isAbort(message)) {
            return ChatAbort.aborted(Runs.of(world).abort(key, Optional.empty(), "stop"));
        }
        // A newer client sends no key: then every call is a message of its own.
        String id = params.text("idempotencyKey").filter(text -> !text.isEmpty()).orElseGet(() -> UUID.randomUUID().toString());
        Optional<ChatCommands.Command> command =
                pictures.isEmpty() ? ChatCommands.of(call, key, message) : Optional.empty();
        if (command.isPresent() && command.get().answer().isPresent()) {
            RunOrder order = order(params, call, key, new Said(id, message, pictures));
            Runs.Aside aside = Runs.of(world).aside(order, command.get().answer().get());
            call.afterwards(aside.tell());
            return started(id, aside.taken());
        }
        String said = command.flatMap(ChatCommands.Command::message).orElse(message);
        return started(call, params, order(params, call, key, new Said(id, said, pictures)));
    }

    /** What is said, and the id it is known by. */
    private record Said(String id, String message, List<Part> pictures) {}

    private static JsonNode started(MethodCall call, Params params, RunOrder order) throws InterruptedException {
        Runs.Started started = Runs.of(call.world()).startHeld(order);
        call.afterwards(started.run()::go);
        boolean told = params.tree().has("queueMode") || call.caller().protocol() >= 4;
        return switch (started.taken()) {
            case STEERED -> {
                if (told) {
                    yield Json.object().put("runId", started.host().orElseThrow().id()).put("status", "steered");
                }
                // The original's clients wait for an end of the run they began: they get one without words.
                ObjectNode last = Json.object().put("runId", order.id()).put("sessionKey", order.key().text());
                last.put("seq", 1).put("state", "final");
                call.afterwards(() -> Feed.of(call.world()).tell(Feed.News.of("chat", order.key(), last)));
                yield started(order.id(), Runs.Taken.STARTED);
            }
            case QUEUED -> started(order.id(), told ? Runs.Taken.QUEUED : Runs.Taken.STARTED);
            case OVER -> over(order.id(), started.run().ending().orElseThrow());
            case STARTED, IN_FLIGHT -> started(order.id(), started.taken());
        };
    }

    private static ObjectNode started(String id, Runs.Taken taken) {
        String status =
                switch (taken) {
                    case STARTED -> "started";
                    case QUEUED -> "queued";
                    case STEERED -> "steered";
                    case IN_FLIGHT -> "in_flight";
                    case OVER -> "ok";
                };
        return Json.object().put("runId", id).put("status", status);
    }

    private static ObjectNode over(String id, RunEnding ending) {
        ObjectNode answer = Json.object().put("runId", id).put("status", ending.word());
        return switch (ending.status()) {
            case ANSWERED -> answer;
            case ABORTED -> answer.put("aborted", true).put("stopReason", ending.words().orElse("rpc"));
            case FAILED, TIMED_OUT -> answer.put("error", ending.words().orElse(""));
        };
    }

    private static RunOrder order(Params params, MethodCall call, SessionKey key, Said said) {
        GatewayWorld world = call.world();
        Directives directives = Directives.read(said.message());
        List<Part> parts = new ArrayList<>();
        if (!directives.rest().isBlank()) {
            parts.add(new Part.Text(Asked.meant(world, key, directives.rest())));
        }
        parts.addAll(said.pictures());
        Optional<ThinkingLevel> thinking = Asked.thinking(params).or(directives::thinking);
        RunRequest request = new RunRequest(
                        Optional.of(key.agent()),
                        Optional.of(key),
                        Optional.<SessionId>empty(),
                        parts,
                        Optional.empty(),
                        directives.verbose(),
                        Asked.model(params).or(directives::model),
                        params.number("timeoutMs", 0, Integer.MAX_VALUE).filter(millis -> millis > 0).map(Duration::ofMillis),
                        Asked.language(call),
                        Approver.nobody())
                .with(RunRequest.Extra.NONE.of(said.id(), false).thinking(thinking));
        return new RunOrder(RunOrder.Kind.CHAT, said.id(), request, queue(params, world, key, directives), true);
    }

    /** Said here, chosen for the conversation, configured; else every message gets its turn. */
    private static QueueMode queue(Params params, GatewayWorld world, SessionKey key, Directives directives) {
        return params.text("queueMode")
                .map(word -> QueueMode.of(word).orElseThrow(() -> params.wrong("at /queueMode: must be steer or followup")))
                .or(() -> directives.queue().flatMap(QueueMode::of))
                .or(() -> Conversations.store(world, key).find(key).flatMap(entry -> entry.word("queueMode")).flatMap(QueueMode::of))
                .or(() -> QueueLimits.mode(world.config().config().tree()))
                .orElse(QueueMode.FOLLOWUP);
    }
}
