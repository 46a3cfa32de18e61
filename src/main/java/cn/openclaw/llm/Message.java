package cn.openclaw.llm;

import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One entry of a conversation. */
public sealed interface Message {
    /** What the person said: words and media. */
    record User(List<Part> parts) implements Message {
        public User {
            parts = List.copyOf(parts);
        }

        public static User of(String text) {
            return new User(List.of(new Part.Text(text)));
        }
    }

    /**
     * What a model answered.
     *
     * @param parts thinking, words and tool calls in the order they came
     * @param model who answered
     * @param api in which wire format
     * @param usage tokens counted by the platform
     * @param stopReason why it stopped
     * @param error the sentence for an answer that ended in {@link StopReason#ERROR}
     */
    record Assistant(
            List<Part> parts, ModelRef model, ModelApi api, Usage usage, StopReason stopReason, Optional<String> error)
            implements Message {
        public Assistant {
            parts = List.copyOf(parts);
        }

        /** The words alone. */
        public String text() {
            return parts.stream()
                    .filter(Part.Text.class::isInstance)
                    .map(part -> ((Part.Text) part).text())
                    .collect(Collectors.joining());
        }

        public List<Part.ToolCall> toolCalls() {
            return parts.stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .map(Part.ToolCall.class::cast)
                    .toList();
        }
    }

    /**
     * What a tool said.
     *
     * @param callId the id of the call it answers
     * @param toolName the tool
     * @param parts words and images
     * @param isError whether it failed
     */
    record ToolResult(String callId, String toolName, List<Part> parts, boolean isError) implements Message {
        public ToolResult {
            parts = List.copyOf(parts);
        }
    }
}
