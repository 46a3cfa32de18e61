package cn.openclaw.tool.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes to characters, as pages really are. A byte order mark counts first, then the {@code Content-Type} header, then what the page
 * says of itself; a header that says Latin-1 counts last, because servers say it of anything. Where the bytes are not what was
 * said, or nothing was said: UTF-8 if they are that, else GB18030 or Big5, whichever gives the more ordinary Chinese.
 */
final class Charsets {
    private static final int SNIFFED = 4096;
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");

    /** Characters that make up a third of any Chinese text: most in both scripts, then simplified ones, then traditional ones. */
    private static final String ORDINARY = "的一是不了在人有我他中大来上国和地到以要就出也你对生能而子那得于下自年，。、：；"
            + "这个们为说时会来国过还没发后经现动进种样实间问长开见关点"
            + "這個們為說時會來國過還沒發後經現動進種樣實間問長開見關點";

    private Charsets() {}

    static String decode(byte[] bytes, String contentType) {
        Optional<Charset> marked = mark(bytes);
        if (marked.isPresent()) {
            String text = new String(bytes, marked.get());
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        Optional<Charset> said = named(contentType, "charset=");
        Optional<Charset> own = named(new String(bytes, 0, Math.min(SNIFFED, bytes.length), StandardCharsets.ISO_8859_1), "charset=")
                .or(() -> named(new String(bytes, 0, Math.min(200, bytes.length), StandardCharsets.ISO_8859_1), "encoding="));
        Optional<Charset> told = said.filter(charset -> !isLatin(charset)).or(() -> own).or(() -> said);
        boolean fits = told.isPresent() && (isLatin(told.get()) ? !isUtf8(bytes) : badness(bytes, told.get()) < 0.02);
        return fits ? new String(bytes, told.get()) : guessed(bytes);
    }

    private static Optional<Charset> mark(byte[] bytes) {
        int first = bytes.length > 1 ? (bytes[0] & 255) << 8 | bytes[1] & 255 : 0;
        if (first == 0xEFBB && bytes.length > 2 && (bytes[2] & 255) == 0xBF) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        return first == 0xFEFF
                ? Optional.of(StandardCharsets.UTF_16BE)
                : first == 0xFFFE ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private static Optional<Charset> named(String text, String before) {
        int at = text.toLowerCase(Locale.ROOT).indexOf(before);
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + before.length();
        while (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'' || text.charAt(from) == ' ')) {
            from++;
        }
        int to = from;
        while (to < text.length() && (Character.isLetterOrDigit(text.charAt(to)) || "-_:.".indexOf(text.charAt(to)) >= 0)) {
            to++;
        }
        return charset(text.substring(from, to));
    }

    /** As browsers read the labels: GB2312 and GBK are written by programs that mean their big brother. */
    private static Optional<Charset> charset(String label) {
        String name = label.toLowerCase(Locale.ROOT);
        if (name.startsWith("gb") || name.equals("x-gbk") || name.equals("chinese")) {
            return Optional.of(GB18030);
        }
        if (name.startsWith("big5")) {
            return Optional.of(Charset.isSupported("Big5-HKSCS") ? Charset.forName("Big5-HKSCS") : BIG5);
        }
        try {
            return name.isEmpty() || !Charset.isSupported(name) ? Optional.empty() : Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLatin(Charset charset) {
        return charset.equals(StandardCharsets.ISO_8859_1)
                || charset.equals(StandardCharsets.US_ASCII)
                || charset.name().equals("windows-1252");
    }

    /** The share of characters that the bytes do not make in this charset. */
    private static double badness(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        long bad = text.chars().filter(c -> c == '\uFFFD').count();
        return text.isEmpty() ? 0 : (double) bad / text.length();
    }

    private static String guessed(byte[] bytes) {
        if (isUtf8(bytes)) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        String simplified = new String(bytes, GB18030);
        String traditional = new String(bytes, BIG5);
        double one = ordinary(simplified);
        double other = ordinary(traditional);
        if (Math.max(one, other) < 0.02) {
            return badness(bytes, StandardCharsets.UTF_8) < 0.05
                    ? new String(bytes, StandardCharsets.UTF_8)
                    : new String(bytes, Charset.forName("windows-1252"));
        }
        return one >= other ? simplified : traditional;
    }

    /** How much of the wide characters is ordinary Chinese. */
    private static double ordinary(String text) {
        int wide = 0;
        int ordinary = 0;
        for (int at = 0; at < Math.min(text.length(), 20_000); at++) {
            char c = text.charAt(at);
            if (c > 0x7f) {
                wide++;
                ordinary += c != '\uFFFD' && ORDINARY.indexOf(c) >= 0 ? 1 : 0;
            }
        }
        return wide == 0 ? 0 : (double) ordinary / wide;
    }

    /** Whether it is UTF-8, but for an end inside a character: a body may be cut anywhere. */
    private static boolean isUtf8(byte[] bytes) {
        for (int over = 0; over < 4 && over <= bytes.length; over++) {
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, 0, bytes.length - over));
                return true;
            } catch (CharacterCodingException e) {
                // It may end inside a character: try a shorter piece.
            }
        }
        return false;
    }
}
