package cn.openclaw.gateway.relay;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.llm.Wire;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one request ends: for its caller, for the ledger, for whoever watches and whoever counts it. Each of them hears once, whatever
 * became of it. On the event loop of the caller's channel.
 */
final class Ending {
    private final Order order;
    private final Turns turns;
    private final Front front;
    private final Report report;
    private Runnable after = () -> {};
    private boolean closed;
    private boolean told;

    Ending(Order order, Turns turns, Front front, Report report) {
        this.order = order;
        this.turns = turns;
        this.front = front;
        this.report = report;
    }

    /** @param whenOver called once when all is over */
    void begins(Runnable whenOver) {
        report.began();
        after = whenOver;
    }

    /** Whether the caller gets nothing more. */
    boolean isClosed() {
        return closed || front.isOver();
    }

    /** Whether all is over. */
    boolean isTold() {
        return told;
    }

    /** The caller is gone; false if it had its answer. */
    boolean leaves() {
        boolean early = !closed;
        closed = true;
        return early;
    }

    /** @param said by the host, if it said anything */
    Map<String, String> headers(Sending done, @Nullable Heard said, Map<String, String> more) {
        Map<String, String> headers = Report.basics(order, turns.requests(), more);
        headers.put("x-openclaw-provider", done.way().ref().provider());
        headers.put("x-openclaw-model", done.way().ref().model());
        done.way().profile().ifPresent(label -> headers.put("x-openclaw-profile", label));
        if (!done.adapted().isEmpty()) {
            headers.put("x-openclaw-adapted", String.join(", ", done.adapted()));
        }
        if (said != null) {
            Report.passOn(said.headers(), done.way().endpoint().key(), headers);
        }
        return headers;
    }

    /** Something of ours says no, and nobody was asked. */
    void refuse(ClawException why) {
        Refusals.Answer answer = Refusals.of(order, why);
        reply(answer, Report.basics(order, turns.requests(), answer.headers()));
        over(Optional.empty(), Report.NOTHING, answer.status(), Optional.of(why.in(Language.EN)));
    }

    /** The last who was asked says no. */
    void refuse(Sending done, @Nullable Heard said, Refusal refusal) {
        Optional<Secret> key = done.way().endpoint().key();
        Refusals.Answer answer = Refusals.of(order, refusal, key);
        reply(answer, headers(done, said, answer.headers()));
        over(Optional.of(done), Report.NOTHING, answer.status(), Optional.of(refusal.why().in(Language.EN)));
    }

    /** Something of ours says no to what came of a call. */
    void fail(Sending done, @Nullable Heard said, RelayException why, Report.Sum sum) {
        Refusals.Answer answer = Refusals.of(order, why);
        reply(answer, headers(done, said, answer.headers()));
        finish(done, sum, answer.status(), Optional.of(why.in(Language.EN)));
    }

    private void reply(Refusals.Answer answer, Map<String, String> headers) {
        if (!front.isOver()) {
            closed = true;
            front.reply(answer.status(), headers, Unpooled.wrappedBuffer(answer.body()));
        }
    }

    /**
     * Programs that speak OpenAI's words often skip an error among the pieces, and would take half an answer for a whole one, or wait
     * for its end: to them the connection ends as it would have without us. Those that speak Anthropic's heed the error.
     */
    void breakOff() {
        if (order.door().wire() == Wire.MESSAGES) {
            front.end(Map.of());
        } else {
            front.breakOff();
        }
    }

    /** A way that was asked, or nearly, and whose call is over. */
    void finish(Sending done, Report.Sum sum, int status, Optional<String> error) {
        closed = true;
        done.slot().leave();
        report.settled(done, sum, error.isEmpty());
        over(Optional.of(done), sum, status, error);
    }

    private void over(Optional<Sending> done, Report.Sum sum, int status, Optional<String> error) {
        if (!told) {
            told = true;
            report.ended(done, turns.requests(), sum, status, error);
            after.run();
        }
    }
}
