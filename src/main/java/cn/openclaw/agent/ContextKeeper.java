package cn.openclaw.agent;

import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.session.Transcript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sees to it that every request fits. Counts before each one: what the platform counted for the last answer, and an estimate of
 * what came since. Too long, the conversation is summarised, if it was answered since the last summary; still too long, what is
 * sent is cut by rule, which always succeeds. All of it stays in the transcript. Used by the run's thread, for one turn.
 */
final class ContextKeeper {
    private static final double MARGIN = 1.03;

    /** No model that works with tools holds less. */
    private static final int SMALLEST = 4_000;

    private final AgentSpec agent;
    private final List<ChatRequest.ToolDefinition> tools;
    private final Transcript transcript;
    private final Consumer<AgentEvent> events;
    private final Compactor compactor;
    private final int fixed;
    private final Map<String, Integer> sizes = new HashMap<>();
    private int learnedWindow;
    private double scale = 1;
    private boolean refused;

    ContextKeeper(
            AgentSpec agent,
            List<ChatRequest.ToolDefinition> tools,
            Transcript transcript,
            Consumer<AgentEvent> events,
            ChatModel summariser) {
        this.agent = agent;
        this.tools = tools;
        this.transcript = transcript;
        this.events = events;
        this.fixed = TokenEstimate.of(new ChatRequest(agent.system(), List.of(), tools, agent.options()));
        this.compactor = new Compactor(transcript, events, new Summariser(summariser, agent), fixed);
    }

    /** @param cap tokens the answer may have, where that is more than usual */
    ChatRequest request(Optional<Integer> cap) throws InterruptedException {
        Room room = room();
        ChatRequest whole = whole(cap);
        if (room.window() <= 0) {
            return whole;
        }
        int tokens = tokens();
        if (tokens > room.limit() || refused) {
            if (mayCompact() && compactor.compact(tokens, room, Optional.empty()).isPresent()) {
                whole = whole(cap);
                tokens = tokens();
            }
            if (tokens > room.limit() || (refused && learnedWindow == 0)) {
                whole = trimmed(whole, tokens, room);
            }
        }
        return whole;
    }

    private ChatRequest whole(Optional<Integer> cap) {
        ChatRequest.Options options = agent.options();
        // A platform that holds less than was thought would refuse the usual room for the answer as well.
        Optional<Integer> most = learnedWindow > 0 ? Optional.of(room().reserve()) : cap.or(options::maxTokens);
        ChatRequest.Options asked = new ChatRequest.Options(
                options.thinking(), most, options.cacheKey(), options.toolChoice(), options.params());
        return new ChatRequest(agent.system(), transcript.messages(), tools, asked);
    }

    private ChatRequest trimmed(ChatRequest whole, int tokens, Room room) {
        int estimate = TokenEstimate.of(whole);
        double ratio = Math.max(Math.max(scale, MARGIN), (double) tokens / Math.max(1, estimate));
        int goal = (int) (room.limit() / Math.min(ratio, 2)) - fixed;
        List<Message> fitting = Trimmer.fit(whole.messages(), Math.max(0, goal));
        if (!fitting.equals(whole.messages())) {
            events.accept(new AgentEvent.Noticed(LlmNotice.of(AgentText.TRIMMED)));
        }
        return new ChatRequest(whole.system(), fitting, whole.tools(), whole.options());
    }

    Optional<Compactor.Done> compactNow(Optional<String> instructions) throws InterruptedException {
        Room room = room();
        int tokens = tokens();
        // Somebody who asks for it wants it also where there is room for more.
        Room small = room.window() <= 0 || tokens < room.limit() ? Room.of(Math.max(tokens, 1_000), 0, 0) : room;
        return mayCompact() ? compactor.compact(tokens, small, instructions) : Optional.empty();
    }

    /** Never two compactions without an answer between. */
    private boolean mayCompact() {
        return transcript.compaction().isEmpty() || transcript.said().stream().anyMatch(ContextKeeper::isAnswer);
    }

    private static boolean isAnswer(Transcript.Said said) {
        return said.fresh() && said.message() instanceof Message.Assistant answer && Compactor.isWhole(answer);
    }

    /** The platform says that a request was too long: what it says about its window is believed. */
    void overflowed(ChatRequest request, LlmFailure.ContextOverflow overflow) {
        refused = true;
        long[] said = Overflow.numbers(overflow.detail());
        Room room = room();
        int sent = TokenEstimate.of(request);
        if (said[0] > 0 && (room.window() <= 0 || said[0] < room.window())) {
            learnedWindow = (int) said[0];
        } else if (said[0] > 0) {
            scale = Math.clamp((double) said[1] / Math.max(1, sent), 1.25, 2);
        } else {
            learnedWindow = Math.max(SMALLEST, (int) (sent * 0.9));
        }
    }

    /** An answer came: the size of what was asked was fine. */
    void answered() {
        refused = false;
    }

    /** How much room a request leaves for its answer. */
    int left(ChatRequest request) {
        return (int) (room().window() - TokenEstimate.of(request) * MARGIN * scale);
    }

    private Room room() {
        Room room = agent.room().get();
        return learnedWindow > 0 ? room.window(learnedWindow) : room;
    }

    /** How long the next request would be. */
    private int tokens() {
        List<Transcript.Said> said = transcript.said();
        int after = 0;
        int counted = 0;
        int estimate = fixed + transcript.compaction().map(entry -> TokenEstimate.of(entry.text("summary"))).orElse(0);
        for (Transcript.Said one : said.reversed()) {
            int size = sizes.computeIfAbsent(one.entryId(), _ -> TokenEstimate.of(one.message()));
            estimate += size;
            if (counted == 0 && isAnswer(one) && ((Message.Assistant) one.message()).usage().reported()) {
                counted = (int) Math.min(Integer.MAX_VALUE / 4, ((Message.Assistant) one.message()).usage().total() + after);
            }
            after += size;
        }
        // The count may be of another request than the next one: of one that was cut, or asked of another model.
        return (int) Math.max(counted, estimate * scale);
    }
}
