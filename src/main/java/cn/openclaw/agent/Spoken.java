package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.List;

/** A message as plain text, for whoever summarises it. */
final class Spoken {
    private Spoken() {}

    /** @param clip the most tokens of one text in it; a tool's words get half of that */
    static String of(Message message, int clip) {
        return switch (message) {
            case Message.User user -> said("User", user.parts(), clip);
            case Message.Assistant answer -> said("Assistant", answer.parts(), clip);
            case Message.ToolResult result ->
                said("Result of " + result.toolName() + (result.isError() ? " (failed)" : ""), result.parts(), clip / 2);
        };
    }

    private static String said(String who, List<Part> parts, int clip) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String words) -> line(out, who, words, clip);
                case Part.Thinking _ -> {
                    // Thoughts led to the words and calls beside them; those tell enough.
                }
                case Part.Media media -> line(out, who, "[" + media.mimeType() + "]", clip);
                case Part.ToolCall call -> line(out, who + " calls " + call.name(), call.arguments(), clip / 2);
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String who, String words, int clip) {
        if (!words.isBlank()) {
            out.append(who).append(": ").append(Clip.middle(words.strip(), Math.max(12, clip))).append('\n');
        }
    }
}
