package cn.openclaw.gateway.method;

import cn.openclaw.base.ClawException;
import cn.openclaw.gateway.Abroad;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Onboarder;
import cn.openclaw.gateway.WizardAsk;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One set-up, asked over the wire: it runs on a thread of its own and waits at each step for the caller's answer. State under this
 * object's lock; both sides wait on it.
 */
final class WizardSession implements WizardAsk {
    private static final long LONGEST_WAIT = 120_000;

    /** How it stands. */
    private enum Status {
        RUNNING,
        DONE,
        CANCELLED,
        ERROR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String id = UUID.randomUUID().toString();
    private final GatewayWorld world;
    private @Nullable Thread thread;
    private @Nullable ObjectNode step;
    private @Nullable JsonNode answer;
    private Status status = Status.RUNNING;
    private @Nullable String error;
    private long touchedAt;

    WizardSession(GatewayWorld world) {
        this.world = world;
        this.touchedAt = world.agents().clock().millis();
    }

    String id() {
        return id;
    }

    synchronized boolean isRunning() {
        return status == Status.RUNNING;
    }

    synchronized long touchedAt() {
        return touchedAt;
    }

    synchronized void start(Onboarder onboarder, Onboarder.Wish wish) {
        thread = Thread.ofVirtual().name("wizard").start(() -> run(onboarder, wish));
    }

    private void run(Onboarder onboarder, Onboarder.Wish wish) {
        try {
            onboarder.run(world, wish, this);
            end(Status.DONE, null);
        } catch (InterruptedException e) {
            end(Status.CANCELLED, "cancelled");
        } catch (ClawException e) {
            end(Status.ERROR, Abroad.of(e, wish.language(), world.log(), "wizard"));
        } catch (RuntimeException e) {
            // The edge of a set-up: our own fault ends this one alone.
            world.log().fault("wizard", "a set-up broke", e);
            end(Status.ERROR, "internal error in the wizard");
        }
    }

    private synchronized void end(Status how, @Nullable String why) {
        if (status == Status.RUNNING) {
            status = how;
            error = why;
        }
        step = null;
        notifyAll();
    }

    synchronized void cancel() {
        end(Status.CANCELLED, "cancelled");
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** {@code {status, error?}}. */
    synchronized ObjectNode standing() {
        ObjectNode standing = Json.object().put("status", status.word());
        if (error != null) {
            standing.put("error", error);
        }
        return standing;
    }

    /** The step that waits, or how it ended: {@code {done, step?, status, error?}}. */
    synchronized ObjectNode waiting() throws InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT * 1_000_000;
        while (status == Status.RUNNING && (step == null || answer != null)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        ObjectNode told = Json.object().put("done", status != Status.RUNNING);
        if (step != null && answer == null) {
            told.set("step", step.deepCopy());
        }
        told.put("status", status.word());
        if (error != null) {
            told.put("error", error);
        }
        return told;
    }

    /** The caller's answer to the step that waits. */
    synchronized void answer(String stepId, @Nullable JsonNode value) {
        if (status != Status.RUNNING || step == null || !stepId.equals(Json.text(step, "id"))) {
            throw GatewayException.invalid("wizard: no pending step");
        }
        answer = value == null ? JsonNodeFactory.instance.nullNode() : value;
        touchedAt = world.agents().clock().millis();
        notifyAll();
    }

    private synchronized JsonNode ask(ObjectNode next) throws InterruptedException {
        next.put("executor", "client").put("id", UUID.randomUUID().toString());
        step = next;
        answer = null;
        notifyAll();
        while (answer == null && status == Status.RUNNING) {
            wait();
        }
        JsonNode given = answer;
        if (given == null) {
            throw new InterruptedException("called off");
        }
        step = null;
        answer = null;
        return given;
    }

    @Override
    public void note(String title, String message) throws InterruptedException {
        ask(Json.object().put("type", "note").put("title", title).put("message", message));
    }

    @Override
    public int select(String question, List<Option> options, int initial) throws InterruptedException {
        String words = question;
        while (true) {
            ObjectNode next = Json.object().put("type", "select").put("message", words);
            ArrayNode list = next.putArray("options");
            for (int at = 0; at < options.size(); at++) {
                ObjectNode option = list.addObject().put("value", at).put("label", options.get(at).label());
                if (!options.get(at).hint().isBlank()) {
                    option.put("hint", options.get(at).hint());
                }
            }
            JsonNode given = ask(next.put("initialValue", initial));
            if (given.isNull()) {
                return initial;
            }
            if (given.isIntegralNumber() && given.asInt(-1) >= 0 && given.asInt(-1) < options.size()) {
                return given.asInt(-1);
            }
            words = "? " + question;
        }
    }

    @Override
    public boolean confirm(String question, boolean initial) throws InterruptedException {
        JsonNode given = ask(Json.object().put("type", "confirm").put("message", question).put("initialValue", initial));
        return given.isBoolean() ? given.booleanValue() : initial;
    }

    @Override
    public String text(String question, String initial, boolean sensitive) throws InterruptedException {
        ObjectNode next = Json.object().put("type", "text").put("message", question);
        if (!initial.isEmpty()) {
            next.put("initialValue", initial).put("placeholder", initial);
        }
        if (sensitive) {
            next.put("sensitive", true);
        }
        JsonNode given = ask(next);
        String words = given.isString() ? given.stringValue() : "";
        return words.isBlank() ? initial : words;
    }
}
