package cn.openclaw.gateway;

import cn.openclaw.agent.AgentWords;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages that came while a turn ran and are answered together in one: queue mode {@code collect}. */
final class Together {
    private static final String HEADING = "These messages came while you were busy. Answer them together.";

    /** Characters of a message for which there was no room. */
    private static final int SHORT = 160;

    private Together() {}

    /** What is left of a message that gave up its place. */
    static String shortened(List<Part> parts) {
        String words = AgentWords.of(parts).strip().replaceAll("\\s+", " ");
        String few = words.length() > SHORT ? words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, SHORT))) + "…" : words;
        return few.isEmpty() ? "(picture)" : few;
    }

    /** Whether the second may be answered with the first: both want it, and ask for the same model, depth and time. */
    static boolean fits(RunOrder first, RunOrder second) {
        return first.kind() == RunOrder.Kind.CHAT
                && second.kind() == RunOrder.Kind.CHAT
                && first.queue() == QueueMode.COLLECT
                && second.queue() == QueueMode.COLLECT
                && first.durable() == second.durable()
                && like(first.request()).equals(like(second.request()));
    }

    /** All of a request but its words and its id. */
    private record Like(Object who, Object how, Object extra) {}

    private static Like like(RunRequest request) {
        RunRequest.Extra extra = request.extra();
        return new Like(
                List.of(request.agentId(), request.sessionId(), request.spawn()),
                List.of(request.thinking(), request.verbose(), request.model(), request.timeout(), request.language()),
                List.of(extra.instructions(), extra.tools(), extra.outside(), extra.thinking()));
    }

    /** One message of several: a heading, and each of them with its number. */
    static List<Part> parts(List<List<Part>> messages) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Text(HEADING));
        for (int at = 0; at < messages.size(); at++) {
            String number = (at + 1) + ". ";
            Optional<Part> words = messages.get(at).stream().filter(Part.Text.class::isInstance).findFirst();
            if (words.isEmpty()) {
                parts.add(new Part.Text(number + "(picture)"));
            }
            for (Part part : messages.get(at)) {
                boolean first = words.isPresent() && part == words.get();
                parts.add(first && part instanceof Part.Text(String text) ? new Part.Text(number + text) : part);
            }
        }
        return parts;
    }
}
