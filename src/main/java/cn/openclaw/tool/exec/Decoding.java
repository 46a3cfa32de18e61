package cn.openclaw.tool.exec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a program to text, whatever the pieces are they come in: a character that is cut in two waits for its other half.
 * UTF-8; a line whose first wide bytes are none is GB18030, which older Chinese programs and files hold. Once that was met, and no
 * UTF-8 before it, it is taken for the rest too.
 */
final class Decoding {
    private final CharsetDecoder utf8 = strict(StandardCharsets.UTF_8);
    private final CharsetDecoder gb18030 = strict(Charset.forName("GB18030"));
    private CharsetDecoder decoder = utf8;
    private byte[] left = new byte[0];
    private boolean seenUtf8;
    /** Whether the line that is under way has wide characters already. */
    private boolean wide;

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    String decode(byte[] bytes, int length) {
        byte[] all = new byte[left.length + length];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(bytes, 0, all, left.length, length);
        StringBuilder text = new StringBuilder(all.length);
        int from = 0;
        for (int at = 0; at < all.length; at++) {
            // Neither encoding has this byte inside a character.
            if (all[at] == '\n') {
                text.append(decode(ByteBuffer.wrap(all, from, at + 1 - from), true));
                from = at + 1;
                wide = false;
                decoder = seenUtf8 ? utf8 : decoder;
            }
        }
        return text.append(decode(ByteBuffer.wrap(all, from, all.length - from), false)).toString();
    }

    /** What is still waiting for its other half, as far as it goes. */
    String end() {
        return decode(ByteBuffer.wrap(left), true);
    }

    /** A line, or what there is of it. */
    private String decode(ByteBuffer in, boolean last) {
        int begin = in.position();
        decoder.reset();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 8);
        while (true) {
            CoderResult result = decoder.decode(in, out, last);
            if (!result.isError()) {
                break;
            }
            if (decoder == utf8 && !wide && !hasWide(out)) {
                decoder = gb18030;
                return decode(in.position(begin), last);
            }
            in.position(in.position() + result.length());
            out.put('\uFFFD');
            decoder.reset();
        }
        left = new byte[in.remaining()];
        in.get(left);
        wide |= hasWide(out);
        seenUtf8 |= decoder == utf8 && wide;
        return out.flip().toString();
    }

    private static boolean hasWide(CharBuffer out) {
        for (int at = 0; at < out.position(); at++) {
            if (out.get(at) > 127) {
                return true;
            }
        }
        return false;
    }
}
