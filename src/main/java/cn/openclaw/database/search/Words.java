package cn.openclaw.database.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into the words of the index. FTS5's own tokenizers take a Chinese sentence for one word, so nothing inside it would
 * ever be found.
 *
 * <p>Scripts that are written without spaces (Han, kana, hangul, Thai …) become overlapping pairs of characters: 会话压缩 is
 * 会话 话压 压缩 缩. The last character stands alone, so that each character begins exactly one word: a question of one character
 * is a question for a beginning, and one of several is a phrase of pairs, which finds exactly that sequence. All other letters
 * and digits become words: small letters, without accents, in half width.
 */
public final class Words {
    /** Longer runs are no words but data; their beginning is enough to find them. */
    static final int LONGEST = 64;

    private Words() {}

    /**
     * A word and where it stands.
     *
     * @param token as it stands in the index
     * @param start index of its first character
     * @param end index after its last
     * @param paired whether it belongs to a run without spaces
     */
    record Word(String token, int start, int end, boolean paired) {}

    private interface Listener {
        void word(int start, int end);

        void run(int start, int end);
    }

    /** The text as it is given to FTS5 with {@code tokenize='ascii'}: words with spaces between them. */
    public static String indexed(String text) {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 2 + 16);
        scan(text, new Listener() {
            @Override
            public void word(int start, int end) {
                fold(text, start, end, out);
                out.append(' ');
            }

            @Override
            public void run(int start, int end) {
                for (int at = start; at < end; ) {
                    int next = at + Character.charCount(text.codePointAt(at));
                    int after = next < end ? next + Character.charCount(text.codePointAt(next)) : next;
                    pair(text, at, after, out);
                    out.append(' ');
                    at = next;
                }
            }
        });
        return out.toString();
    }

    /** The same words, with their places. */
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        scan(text, new Listener() {
            @Override
            public void word(int start, int end) {
                token.setLength(0);
                fold(text, start, end, token);
                words.add(new Word(token.toString(), start, end, false));
            }

            @Override
            public void run(int start, int end) {
                for (int at = start; at < end; ) {
                    int next = at + Character.charCount(text.codePointAt(at));
                    int after = next < end ? next + Character.charCount(text.codePointAt(next)) : next;
                    token.setLength(0);
                    pair(text, at, after, token);
                    words.add(new Word(token.toString(), at, after, true));
                    at = next;
                }
            }
        });
        return words;
    }

    private static void scan(String text, Listener listener) {
        int at = 0;
        while (at < text.length()) {
            int start = at;
            int kind = kind(text, at);
            while (at < text.length() && kind(text, at) == kind) {
                at += width(text, at);
            }
            if (kind == WORD) {
                listener.word(start, at);
            } else if (kind == RUN) {
                listener.run(start, at);
            }
        }
    }

    private static final int NOTHING = 0;
    private static final int WORD = 1;
    private static final int RUN = 2;

    private static int width(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at)) ? Character.charCount(text.codePointAt(at)) : 1;
    }

    private static int kind(String text, int at) {
        char c = text.charAt(at);
        if (c < 128) {
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return word ? WORD : NOTHING;
        }
        if (c >= 0x4E00 && c <= 0x9FFF) {
            return RUN;
        }
        int point = text.codePointAt(at);
        if (isPaired(point)) {
            return RUN;
        }
        // An accent that stands by itself belongs to the letter before it.
        return Character.isLetterOrDigit(point) || (point >= 0x300 && point <= 0x36F) ? WORD : NOTHING;
    }

    /** Written without spaces between words, or, like hangul, with endings that hide the word. */
    private static boolean isPaired(int point) {
        if (point < 0x0E00) {
            return false;
        }
        boolean letters = point >= 0x3400 && point <= 0x4DBF // Han, extension A
                || point >= 0x3041 && point <= 0x30FF && point != 0x30FB // kana
                || point >= 0x31F0 && point <= 0x31FF
                || point == 0x3005 || point == 0x3007 // 々 〇
                || point >= 0xF900 && point <= 0xFAFF // Han, compatibility
                || point >= 0xFF66 && point <= 0xFF9F // kana, half width
                || point >= 0x20000 && point <= 0x3FFFF; // Han, further extensions
        return letters
                || point >= 0xAC00 && point <= 0xD7A3 || point >= 0x1100 && point <= 0x11FF // hangul
                || point >= 0x0E01 && point <= 0x0EFF && Character.isDefined(point) && !Character.isDigit(point) // Thai, Lao
                || point >= 0x1000 && point <= 0x109F || point >= 0x1780 && point <= 0x17FF; // Burmese, Khmer
    }

    private static void fold(String text, int start, int end, StringBuilder out) {
        int stop = Math.min(end, start + LONGEST);
        boolean plain = true;
        for (int at = start; at < stop && plain; at++) {
            plain = text.charAt(at) < 128;
        }
        if (!plain) {
            String whole = Normalizer.normalize(text.substring(start, stop), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
            whole.codePoints().filter(Character::isLetterOrDigit).forEach(out::appendCodePoint);
            return;
        }
        for (int at = start; at < stop; at++) {
            char c = text.charAt(at);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
    }

    private static void pair(String text, int start, int end, StringBuilder out) {
        char first = text.charAt(start);
        if (first >= 0xF900) {
            out.append(Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFKC));
        } else {
            out.append(text, start, end);
        }
    }
}
