package cn.openclaw.simulator;

import java.util.List;

/**
 * What the "model" says to one request, complete, before it is cut into frames.
 *
 * @param reasoning its thoughts; empty where it does not think
 * @param content its words; empty where it only calls tools
 * @param calls the tools it wants called
 * @param finish why it ended, in the platform's words
 * @param pieces how the content is cut; empty where the cutter decides
 */
record Answer(String reasoning, String content, List<Call> calls, String finish, List<String> pieces) {

    /**
     * One tool call.
     *
     * @param id as on the wire; empty for a call without one
     * @param arguments the characters of a JSON object, or whatever a script wants there
     */
    record Call(String id, String name, String arguments) {}

    Answer {
        calls = List.copyOf(calls);
        pieces = List.copyOf(pieces);
    }

    static Answer says(String reasoning, String content) {
        return new Answer(reasoning, content, List.of(), "stop", List.of());
    }

    static Answer calls(String reasoning, List<Call> calls) {
        return new Answer(reasoning, "", calls, "tool_calls", List.of());
    }

    Answer withFinish(String value) {
        return new Answer(reasoning, content, calls, value, pieces);
    }

    Answer withContent(String value) {
        return new Answer(reasoning, value, calls, finish, List.of());
    }

    int reasoningTokens() {
        return Tokens.of(reasoning);
    }

    int tokens() {
        int sum = Tokens.of(reasoning) + Tokens.of(content);
        for (Call call : calls) {
            sum += Tokens.of(call.name()) + Tokens.of(call.arguments()) + 8;
        }
        return sum;
    }

    /** What is left of it within a limit: thoughts come first, so that a small limit may leave no word at all. */
    Answer within(int maxTokens) {
        if (tokens() <= maxTokens) {
            return this;
        }
        String thoughts = Tokens.first(reasoning, maxTokens);
        int left = maxTokens - Tokens.of(thoughts);
        String words = thoughts.equals(reasoning) ? Tokens.first(content, left) : "";
        return new Answer(thoughts, words, List.of(), "length", List.of());
    }

    /** What is left of its words before the first stop string. Thoughts and tool calls are not searched. */
    Answer stoppedBefore(List<String> stops) {
        int cut = content.length();
        for (String stop : stops) {
            int at = stop.isEmpty() ? -1 : content.indexOf(stop);
            cut = at >= 0 ? Math.min(cut, at) : cut;
        }
        return cut == content.length() ? this : new Answer(reasoning, content.substring(0, cut), List.of(), "stop", List.of());
    }
}
