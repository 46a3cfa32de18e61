package cn.openclaw.gateway.relay;

import cn.openclaw.agent.Remedy;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpException;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.LlmErrors;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Wire;
import cn.openclaw.llm.WireFormats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request, from asking the first way to the last byte of its answer. Choosing a way and everything that may block is done
 * on virtual threads, one at a time; everything between the two connections on the event loop of the caller's channel. Nothing
 * is asked again once a byte of an answer went to the caller.
 */
final class Exchange implements Answering, Front.Listener {
    /** An answer that is not streamed, or a refusal, must fit into memory. */
    private static final int LARGEST = 64 << 20;

    private static final int LARGEST_REFUSAL = 256 << 10;

    private final Relay relay;
    private final Order order;
    private final Turns turns;
    private final Fitting fitting;
    private final Front front;
    private final Report report;
    private final Gathered gathered;
    private Runnable after = () -> {};

    // The way being asked. On the event loop.
    private @Nullable Asked asked;
    private @Nullable Sending sending;
    private UsageScan scan = new UsageScan();
    private @Nullable Passage passage;
    private @Nullable Heard head;
    private boolean refused;
    private boolean written;
    private boolean peeked;
    private boolean closed;
    private boolean told;

    Exchange(Relay relay, Order order, Turns turns, Fitting fitting, Channel channel) {
        this.relay = relay;
        this.order = order;
        this.turns = turns;
        this.fitting = fitting;
        this.front = new Front(channel, this);
        this.report = new Report(relay, order);
        this.gathered = new Gathered(front.allocator());
    }

    /**
     * Asks the first way, and comes back: the answer is given by the event loop.
     *
     * @param whenOver called once when all is over; not if this fails
     * @throws ClawException if nobody could be asked; nothing was answered then
     */
    void begin(Runnable whenOver) throws InterruptedException {
        Way first = turns.begin();
        start(fitting.prepare(first, turns.requests()), whenOver);
    }

    /**
     * The same on the event loop, if nothing must be waited for.
     *
     * @return false if something must; then nothing was done, nor is {@code whenOver} called
     * @throws ClawException if nobody could be asked; nothing was answered then
     */
    boolean beginAtOnce(Runnable whenOver) {
        Way first = turns.begin();
        Optional<Sending> prepared = fitting.prepareAtOnce(first, turns.requests());
        prepared.ifPresent(ready -> start(ready, whenOver));
        return prepared.isPresent();
    }

    private void start(Sending prepared, Runnable whenOver) {
        report.began();
        after = whenOver;
        front.loop().execute(() -> {
            front.open();
            send(prepared);
        });
    }

    /** The same after a failure, on a virtual thread: what goes wrong here the caller is told. */
    private void again(Turns.Next next) {
        try {
            if (next.pause().isPositive()) {
                Thread.sleep(next.pause());
            }
            Sending prepared = fitting.prepare(next.way(), turns.requests());
            front.loop().execute(() -> send(prepared));
        } catch (ClawException e) {
            front.loop().execute(() -> refuse(e));
        } catch (InterruptedException e) {
            front.loop().execute(() -> refuse(new RelayException(RelayException.Kind.BUSY, RelayText.STOPPING)));
        }
    }

    private void send(Sending prepared) {
        if (closed || front.isOver()) {
            left(prepared);
            return;
        }
        sending = prepared;
        scan = new UsageScan();
        passage = null;
        head = null;
        refused = false;
        peeked = false;
        asked = relay.upstreams().of(front.loop()).ask(prepared.outgoing(), this);
    }

    private Sending sending() {
        Sending now = sending;
        if (now == null) {
            throw new IllegalStateException("nobody was asked");
        }
        return now;
    }

    // --- the upstream speaks ---------------------------------------------------------------------------------------

    @Override
    public ByteBufAllocator allocator() {
        return front.allocator();
    }

    @Override
    public void head(int status, HttpHeaders headers) {
        head = new Heard(status, headers);
        refused = status >= 400;
        if (refused) {
            return;
        }
        sending().slot().admitted();
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (order.streamed() && type.regionMatches(true, 0, "text/event-stream", 0, 17)) {
            passage = fitting.passage(sending(), front.allocator());
        }
    }

    @Override
    public void piece(ByteBuf bytes) {
        if (!refused) {
            scan.look(bytes);
        }
        Passage through = passage;
        if (refused || through == null) {
            gather(bytes);
            return;
        }
        boolean first = !peeked;
        if (first) {
            peeked = true;
            if (Refusals.begins(bytes)) {
                refused = true;
                passage = null;
                gather(bytes);
                return;
            }
            open();
        }
        pend(through.pass(bytes));
        if (first) {
            // More may have come in the same packet: who waits for the first word need not wait until all of it is looked at.
            pause();
            if (asked != null) {
                asked.giveWay();
            }
        }
    }

    private void gather(ByteBuf bytes) {
        if (gathered.add(bytes, refused ? LARGEST_REFUSAL : LARGEST)) {
            return;
        }
        if (asked != null) {
            asked.cancel();
        }
        if (refused) {
            // Enough is known of why it refuses.
            end();
        } else {
            fail(new RelayException(RelayException.Kind.UPSTREAM, RelayText.TOO_LONG, LARGEST >> 20));
        }
    }

    private void pend(ByteBuf bytes) {
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        report.heard(bytes);
        front.write(bytes);
        written = true;
    }

    private void open() {
        front.begin(200, headers(sending(), Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache",
                "x-accel-buffering", "no", "trailer", "x-openclaw-cost")));
    }

    @Override
    public void pause() {
        if (written) {
            written = false;
            front.flush();
            if (asked != null && !front.isReady()) {
                asked.reading(false);
            }
        }
    }

    @Override
    public void end() {
        Sending done = sending();
        guarded(done, () -> ended(done));
    }

    /** What of ours breaks down over an answer must not leave its caller waiting, nor its money put aside. */
    private void guarded(Sending done, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            relay.world().log().fault("relay", "an answer could not be handed on (" + order.id() + ")", e);
            if (!told && front.begun()) {
                front.cut();
                finish(done, report.sum(done, scan, Status.FAILED), 0, Optional.of("a fault of the gateway"));
            } else if (!told) {
                fail(new RelayException(RelayException.Kind.FAULT, RelayText.FAULT, order.id()));
            }
        }
    }

    private void ended(Sending done) {
        if (refused) {
            refused(done);
            return;
        }
        done.slot().answered();
        Passage through = passage;
        if (through == null) {
            whole(done);
            return;
        }
        if (!peeked) {
            // Not a byte came: that is no answer.
            failed(HttpException.Reason.BROKEN, "an empty stream");
            return;
        }
        pend(through.end());
        if (through.isBroken()) {
            Report.Sum sum = report.sum(done, scan, Status.FAILED);
            endBroken();
            finish(done, sum, 200, Optional.of("the host broke off"));
            return;
        }
        Report.Sum sum = report.sum(done, scan, Status.OK);
        front.end(sum.cost().map(cost -> Map.of("x-openclaw-cost", cost)).orElse(Map.of()));
        finish(done, sum, 200, Optional.empty());
    }

    private void whole(Sending done) {
        ByteBuf all = gathered.taken();
        try {
            Fitting.Whole answer = fitting.whole(done, all, order.streamed());
            if (answer.refusal().isPresent()) {
                moveOn(done, answer.refusal().get());
                return;
            }
            Report.Sum sum = report.sum(done, scan, Status.OK);
            Map<String, String> headers = headers(done, Map.of("content-type", answer.contentType()));
            sum.cost().ifPresent(cost -> headers.put("x-openclaw-cost", cost));
            ByteBuf body = answer.body();
            report.heard(body);
            front.reply(200, headers, body);
            finish(done, sum, 200, Optional.empty());
        } finally {
            all.release();
        }
    }

    // --- it does not answer -----------------------------------------------------------------------------------------

    private void refused(Sending done) {
        ByteBuf all = gathered.taken();
        byte[] body = ByteBufUtil.getBytes(all);
        all.release();
        Heard said = head;
        int status = said == null ? 0 : said.status();
        LlmException why = status >= 400 && said != null
                ? LlmErrors.of(done.way().endpoint(), said, body, WireFormats.nothing(done.way().endpoint()))
                : fitting.errorIn(done.way(), body);
        Optional<String> retryAfter = said == null ? Optional.empty() : said.header("retry-after");
        moveOn(done, new Refusal(why, status, body, done.way().wire(), retryAfter));
    }

    @Override
    public void failed(HttpException.Reason reason, String detail) {
        Sending done = sending();
        guarded(done, () -> broken(done, reason, detail));
    }

    private void broken(Sending done, HttpException.Reason reason, String detail) {
        HttpException failure =
                HttpException.of(reason, done.way().address().host(), done.way().limits(), detail);
        LlmException why = LlmErrors.of(done.way().endpoint(), failure, WireFormats.nothing(done.way().endpoint()));
        if (front.begun()) {
            breakOff(done, why);
            return;
        }
        drop();
        moveOn(done, new Refusal(why, 0, new byte[0], done.way().wire(), Optional.empty()));
    }

    private void drop() {
        gathered.taken().release();
        if (passage != null) {
            passage.drop();
        }
    }

    /** In the middle of an answer nobody else can go on: the caller hears why in its own words, or sees the end of the line. */
    private void breakOff(Sending done, LlmException why) {
        Passage through = passage;
        Report.Sum sum = report.sum(done, scan, Status.FAILED);
        String said = why.in(order.language());
        if (through == null) {
            front.cut();
        } else {
            String between = through.isMidway() ? "\n\n" : "";
            String event = between + Refusals.event(order.door().wire(), RelayException.Kind.UPSTREAM, said, through.number());
            front.write(ByteBufUtil.writeUtf8(front.allocator(), event));
            endBroken();
        }
        finish(done, sum, 200, Optional.of(said));
        note(done, why);
    }

    /**
     * Programs that speak OpenAI's words often skip an error among the pieces, and would take half an answer for a whole one, or wait
     * for its end: to them the connection ends as it would have without us. Those that speak Anthropic's heed the error.
     */
    private void endBroken() {
        if (order.door().wire() == Wire.MESSAGES) {
            front.end(Map.of());
        } else {
            front.breakOff();
        }
    }

    private void note(Sending done, LlmException why) {
        Remedy remedy = Remedy.of(why.failure());
        Duration took = done.took();
        relay.desk().add(new Desk.Note(null, null, () -> {
            relay.blame(done.way().asked());
            relay.watch().failed(done.way().asked(), remedy, took);
        }));
    }

    private void moveOn(Sending done, Refusal refusal) {
        done.slot().failed(refusal.why().failure());
        Remedy remedy = Remedy.of(refusal.why().failure());
        if (front.isOver()) {
            left(done);
            return;
        }
        // Learning and choosing look at files: not here.
        Thread.ofVirtual().name("relay").start(() -> {
            try {
                goOn(done, refusal, remedy);
            } catch (RuntimeException | StackOverflowError e) {
                front.loop().execute(() -> guarded(done, () -> {
                    throw e;
                }));
            }
        });
    }

    private void goOn(Sending done, Refusal refusal, Remedy remedy) {
        relay.blame(done.way().asked());
        relay.watch().failed(done.way().asked(), remedy, done.took());
        Optional<Turns.Next> next = turns.next(remedy, done.took());
        report.attempt(done, refusal);
        if (next.isPresent()) {
            again(next.get());
        } else {
            front.loop().execute(() -> guarded(done, () -> tell(done, refusal)));
        }
        done.way().asked().profiles().flush();
    }

    private void tell(Sending done, Refusal refusal) {
        Optional<Secret> key = done.way().endpoint().key();
        Refusals.Answer answer = Refusals.of(order, refusal, key);
        Map<String, String> headers = headers(done, answer.headers());
        reply(answer.status(), headers, answer.body());
        over(Optional.of(done), Report.NOTHING, answer.status(), Optional.of(refusal.why().in(Language.EN)));
    }

    /** Something of ours says no. */
    private void refuse(ClawException why) {
        Refusals.Answer answer = Refusals.of(order, why);
        reply(answer.status(), Report.basics(order, turns.requests(), answer.headers()), answer.body());
        over(Optional.empty(), Report.NOTHING, answer.status(), Optional.of(why.in(Language.EN)));
    }

    private void fail(RelayException why) {
        Sending done = sending();
        Report.Sum sum = report.sum(done, scan, Status.FAILED);
        drop();
        Refusals.Answer answer = Refusals.of(order, why);
        reply(answer.status(), headers(done, answer.headers()), answer.body());
        finish(done, sum, answer.status(), Optional.of(why.in(Language.EN)));
    }

    private void reply(int status, Map<String, String> headers, byte[] body) {
        if (!front.isOver()) {
            closed = true;
            front.reply(status, headers, Unpooled.wrappedBuffer(body));
        }
    }

    // --- the caller ---------------------------------------------------------------------------------------------------

    @Override
    public void gone() {
        if (closed) {
            return;
        }
        closed = true;
        Asked now = asked;
        drop();
        if (now != null && !now.isOver()) {
            now.cancel();
            Sending done = sending();
            finish(done, report.sum(done, scan, Status.ABORTED), 0, Optional.of("the caller left"));
        }
    }

    @Override
    public void ready(boolean more) {
        if (more && asked != null) {
            asked.reading(true);
        }
    }

    private Map<String, String> headers(Sending done, Map<String, String> more) {
        Map<String, String> headers = Report.basics(order, turns.requests(), more);
        headers.put("x-openclaw-provider", done.way().ref().provider());
        headers.put("x-openclaw-model", done.way().ref().model());
        done.way().profile().ifPresent(label -> headers.put("x-openclaw-profile", label));
        if (!done.adapted().isEmpty()) {
            headers.put("x-openclaw-adapted", String.join(", ", done.adapted()));
        }
        Heard said = head;
        if (said != null) {
            Report.passOn(said.headers(), done.way().endpoint().key(), headers);
        }
        return headers;
    }

    /** The caller is gone, and this way did not answer or was not asked. */
    private void left(Sending done) {
        finish(done, Report.LEFT, 0, Optional.of("the caller left"));
    }

    private void finish(Sending done, Report.Sum sum, int status, Optional<String> error) {
        closed = true;
        done.slot().leave();
        report.settled(done, sum, error.isEmpty());
        over(Optional.of(done), sum, status, error);
    }

    /** Once for each request, whatever became of it. */
    private void over(Optional<Sending> done, Report.Sum sum, int status, Optional<String> error) {
        if (!told) {
            told = true;
            report.ended(done, turns.requests(), sum, status, error);
            after.run();
        }
    }
}
