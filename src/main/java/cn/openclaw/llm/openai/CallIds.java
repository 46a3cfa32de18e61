package cn.openclaw.llm.openai;

import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;

/**
 * Tool-call ids in the form a host takes. Kimi's go back untouched; elsewhere ids of other wires are shortened, by a rule that
 * gives the same id the same form every time.
 */
final class CallIds {
    private static final int LONGEST = 40;

    private final boolean mistral;
    private final boolean untouched;

    CallIds(Dialect dialect) {
        mistral = dialect.is(DialectKey.CALL_IDS, "mistral");
        untouched = dialect.is(DialectKey.BUILTIN_TOOLS, "dollar");
    }

    String sent(String id) {
        // The responses wire joins two ids of its own; the first is the call's.
        int bar = id.indexOf('|');
        String own = CleanText.of(bar > 0 ? id.substring(0, bar) : id);
        if (mistral) {
            return isNine(own) ? own : nine(own);
        }
        return untouched || own.length() <= LONGEST ? own : own.substring(0, LONGEST - 10) + "-" + nine(own);
    }

    private static boolean isNine(String id) {
        return id.length() == 9 && id.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }

    private static String nine(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int at = 0; at < id.length(); at++) {
            hash = (hash ^ id.charAt(at)) * 0x100000001b3L;
        }
        String word = Long.toUnsignedString(hash, 36);
        return ("000000000" + word).substring(word.length());
    }
}
