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
 * UTF-8; from the first bytes that are none, if nothing before showed that it is, GB18030, which older Chinese programs write.
 */
final class Decoding {
    private CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] left = new byte[0];
    private boolean seenUtf8;
    private boolean second;

    String decode(byte[] bytes, int length) {
        byte[] all = new byte[left.length + length];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(bytes, 0, all, left.length, length);
        return decode(all, false);
    }

    /** What is still waiting for its other half, as far as it goes. */
    String end() {
        String rest = decode(left, true);
        left = new byte[0];
        return rest;
    }

    private String decode(byte[] all, boolean last) {
        decoder.reset().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(all);
        CharBuffer out = CharBuffer.allocate(all.length + 8);
        while (true) {
            CoderResult result = decoder.decode(in, out, last);
            if (!result.isError()) {
                break;
            }
            if (!second && !seenUtf8 && !hasWide(out)) {
                decoder = Charset.forName("GB18030").newDecoder();
                second = true;
                return decode(all, last);
            }
            in.position(in.position() + result.length());
            out.put('\uFFFD');
            decoder.reset();
        }
        left = new byte[in.remaining()];
        in.get(left);
        seenUtf8 |= !second && hasWide(out);
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
