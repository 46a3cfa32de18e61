package cn.openclaw.gateway.compat;

import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a program asks of an agent.
 *
 * @param model as the program named it; its answers carry it
 * @param user who the program says is behind it; one conversation each
 * @param instructions for the system prompt
 * @param before what was said before the last words
 * @param now the words and images to answer
 * @param outputs what tools of the program gave, by call id
 * @param tools that the program does itself
 * @param stream whether it wants the answer in pieces
 */
record Question(
        String model,
        Optional<String> user,
        String instructions,
        List<Said> before,
        List<Part> now,
        Map<String, String> outputs,
        List<ClientTool.Offer> tools,
        boolean stream) {

    Question {
        before = List.copyOf(before);
        now = List.copyOf(now);
        outputs = Map.copyOf(outputs);
        tools = List.copyOf(tools);
    }

    /** What stands beside a conversation in a request. */
    record Beside(String model, Optional<String> user, List<ClientTool.Offer> tools, boolean stream) {}

    /**
     * From a conversation: what the system says are instructions, the last words of the user and what tools gave since are new, and
     * the rest was before.
     */
    static Question of(List<Said> said, Beside beside, String nothingSaid) {
        StringBuilder instructions = new StringBuilder();
        List<Said> talk = new ArrayList<>();
        for (Said one : said) {
            if (one.who() == Said.Who.SYSTEM) {
                instructions.append(instructions.isEmpty() ? "" : "\n\n").append(one.text());
            } else {
                talk.add(one);
            }
        }
        int from = talk.size();
        while (from > 0 && isNew(talk.get(from - 1))) {
            from--;
        }
        List<Part> now = new ArrayList<>();
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Said one : talk.subList(from, talk.size())) {
            one.callId().ifPresent(id -> outputs.put(id, one.text()));
            if (one.callId().isEmpty() && !one.text().isBlank()) {
                now.add(new Part.Text(one.text()));
            }
            now.addAll(one.media());
        }
        if (now.isEmpty() && outputs.isEmpty()) {
            throw Bad.request(nothingSaid);
        }
        return new Question(
                beside.model(),
                beside.user(),
                instructions.toString(),
                talk.subList(0, from),
                now,
                outputs,
                beside.tools(),
                beside.stream());
    }

    private static boolean isNew(Said one) {
        return one.who() == Said.Who.USER || one.who() == Said.Who.TOOL;
    }

    /**
     * The message to a conversation of ours: with what was said before where ours does not know it yet, and with what tools gave
     * where nobody waits for that any more.
     *
     * @param tools the name of the tool that a call was of, where that is known
     */
    List<Part> message(boolean isKnown, Function<String, Optional<String>> tools) {
        StringBuilder told = new StringBuilder();
        if (!isKnown && !before.isEmpty()) {
            told.append("The conversation so far, as the program the user talks through tells it:\n");
            for (Said one : before) {
                tell(told, one);
            }
            told.append('\n');
        }
        outputs.forEach((id, text) -> {
            String tool = tools.apply(id).map(name -> " of " + name).orElse("");
            told.append("Result of the tool call ").append(id).append(tool).append(": ").append(text).append('\n');
        });
        List<Part> parts = new ArrayList<>();
        if (!told.isEmpty()) {
            parts.add(new Part.Text(told + (now.isEmpty() ? "" : "The user says now:")));
        }
        parts.addAll(now);
        return parts;
    }

    private static void tell(StringBuilder out, Said one) {
        String who =
                switch (one.who()) {
                    case SYSTEM -> "System";
                    case USER -> "User";
                    case ASSISTANT -> "Assistant";
                    case TOOL -> "Tool result";
                };
        if (!one.text().isBlank()) {
            out.append(who).append(": ").append(one.text()).append('\n');
        }
        one.media().forEach(media -> out.append(who).append(" showed: [").append(media.mimeType()).append("]\n"));
        one.calls().forEach(call -> out.append("Assistant called ").append(call.name()).append(' ').append(call.arguments()).append('\n'));
    }
}
