package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A summary that no model wrote: what the person asked, what was last answered, which tools were used. Always succeeds. */
final class Digest {
    private static final int REQUESTS = 12;
    private static final int ANSWERS = 4;

    private Digest() {}

    /** @param tokens how long it may be, about */
    static String of(Optional<String> previous, List<Message> past, int tokens) {
        List<String> asked = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        Map<String, Integer> tools = new LinkedHashMap<>();
        for (Message message : past) {
            switch (message) {
                case Message.User user -> asked.add(Compactor.words(user).strip());
                case Message.Assistant answer -> {
                    answer.toolCalls().stream().map(Part.ToolCall::name).forEach(name -> tools.merge(name, 1, Integer::sum));
                    answered.add(answer.text().strip());
                }
                case Message.ToolResult _ -> {
                    // The answers after it say what mattered in it.
                }
            }
        }
        StringBuilder out = new StringBuilder("(Put together by rule; no model wrote this. The full history is in the session file.)");
        previous.ifPresent(text -> out.append("\n\n").append(Clip.middle(text, tokens / 3)));
        list(out, "The user said", asked, REQUESTS, tokens / 3);
        list(out, "The assistant answered", answered, ANSWERS, tokens / 4);
        if (!tools.isEmpty()) {
            out.append("\n\n## Tools used\n");
            tools.forEach((name, times) -> out.append(name).append(" ×").append(times).append("; "));
        }
        return Clip.middle(out.toString(), tokens);
    }

    private static void list(StringBuilder out, String heading, List<String> said, int most, int tokens) {
        List<String> words = said.stream().filter(text -> !text.isBlank()).toList();
        List<String> last = words.subList(Math.max(0, words.size() - most), words.size());
        if (last.isEmpty()) {
            return;
        }
        out.append("\n\n## ").append(heading).append(words.size() > last.size() ? " (newest of " + words.size() + ")" : "");
        for (String text : last) {
            out.append("\n- ").append(Clip.middle(text, Math.max(12, tokens / last.size())).replace("\n", "\n  "));
        }
    }
}
