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

    private final Duration quiet;
    private final Map<String, Dialogue> waiting = new ConcurrentHashMap<>();

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

    /** The turn of this payer that waits for one of these calls. */
    Optional<Dialogue> waitingFor(Collection<String> callIds, Payer payer) {
        return callIds.stream()
                .map(waiting::get)
                .filter(dialogue -> dialogue != null && dialogue.payer().name().equals(payer.name()))
                .findFirst();
    }

    void forget(Dialogue dialogue) {
        waiting.values().removeIf(one -> one == dialogue);
    }

    @Override
    public void close() {
        List.copyOf(waiting.values()).forEach(Dialogue::abort);
    }
}
