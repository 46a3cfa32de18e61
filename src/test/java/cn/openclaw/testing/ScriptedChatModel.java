package cn.openclaw.testing;

import cn.openclaw.base.Text;
import cn.openclaw.http.HttpException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A model that plays a script, one step for each request, and remembers what it was asked. */
public final class ScriptedChatModel implements ChatModel {
    public static final ModelRef KIMI = new ModelRef("moonshot", "kimi-k2-thinking");

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<ChatRequest> requests = new ArrayList<>();

    /** What is done with one request. */
    @FunctionalInterface
    public interface Step {
        Message.Assistant play(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException;
    }

    public static ScriptedChatModel of(Step... steps) {
        ScriptedChatModel model = new ScriptedChatModel();
        for (Step step : steps) {
            model.steps.add(step);
        }
        return model;
    }

    @Override
    public Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException {
        requests.add(request);
        Step step = steps.poll();
        if (step == null) {
            throw new IllegalStateException("the script is over");
        }
        return step.play(request, listener);
    }

    public List<ChatRequest> requests() {
        return requests;
    }

    /** Thinks, says this, and stops. */
    public static Step says(String text) {
        return answers(new Part.Thinking("hm", "reasoning_content"), new Part.Text(text));
    }

    /** Calls a tool; the id has Kimi's shape. */
    public static Step calls(String id, String name, String arguments) {
        return answers(new Part.Thinking("", "reasoning_content"), new Part.ToolCall(id, name, arguments));
    }

    public static Step answers(Part... parts) {
        return (_, listener) -> {
            boolean calls = false;
            for (Part part : parts) {
                calls |= part instanceof Part.ToolCall;
                hear(part, listener);
            }
            return answer(calls ? StopReason.TOOL_USE : StopReason.STOP, parts);
        };
    }

    private static void hear(Part part, Consumer<ChatEvent> listener) {
        switch (part) {
            case Part.Text(String words) -> {
                int half = words.length() / 2;
                listener.accept(new ChatEvent.TextDelta(words.substring(0, half)));
                listener.accept(new ChatEvent.TextDelta(words.substring(half)));
            }
            case Part.Thinking(String words, _) -> listener.accept(new ChatEvent.ThinkingDelta(words));
            case Part.ToolCall call -> listener.accept(new ChatEvent.ToolCallReady(call));
            case Part.Media _ -> throw new IllegalStateException("models say no pictures");
        }
    }

    public static Message.Assistant answer(StopReason reason, Part... parts) {
        return new Message.Assistant(
                List.of(parts), KIMI, ModelApi.OPENAI_COMPLETIONS, new Usage(200, 30, 1000, 0, true), reason, Optional.empty());
    }

    public static Step fails(LlmFailure failure) {
        return (_, _) -> {
            throw failed(failure);
        };
    }

    /** Says a part and breaks off. */
    public static Step breaksAfter(String text, LlmFailure failure) {
        return (_, listener) -> {
            listener.accept(new ChatEvent.TextDelta(text));
            throw failed(failure);
        };
    }

    /** Says a part and then nothing, until it is interrupted. */
    public static Step hangsAfter(String text) {
        return (_, listener) -> {
            if (!text.isEmpty()) {
                listener.accept(new ChatEvent.TextDelta(text));
            }
            Thread.sleep(60_000);
            throw new IllegalStateException("nobody interrupted");
        };
    }

    public static LlmException failed(LlmFailure failure) {
        String kind = failure.getClass().getSimpleName();
        return new LlmException(failure, answer(StopReason.ERROR), new Text("失败 " + kind, "failed " + kind));
    }

    public static LlmFailure unavailable() {
        return new LlmFailure.Unavailable("down", Optional.of(HttpException.Reason.CONNECT));
    }
}
