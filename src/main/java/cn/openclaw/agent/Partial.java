package cn.openclaw.agent;

import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what was heard of an answer, so that one that is broken off is not lost. */
final class Partial implements Consumer<ChatEvent> {
    private static final String WIRE_FIELD = "reasoning_content";

    private final Consumer<AgentEvent> events;
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    Partial(Consumer<AgentEvent> events) {
        this.events = events;
    }

    @Override
    public void accept(ChatEvent piece) {
        switch (piece) {
            case ChatEvent.TextDelta(String words) -> text.append(words);
            case ChatEvent.ThinkingDelta(String words) -> thinking.append(words);
            case ChatEvent.ToolCallReady _ -> {
                // A call of an answer that broke off is never run, so it is not kept either.
            }
        }
        events.accept(new AgentEvent.Heard(piece));
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (!thinking.isEmpty()) {
            parts.add(new Part.Thinking(thinking.toString(), WIRE_FIELD));
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
        }
        return parts;
    }
}
