package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.ledger.Payer;
import cn.openclaw.llm.Part;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Turns that wait for a program to come back with what its tools gave, by call id; kept as long as the gateway lives. */
final class Dialogues implements AutoCloseable {
    /** After this long without a word a stream says that it is alive: well before what is between gives it up. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final int MOST_RESPONSES = 10_000;

    private final Duration quiet;
    private final Map<String, Dialogue> waiting = new ConcurrentHashMap<>();
    private final Map<String, String> responses = new ConcurrentHashMap<>();

    /** @param quiet after this long without a word a stream says that it is alive */
    Dialogues(Duration quiet) {
        this.quiet = quiet;
    }

    static Dialogues of(GatewayWorld world) {
        return world.kept(Dialogues.class, _ -> new Dialogues(QUIET));
    }

    Duration quiet() {
        return quiet;
    }

    void wait(Dialogue dialogue, List<Part.ToolCall> calls) {
        calls.forEach(call -> waiting.put(call.id(), dialogue));
    }

    /** What is kept for one caller: nobody goes on with another's turn or conversation, whatever ids it knows. */
    Own of(Payer payer) {
        return new Own(this, payer);
    }

    /** @param payer whose they are */
    record Own(Dialogues all, Payer payer) {
        /** The turn that waits for one of these calls. */
        Optional<Dialogue> waitingFor(Collection<String> callIds) {
            return callIds.stream()
                    .flatMap(id -> Optional.ofNullable(all.waiting.get(id)).stream())
                    .filter(dialogue -> dialogue.payer().name().equals(payer.name()))
                    .findFirst();
        }

        /** Which conversation an answer belonged to, so that {@code previous_response_id} goes on with it. */
        void remember(String responseId, String sessionKey) {
            if (all.responses.size() > MOST_RESPONSES) {
                all.responses.clear();
            }
            all.responses.put(name(responseId), sessionKey);
        }

        Optional<String> session(String responseId) {
            return Optional.ofNullable(all.responses.get(name(responseId)));
        }

        private String name(String responseId) {
            return payer.name() + "\n" + responseId;
        }
    }

    void forget(Dialogue dialogue) {
        waiting.values().removeIf(one -> one == dialogue);
    }

    @Override
    public void close() {
        List.copyOf(waiting.values()).forEach(Dialogue::abort);
    }
}
