package cn.openclaw.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What an organisation's earlier prompts have in common with a new one, from the first character on, in whole blocks of 256
 * tokens; a prompt that was seen whole counts whole. Any change in the history is a miss from there on.
 */
final class PrefixCache {
    private static final int BLOCK = 256;
    private static final int REMEMBERED = 64;
    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

    private final Deque<String> earlier = new ArrayDeque<>();

    /** How many of the prompt's {@code tokens} are found; the prompt is remembered. */
    synchronized int hit(String prompt, int tokens) {
        int found = 0;
        for (String known : earlier) {
            int common = common(known, prompt);
            if (common == prompt.length()) {
                found = tokens;
            } else {
                int inBlocks = Tokens.of(prompt.substring(0, common)) / BLOCK * BLOCK;
                found = Math.max(found, Math.min(tokens, inBlocks));
            }
        }
        earlier.remove(prompt);
        earlier.addFirst(prompt);
        while (earlier.size() > REMEMBERED || (earlier.size() > 1 && characters() > MOST_CHARACTERS)) {
            earlier.removeLast();
        }
        return found;
    }

    private long characters() {
        return earlier.stream().mapToLong(String::length).sum();
    }

    private static int common(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }
}
