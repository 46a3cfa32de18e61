package cn.openclaw.agent;

/**
 * The word by which a model says that it has nothing to say. Only the word itself is silence: an answer that merely begins like it
 * ("No …") is an answer, and words beside it are kept.
 */
final class Silence {
    static final String WORD = "NO_REPLY";

    private Silence() {}

    /** Whether an answer is this word and nothing else; quotes, emphasis and a full stop around it change nothing. */
    static boolean isSilent(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isDress(text.charAt(from))) {
            from++;
        }
        while (to > from && isDress(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to).equals(WORD);
    }

    private static boolean isDress(char c) {
        return Character.isWhitespace(c) || "*`\"'.。_".indexOf(c) >= 0;
    }

    /** Whether what was heard so far may still become this word. */
    static boolean mayBecome(String begun) {
        String words = begun.stripLeading();
        return words.length() <= WORD.length() ? WORD.startsWith(words) : words.startsWith(WORD) && isSilent(words);
    }

    /** The answer without the word at its beginning or end, where it stands as a word of its own. */
    static String without(String text) {
        String left = text.strip();
        if (left.startsWith(WORD) && left.length() > WORD.length() && Character.isWhitespace(left.charAt(WORD.length()))) {
            left = left.substring(WORD.length()).strip();
        }
        int at = left.length() - WORD.length();
        if (left.endsWith(WORD) && at > 0 && Character.isWhitespace(left.charAt(at - 1))) {
            left = left.substring(0, at).strip();
        }
        return left.length() == text.strip().length() ? text : left;
    }
}
