package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One turn of a gateway as a screen hears it, until its one last event. */
final class GatewayTurn {
    private final String id;
    private final Language language;
    private final Consumer<PartnerEvent> screen;
    private final Partner.Decider decider;
    private final GatewayEventsIn events;
    private final CountDownLatch over = new CountDownLatch(1);
    private final long begun = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private JsonNode last = Json.object();
    private boolean open;
    /** The run in which the message is answered: its own, or another's that it was put together with. */
    private volatile String answeredIn;

    GatewayTurn(String id, Language language, Consumer<PartnerEvent> screen, Partner.Decider decider) {
        this.id = id;
        this.answeredIn = id;
        this.language = language;
        this.screen = screen;
        this.decider = decider;
        LocalEvents local = new LocalEvents(this::tell, language);
        this.events = new GatewayEventsIn(local, words -> tell(new PartnerEvent.Notice(words)));
    }

    String id() {
        return id;
    }

    /** Of which run events are heard. */
    String run() {
        return answeredIn;
    }

    Partner.Decider decider() {
        return decider;
    }

    /** An answer ends where a tool begins. */
    private synchronized void tell(PartnerEvent event) {
        if (event instanceof PartnerEvent.ToolStarted && open) {
            screen.accept(new PartnerEvent.Answered());
            open = false;
        }
        if (event instanceof PartnerEvent.Words(String piece)) {
            said.append(piece);
            open = true;
        }
        screen.accept(event);
    }

    void notice(String sentence) {
        screen.accept(new PartnerEvent.Notice(sentence));
    }

    void accepted(JsonNode taken) {
        screen.accept(new PartnerEvent.Began(""));
        if (isOver(taken)) {
            missed(taken, Json.object());
        }
    }

    static boolean isOver(JsonNode taken) {
        return !List.of("started", "queued", "steered", "in_flight").contains(taken.path("status").asString("started"));
    }

    void agent(JsonNode payload) {
        if (payload.path("stream").asString("").equals("steered")) {
            screen.accept(new PartnerEvent.Steered(payload.path("data").path("text").asString("")));
        } else {
            events.agent(payload);
        }
    }

    void chat(JsonNode payload) {
        String state = payload.path("state").asString("");
        String other = payload.path("answeredIn").asString("");
        if (!other.isEmpty()) {
            answeredIn = other;
            return;
        }
        if (List.of("final", "aborted", "error").contains(state)) {
            synchronized (this) {
                last = payload;
                String words = GatewayEventsIn.text(payload.path("message"));
                // A command's answer, and what was missed, come with the end alone.
                if (said.isEmpty() && !words.isBlank()) {
                    tell(new PartnerEvent.Words(words));
                }
                if (open) {
                    screen.accept(new PartnerEvent.Answered());
                    open = false;
                }
            }
            over.countDown();
        }
    }

    /** It ended while we were away. */
    void missed(JsonNode taken, JsonNode history) {
        JsonNode message = Json.object();
        for (JsonNode one : history.path("messages")) {
            message = one.path("role").asString("").equals("assistant") ? one : message;
        }
        String status = taken.path("status").asString("");
        String state = status.equals("error") ? "error" : taken.path("aborted").asBoolean(false) ? "aborted" : "final";
        var payload = Json.object().put("state", state).put("errorMessage", taken.path("error").asString(""));
        String whole = GatewayEventsIn.text(message);
        synchronized (this) {
            if (!said.isEmpty() && whole.length() > said.length() && whole.startsWith(said.toString())) {
                tell(new PartnerEvent.Words(whole.substring(said.length())));
            }
        }
        payload.set("message", message);
        chat(payload);
    }

    Ending await() throws InterruptedException {
        over.await();
        return ending();
    }

    /** After it was told to stop. */
    Ending aborted(Duration patience) {
        boolean interrupted = Thread.interrupted();
        try {
            var _ = over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        Ending heard = ending();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Ending(Ending.Outcome.ABORTED, ExitCode.INTERRUPTED, "", heard.words(), false, heard.summary(), heard.duration());
    }

    private synchronized Ending ending() {
        String state = last.path("state").asString("final");
        Ending.Outcome outcome = switch (state) {
            case "aborted" -> Ending.Outcome.ABORTED;
            case "error" -> Ending.Outcome.FAILED;
            default -> Ending.Outcome.ANSWERED;
        };
        boolean timeout = last.path("stopReason").asString("").equals("timeout");
        ExitCode code = switch (outcome) {
            case ANSWERED -> ExitCode.OK;
            case ABORTED -> timeout ? ExitCode.UNAVAILABLE : ExitCode.INTERRUPTED;
            case FAILED -> ExitCode.FAILED;
        };
        JsonNode message = last.path("message");
        boolean cut = message.path("stopReason").asString("").equals("length");
        return new Ending(
                timeout ? Ending.Outcome.FAILED : outcome,
                code,
                last.path("errorMessage").asString(""),
                !said.isEmpty(),
                cut,
                summary(message),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private String summary(JsonNode message) {
        JsonNode usage = message.path("usage");
        if (!message.has("model")) {
            return "";
        }
        return message.path("provider").asString("") + "/" + message.path("model").asString("") + " · "
                + AgentCommandText.TOKENS.in(
                        language, usage.path("input").asLong(0), usage.path("output").asLong(0), usage.path("cacheRead").asLong(0));
    }
}
