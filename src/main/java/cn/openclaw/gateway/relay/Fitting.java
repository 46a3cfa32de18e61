package cn.openclaw.gateway.relay;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes;
import cn.openclaw.json.JsonException;
import cn.openclaw.ledger.Budget;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Caller;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.LlmErrors;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Pacing;
import cn.openclaw.llm.Pause;
import cn.openclaw.llm.ThinkingFormat;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.llm.Wire;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.llm.raw.RawAnswer;
import cn.openclaw.llm.raw.RawRequest;
import cn.openclaw.llm.translation.Translation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Between a caller's words and a host's: the request on its way there, the answer on its way back. */
final class Fitting {
    /** A token has some four bytes of English in it, and fewer of Chinese; for caps rather too many than too few. */
    private static final int BYTES_A_TOKEN = 3;

    private static final long MOST_TOKENS = 1L << 32;
    private static final long MOST_ANSWERS = 1L << 16;

    private final Relay relay;
    private final Order order;
    private final Budget budget;
    private final boolean usageWanted;

    Fitting(Relay relay, Order order, Budget budget) {
        this.relay = relay;
        this.order = order;
        this.budget = budget;
        JsonBytes.Value options = order.body().root().get("stream_options");
        JsonBytes.Value asked = options == null ? null : options.get("include_usage");
        this.usageWanted = asked != null && asked.is(JsonBytes.Kind.TRUE);
    }

    /**
     * All that must be done before a way is asked. It may block: for money, for its turn, for a name.
     *
     * @throws cn.openclaw.base.ClawException if it may not or cannot be asked
     */
    Sending prepare(Way way, int attempt) throws InterruptedException {
        oneAnswer(way);
        TreeSet<String> adapted = new TreeSet<>();
        JsonBytes body = words(way, adapted);
        Call call = call(way, attempt);
        OptionalLong most = reserve(way, call, body);
        try {
            return fitted(way, call, body, most, adapted);
        } catch (RuntimeException | InterruptedException e) {
            if (!budget.isEmpty()) {
                // Nothing was sent: the money that was put aside is free again.
                relay.desk().add(new Desk.Note(new Ledger.Settled(call, Report.NOTHING.outcome()), null, null));
            }
            throw e;
        }
    }

    private Sending fitted(Way way, Call call, JsonBytes body, OptionalLong most, Set<String> adapted)
            throws InterruptedException {
        RawRequest.Fit fit = fit(way, body, most);
        adapted.addAll(fit.adapted());
        Pacing.Slot slot = relay.watch().pacing().enter(way.pace(), () -> tokens(way, body));
        Outgoing outgoing = outgoing(way, relay.names().of(way.address().nearHost()), fit);
        return new Sending(way, outgoing, call, slot, List.copyOf(adapted), fit.usageAdded(), fit.names(), System.nanoTime());
    }

    /**
     * The same where nothing would block; on the event loop.
     *
     * @return empty if it might: for money under a cap, for its turn, for a name, for a translation; then nothing was done
     * @throws cn.openclaw.base.ClawException if it may not or cannot be asked
     */
    Optional<Sending> prepareAtOnce(Way way, int attempt) {
        Optional<List<InetAddress>> near = relay.names().remembered(way.address().nearHost());
        if (near.isEmpty() || !budget.isEmpty() || way.wire() != order.door().wire()) {
            return Optional.empty();
        }
        oneAnswer(way);
        JsonBytes body = order.body();
        RawRequest.Fit fit = fit(way, body, OptionalLong.empty());
        Call call = call(way, attempt);
        Outgoing outgoing = outgoing(way, near.get(), fit);
        return relay.watch()
                .pacing()
                .enterAtOnce(way.pace(), () -> tokens(way, body))
                .map(slot -> new Sending(way, outgoing, call, slot, fit.adapted(), fit.usageAdded(), fit.names(), System.nanoTime()));
    }

    private RawRequest.Fit fit(Way way, JsonBytes body, OptionalLong most) {
        return order.door() == Door.EMBEDDINGS
                ? RawRequest.named(way.endpoint(), body)
                : RawRequest.of(way.endpoint(), way.dialect(), body, most);
    }

    private static long tokens(Way way, JsonBytes body) {
        return body.bytes().length / BYTES_A_TOKEN + RawRequest.mostOutput(way.endpoint(), body);
    }

    private Outgoing outgoing(Way way, List<InetAddress> near, RawRequest.Fit fit) {
        return new Outgoing(way.address(), near, path(way), headers(way), fit.body(), way.limits());
    }

    /** Who asks for several answers counts on them: fewer would be worse than none. */
    private void oneAnswer(Way way) {
        long answers = order.door().answers(order.body());
        boolean pinned = !way.dialect().is(DialectKey.SAMPLING, "open");
        if (answers > 1 && (pinned || way.wire() != Wire.COMPLETIONS)) {
            throw RelayException.in("n", RelayText.ONE_ANSWER, way.ref(), answers);
        }
    }

    /** The body in the way's own words. */
    private JsonBytes words(Way way, Set<String> adapted) {
        if (way.wire() == order.door().wire()) {
            return order.body();
        }
        if (order.door() == Door.EMBEDDINGS) {
            if (way.wire() == Wire.RESPONSES) {
                return order.body();
            }
            throw new RelayException(
                    RelayException.Kind.INVALID, RelayText.NOT_TRANSLATED, way.ref(), way.wire().id(), order.door().path());
        }
        conversation();
        JsonBytes.Value before = order.body().root().get("previous_response_id");
        if (before != null && before.is(JsonBytes.Kind.STRING)) {
            throw RelayException.in("previous_response_id", RelayText.NOTHING_KEPT, way.ref(), way.wire().id());
        }
        boolean kimi = way.dialect().is(DialectKey.BUILTIN_TOOLS, "dollar");
        Translation.Target target = new Translation.Target(
                way.endpoint().model().id(),
                way.endpoint().model().maxTokens(),
                kimi,
                way.dialect().thinkingFormat() != ThinkingFormat.NONE);
        JsonNode tree = order.body().tree(order.body().root());
        JsonNode translated = Translation.request(order.door().wire(), way.wire(), tree, target, adapted);
        adapted.add(way.wire().id());
        return JsonBytes.parse(Json.bytes(translated));
    }

    /** What is no conversation cannot be translated, and half of one must not be. */
    private void conversation() {
        boolean responses = order.door() == Door.RESPONSES;
        String name = responses ? "input" : "messages";
        JsonBytes.Value said = order.body().root().get(name);
        boolean words = responses && said != null && said.is(JsonBytes.Kind.STRING);
        if (!words && (said == null || !said.is(JsonBytes.Kind.ARRAY) || said.items().isEmpty())) {
            throw RelayException.in(name, responses ? RelayText.NO_INPUT : RelayText.NO_MESSAGES);
        }
    }

    private Call call(Way way, int attempt) {
        String session = "http:" + order.asker().name();
        Caller caller = new Caller(order.asker().ledgerName(), session, session, order.id());
        String api = order.door() == Door.EMBEDDINGS ? "openai-embeddings" : way.wire().id();
        Call call = relay.ledger().call(caller, way.ref().provider(), way.ref().model(), way.profile(), api);
        return attempt <= 1 ? call : new Call(call.id() + "-" + attempt, call.at(), call.day(), caller, call.provider(), call.model(), call.profile(), api);
    }

    /** Puts money aside where a cap counts; what the answer may have then, if that is less than was asked for. */
    private OptionalLong reserve(Way way, Call call, JsonBytes body) throws InterruptedException {
        if (budget.isEmpty()) {
            return OptionalLong.empty();
        }
        long asked = order.door() == Door.EMBEDDINGS ? 1 : RawRequest.mostOutput(way.endpoint(), body);
        long answers = answers(body);
        long each = Math.min(asked > 0 ? asked : 8_192, MOST_TOKENS);
        long wanted = each * answers;
        Ledger.Wish wish = new Ledger.Wish(way.tariff(), prompt(body), wanted);
        long granted = relay.ledger().reserve(call, budget, wish, _ -> {}, Pause.REAL).outputTokens();
        boolean sure = order.door() == Door.EMBEDDINGS || (asked > 0 && asked <= MOST_TOKENS && !RawRequest.isLimitUnclear(body));
        return granted < wanted || !sure ? OptionalLong.of(Math.max(1, granted / answers)) : OptionalLong.empty();
    }

    /** {@code n}: how many answers to the one question are wanted, each as long as it may be. */
    private static long answers(JsonBytes body) {
        JsonBytes.Value many = body.root().get("n");
        return many == null || !many.is(JsonBytes.Kind.NUMBER) ? 1 : Math.clamp(body.tree(many).asLong(1), 1, MOST_ANSWERS);
    }

    /** Our own count of a prompt: exact enough for words, and images do not count by their bytes. */
    private static long prompt(JsonBytes body) {
        long tokens = 64;
        List<JsonBytes.Value> open = new ArrayList<>(List.of(body.root()));
        while (!open.isEmpty()) {
            JsonBytes.Value value = open.removeLast();
            switch (value.kind()) {
                case STRING -> {
                    boolean media = body.bytes()[value.start() + 1] == 'd' && value.end() - value.start() > 1_000
                            && body.written(value).startsWith("\"data:");
                    tokens += media ? TokenEstimate.IMAGE : TokenEstimate.of(body.text(value)) + 1;
                }
                case OBJECT -> value.members().forEach(member -> open.add(member.value()));
                case ARRAY -> open.addAll(value.items());
                case NUMBER, TRUE, FALSE, NULL -> tokens++;
            }
        }
        return tokens + tokens / 10;
    }

    private String path(Way way) {
        return switch (order.door()) {
            case CHAT, RESPONSES, MESSAGES -> way.path();
            case COUNT -> way.path() + "/count_tokens";
            case EMBEDDINGS -> {
                int query = way.path().indexOf('?');
                String plain = query < 0 ? way.path() : way.path().substring(0, query);
                String rest = query < 0 ? "" : way.path().substring(query);
                String chat = plain.endsWith("/responses") ? "/responses" : "/chat/completions";
                yield plain.substring(0, plain.length() - (plain.endsWith(chat) ? chat.length() : 0)) + "/embeddings" + rest;
            }
        };
    }

    private Map<String, String> headers(Way way) {
        boolean streamed = order.streamed();
        Map<String, String> headers = new LinkedHashMap<>(way.headers());
        headers.put("accept", streamed ? "text/event-stream" : "application/json");
        if (way.wire() == order.door().wire()) {
            order.forwarded().forEach((name, value) -> {
                String own = headers.get(name);
                boolean both = own != null && name.equals("anthropic-beta") && !value.contains(own);
                headers.put(name, both ? own + "," + value : value);
            });
        }
        return headers;
    }

    /** What happens to this answer's bytes. */
    Passage passage(Sending sending, ByteBufAllocator allocator) {
        if (sending.way().wire() != order.door().wire()) {
            Translation.Stream stream = Translation.stream(sending.way().wire(), order.door().wire(), told());
            return named(sending, new Translating(stream, order, allocator), allocator);
        }
        return named(sending, sending.usageAdded() ? new WithoutUsage(allocator) : new Passage.Straight(order.door().wire()), allocator);
    }

    private static Passage named(Sending sending, Passage passage, ByteBufAllocator allocator) {
        return sending.names().isEmpty() ? passage : new Renaming(passage, sending.way().wire(), sending.names(), allocator);
    }

    private Translation.Told told() {
        String id = order.id().substring(order.id().indexOf('_') + 1).replace("-", "");
        return new Translation.Told(id, order.model(), order.at().getEpochSecond(), usageWanted);
    }

    /**
     * An answer that came whole.
     *
     * @param refusal set if it is none, though its status says so
     */
    record Whole(ByteBuf body, String contentType, Optional<Refusal> refusal) {}

    /** A whole answer in the caller's words; the body stays the caller's of this method. */
    Whole whole(Sending sending, ByteBuf body, boolean streamed) {
        Wire from = sending.way().wire();
        Wire to = order.door().wire();
        byte[] bytes = named(sending, ByteBufUtil.getBytes(body));
        boolean plain = from == to || order.door() == Door.EMBEDDINGS;
        if (plain && !streamed && !mayBeError(bytes)) {
            return new Whole(Unpooled.wrappedBuffer(bytes), "application/json", Optional.empty());
        }
        try {
            JsonNode tree = Json.parse(bytes);
            JsonNode error = tree.get("error");
            boolean noAnswer = error != null && !error.isNull() && !tree.has("choices") && !tree.has("content") && !tree.has("output");
            if (noAnswer) {
                return refused(sending, bytes);
            }
            if (streamed) {
                String events = Translation.streamed(from, to, tree, told());
                return new Whole(text(events), "text/event-stream; charset=utf-8", Optional.empty());
            }
            if (plain) {
                return new Whole(Unpooled.wrappedBuffer(bytes), "application/json", Optional.empty());
            }
            byte[] answer = Json.bytes(Translation.answer(from, to, tree, told()));
            return new Whole(Unpooled.wrappedBuffer(answer), "application/json", Optional.empty());
        } catch (JsonException e) {
            return refused(sending, bytes);
        }
    }

    private static byte[] named(Sending sending, byte[] answer) {
        try {
            return sending.names().isEmpty() ? answer : RawAnswer.renamed(sending.way().wire(), answer, sending.names());
        } catch (JsonException e) {
            return answer; // found out where it is read
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Some hosts say 200 to an error; an answer is longer than most errors, and does not begin like one. */
    private static boolean mayBeError(byte[] bytes) {
        int length = Math.min(bytes.length, 24);
        String begin = new String(bytes, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
        return begin.isEmpty() || begin.charAt(0) != '{' || begin.contains("\"error\"") || begin.contains("\"type\":\"error\"");
    }

    private Whole refused(Sending sending, byte[] bytes) {
        LlmException why = errorIn(sending.way(), bytes);
        Refusal refusal = new Refusal(why, 0, bytes, sending.way().wire(), Optional.empty());
        return new Whole(Unpooled.EMPTY_BUFFER, "", Optional.of(refusal));
    }

    /** What a host says is wrong behind a status that says nothing is. */
    LlmException errorIn(Way way, byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
            String data = line.startsWith("data:") ? line.substring(5).strip() : line.strip();
            if (data.startsWith("{")) {
                try {
                    return LlmErrors.inStream(way.endpoint(), Json.parse(data), WireFormats.nothing(way.endpoint()));
                } catch (JsonException _) {
                    // Cut off: what follows may be whole.
                }
            }
        }
        return LlmErrors.malformed(way.endpoint(), WireFormats.nothing(way.endpoint()));
    }
}
