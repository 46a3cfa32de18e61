package cn.openclaw.gateway;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.AgentWords;
import cn.openclaw.base.Language;
import cn.openclaw.base.Redactor;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionKey;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the events of one run, as the original's clients know them: {@code agent} for every step, {@code chat} for what a chat
 * window shows. An event carries the whole text so far, as those clients expect; so that a long answer does not cost the square
 * of its length, the longer it is the more pieces go into one event, at most a sixth of a second of them. Guarded by its lock:
 * the run's thread speaks, a clock's now and then.
 */
final class RunVoice implements Consumer<AgentEvent> {
    /** The least time between two {@code chat} deltas, and the most between two of a long answer, in milliseconds. */
    private static final long BREATH = 150;
    /** Characters of text for each millisecond of that. */
    private static final int CHARS_PER_MILLI = 32;
    /** Characters of a running tool's output that an event shows. */
    private static final int TAIL = 4_000;
    /** What clients say that draw tools whatever the conversation's verbose level is. */
    static final String TOOL_EVENTS = "tool-events";

    private final Subject subject;
    private final Feed feed;
    private final InstantSource clock;
    private final ScheduledExecutorService ticker;
    private final Redactor redactor;
    private final Stream text = new Stream("assistant");
    private final Stream thinking = new Stream("thinking");
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private long seq;
    private long lastChat;
    private int part;
    private boolean verbose;
    private boolean silent;
    private boolean ticking;

    /**
     * Whose events these are.
     *
     * @param begins when its turn begins, in milliseconds
     */
    record Subject(String runId, SessionKey key, Language language, long begins) {}

    RunVoice(Subject subject, Feed feed, InstantSource clock, ScheduledExecutorService ticker, Redactor redactor) {
        this.subject = subject;
        this.feed = feed;
        this.clock = clock;
        this.ticker = ticker;
        this.redactor = redactor;
    }

    /** A text that grows. */
    private static final class Stream {
        private final String name;
        private final StringBuilder all = new StringBuilder();
        private int told;
        private long at;

        Stream(String name) {
            this.name = name;
        }

        boolean waits() {
            return told < all.length();
        }

        void clear() {
            all.setLength(0);
            told = 0;
        }
    }

    /** A tool that runs. */
    private static final class Tool {
        private final ObjectNode about;
        private final StringBuilder output = new StringBuilder();
        private long at;

        Tool(ObjectNode about) {
            this.about = about;
        }
    }

    @Override
    public synchronized void accept(AgentEvent event) {
        if (silent) {
            return;
        }
        switch (event) {
            case AgentEvent.Began began -> verbose = !began.verbose().equals("off");
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> heard(text, words);
            case AgentEvent.Heard(ChatEvent.ThinkingDelta(String words)) -> heard(thinking, words);
            case AgentEvent.Heard(ChatEvent.ToolCallReady _) -> {}
            case AgentEvent.Answered _ -> {
                flush();
                text.clear();
                thinking.clear();
                part++;
            }
            case AgentEvent.ToolStarted(Part.ToolCall call) -> toolStarted(call);
            case AgentEvent.ToolProgress(Part.ToolCall call, String words) -> toolProgress(call, words);
            case AgentEvent.ToolEnded(Part.ToolCall call, Message.ToolResult result, var details) ->
                toolEnded(call, result, details);
            case AgentEvent.Steered(List<Part> parts, var id) -> {
                ObjectNode data = Json.object().put("text", AgentWords.of(parts));
                id.ifPresent(own -> data.put("runId", own));
                agent("steered", data);
            }
            case AgentEvent.Compacting(int tokens, int window) ->
                agent("compaction", Json.object().put("phase", "start").put("tokens", tokens).put("window", window));
            case AgentEvent.Compacted(int before, int after, boolean summarised) -> {
                ObjectNode data = Json.object().put("phase", "end").put("willRetry", false);
                agent("compaction", data.put("before", before).put("after", after).put("summarised", summarised));
            }
            case AgentEvent.Noticed(var notice) -> notice("info", notice.in(subject.language()));
            case AgentEvent.Switched switched -> notice("warn", AgentWords.of(switched, subject.language()));
        }
    }

    private void notice(String level, String words) {
        agent("notice", Json.object().put("text", redactor.redact(words)).put("level", level));
    }

    /** The turn begins. */
    synchronized void begin(boolean again) {
        ObjectNode data = Json.object().put("phase", "start").put("startedAt", subject.begins());
        agent("lifecycle", again ? data.put("resumed", true) : data);
    }

    /** What the person said, for the other screens of this conversation. */
    synchronized void said(List<Part> parts) {
        ObjectNode message = content(parts).put("role", "user").put("timestamp", subject.begins());
        ObjectNode payload = chat("user");
        payload.set("message", message);
        feed.tell(new Feed.News("chat", subject.key(), payload, Optional.of(TOOL_EVENTS), Optional.empty(), true, false));
    }

    /** A message that waited is answered in this turn: whoever waits for its own run need not any more. */
    synchronized void joined(String runId) {
        ObjectNode last = Json.object().put("runId", runId).put("sessionKey", subject.key().text()).put("seq", 1);
        feed.tell(Feed.News.of("chat", subject.key(), last.put("state", "final").put("answeredIn", subject.runId())));
    }

    private void heard(Stream stream, String words) {
        stream.all.append(words);
        long now = clock.millis();
        long due = stream.at + Math.min(BREATH, stream.all.length() / CHARS_PER_MILLI);
        if (now >= due) {
            tell(stream, now);
        } else {
            tickIn(due - now);
        }
    }

    private void tickIn(long millis) {
        if (!ticking) {
            ticking = true;
            var _ = ticker.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void tick() {
        ticking = false;
        if (!silent) {
            flush();
        }
    }

    private void flush() {
        long now = clock.millis();
        if (thinking.waits()) {
            tell(thinking, now);
        }
        if (text.waits()) {
            tell(text, now);
        }
    }

    private void tell(Stream stream, long now) {
        String all = stream.all.toString();
        ObjectNode data = Json.object().put("text", all).put("delta", all.substring(stream.told));
        stream.told = all.length();
        stream.at = now;
        agent(stream.name, data, Optional.empty(), Optional.of(subject.runId() + "/" + stream.name + "/" + part));
        if (stream == text && now - lastChat >= BREATH) {
            lastChat = now;
            feed.tell(new Feed.News(
                    "chat",
                    subject.key(),
                    chat("delta").set("message", message(all, now)),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    true));
        }
    }

    private void toolStarted(Part.ToolCall call) {
        flush();
        ObjectNode about = Json.object().put("name", call.name()).put("toolCallId", call.id());
        about.set("args", arguments(call));
        tools.put(call.id(), new Tool(about));
        ObjectNode data = Json.object().put("phase", "start");
        data.setAll(about);
        tool(data, Optional.empty());
    }

    private JsonNode arguments(Part.ToolCall call) {
        try {
            return Json.parse(redactor.redact(call.arguments()));
        } catch (JsonException e) {
            return Json.object();
        }
    }

    private void toolProgress(Part.ToolCall call, String words) {
        Tool tool = tools.get(call.id());
        long now = clock.millis();
        if (tool == null) {
            return;
        }
        tool.output.append(words);
        if (tool.output.length() > 2 * TAIL) {
            tool.output.delete(0, tool.output.length() - TAIL);
        }
        if (now - tool.at >= BREATH) {
            tool.at = now;
            String tail = redactor.redact(tail(tool));
            ObjectNode partial = content(List.of(new Part.Text(tail)));
            partial.set("details", Json.object().put("status", "running").put("tail", tail));
            ObjectNode data = Json.object().put("phase", "update").put("name", call.name()).put("toolCallId", call.id());
            data.set("partialResult", partial);
            tool(data, Optional.of(subject.runId() + "/tool/" + call.id()));
        }
    }

    private static String tail(Tool tool) {
        return tool.output.substring(Math.max(0, tool.output.length() - TAIL));
    }

    private void toolEnded(Part.ToolCall call, Message.ToolResult result, Optional<ObjectNode> details) {
        tools.remove(call.id());
        ObjectNode data = Json.object().put("phase", "result").put("name", call.name()).put("toolCallId", call.id());
        ToolMeta.of(call.name(), arguments(call)).ifPresent(meta -> data.put("meta", meta));
        ObjectNode told = content(result.parts());
        told.set("details", details.<JsonNode>map(more -> more).orElseGet(Json::object));
        data.put("isError", result.isError()).set("result", told);
        tool(data, Optional.empty());
    }

    private static ObjectNode content(List<Part> parts) {
        ArrayNode content = Json.array();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String words) -> content.addObject().put("type", "text").put("text", words);
                case Part.Media media -> content.addObject().put("type", "image").put("mimeType", media.mimeType()).put("omitted", true);
                case Part.Thinking _, Part.ToolCall _ -> {}
            }
        }
        ObjectNode tree = Json.object();
        tree.set("content", content);
        return tree;
    }

    private void tool(ObjectNode data, Optional<String> name) {
        agent("tool", data, verbose ? Optional.empty() : Optional.of(TOOL_EVENTS), name);
    }

    private void agent(String stream, ObjectNode data) {
        agent(stream, data, Optional.empty(), Optional.empty());
    }

    private void agent(String stream, ObjectNode data, Optional<String> cap, Optional<String> name) {
        ObjectNode payload = Json.object().put("runId", subject.runId()).put("stream", stream);
        payload.set("data", data);
        payload.put("sessionKey", subject.key().text()).put("seq", ++seq).put("ts", clock.millis());
        // A tool's output so far is said again by the next one; a piece of an answer would be missed by who puts pieces together.
        boolean droppable = name.isPresent() && stream.equals("tool");
        feed.tell(new Feed.News("agent", subject.key(), payload, cap, name, true, droppable));
    }

    private ObjectNode chat(String state) {
        ObjectNode payload = Json.object().put("runId", subject.runId()).put("sessionKey", subject.key().text());
        return payload.put("seq", seq).put("state", state);
    }

    private static ObjectNode message(String words, long now) {
        ObjectNode message = Json.object().put("role", "assistant");
        message.putArray("content").addObject().put("type", "text").put("text", words);
        return message.put("timestamp", now);
    }

    /** What is heard of the answer so far, for those who come in the middle; empty if it is over. */
    synchronized Optional<ObjectNode> inFlight() {
        if (silent) {
            return Optional.empty();
        }
        ObjectNode now = Json.object().put("runId", subject.runId()).put("startedAt", subject.begins());
        if (!text.all.isEmpty()) {
            now.put("text", text.all.toString());
        }
        if (!thinking.all.isEmpty()) {
            now.put("thinking", thinking.all.toString());
        }
        if (!tools.isEmpty()) {
            ArrayNode list = now.putArray("tools");
            tools.values().forEach(tool -> {
                ObjectNode one = tool.about.deepCopy();
                list.add(tool.output.isEmpty() ? one : one.put("partial", redactor.redact(tail(tool))));
            });
        }
        return Optional.of(now);
    }

    /** The end: the last {@code agent} event, then the one terminal {@code chat} event. Nothing follows. */
    synchronized void end(RunEnding ending, boolean spoke) {
        if (silent) {
            return;
        }
        flush();
        if (spoke) {
            agent("lifecycle", lifecycle(ending));
        } else {
            seq++;
        }
        silent = true;
        ObjectNode last =
                switch (ending.status()) {
                    case ANSWERED -> chat("final");
                    case FAILED -> chat("error").put("errorMessage", ending.words().orElse(""));
                    case ABORTED -> chat("aborted").put("stopReason", ending.words().orElse("rpc"));
                    case TIMED_OUT ->
                        chat("aborted").put("stopReason", "timeout").put("errorMessage", ending.words().orElse(""));
                };
        String words = ending.report().isPresent() ? ending.text() : text.all.toString();
        if (!words.isBlank()) {
            ObjectNode message = message(words, ending.endedAt());
            ending.report().ifPresent(report -> message.setAll(Spending.of(report)));
            last.set("message", message);
        }
        feed.tell(Feed.News.of("chat", subject.key(), last));
    }

    private static ObjectNode lifecycle(RunEnding ending) {
        ObjectNode data = Json.object();
        String words = ending.words().orElse("");
        switch (ending.status()) {
            case ANSWERED -> data.put("phase", "end").put("endedAt", ending.endedAt());
            case FAILED -> data.put("phase", "error").put("error", words).put("endedAt", ending.endedAt());
            case ABORTED, TIMED_OUT ->
                data.put("phase", "end").put("endedAt", ending.endedAt()).put("aborted", true);
        }
        ending.report().ifPresent(report -> data.setAll(Spending.whole(report)));
        return data;
    }
}
