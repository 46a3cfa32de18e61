package cn.openclaw.tui.chat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jline.utils.NonBlockingInputStream;

/**
 * The characters that a terminal sends. The library's own reader keeps back what of a burst exceeds 1024 characters until another key
 * is pressed: the end of a long paste did not appear. Used by one thread.
 */
final class Typing {
    private static final int MOST = 4096;

    private final NonBlockingInputStream input;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(MOST);
    private final CharBuffer characters = CharBuffer.allocate(MOST);

    Typing(NonBlockingInputStream input) {
        this.input = input;
    }

    /**
     * Waits for characters, and takes all that come together.
     *
     * @param most how long to wait for the first
     * @return blank if none came; nothing at the end of the input
     */
    Optional<String> read(Duration most) throws IOException {
        int read = input.readBuffered(bytes.array(), bytes.position(), bytes.remaining(), most.toMillis());
        if (read == NonBlockingInputStream.EOF) {
            return Optional.empty();
        }
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        decoder.decode(bytes, characters.clear(), false);
        bytes.compact();
        return Optional.of(characters.flip().toString());
    }
}
