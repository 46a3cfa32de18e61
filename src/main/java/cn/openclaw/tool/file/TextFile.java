package cn.openclaw.tool.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text file as its author keeps it: its charset, its byte order mark and its line ends are those of the file, so that an edit
 * changes what it names and no other byte.
 *
 * @param text the characters, without the mark
 * @param charset in which they are stored
 * @param mark the bytes before them
 */
record TextFile(String text, Charset charset, byte[] mark) {
    static final long BIGGEST = 32L << 20;

    /** What a new file is written in. */
    static final TextFile NEW = new TextFile("", StandardCharsets.UTF_8, new byte[0]);

    private record Mark(Charset charset, byte... bytes) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(StandardCharsets.UTF_8, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF),
            new Mark(StandardCharsets.UTF_16LE, (byte) 0xFF, (byte) 0xFE),
            new Mark(StandardCharsets.UTF_16BE, (byte) 0xFE, (byte) 0xFF));

    static TextFile read(Path file, String name) throws IOException, Workspace.Refused {
        if (!Files.isRegularFile(file)) {
            throw new Workspace.Refused(Files.isDirectory(file) ? name + " is a folder" : name + " is no regular file");
        }
        if (Files.size(file) > BIGGEST) {
            throw new Workspace.Refused(name + " is too large to edit (" + Files.size(file) + " bytes)");
        }
        byte[] bytes = Files.readAllBytes(file);
        for (Mark mark : MARKS) {
            if (starts(bytes, mark.bytes())) {
                String text = decode(bytes, mark.bytes().length, mark.charset());
                if (text != null) {
                    return new TextFile(text, mark.charset(), mark.bytes());
                }
            }
        }
        for (byte one : bytes) {
            if (one == 0) {
                throw new Workspace.Refused(name + " is not a text file");
            }
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            String text = decode(bytes, 0, charset);
            if (text != null) {
                return new TextFile(text, charset, new byte[0]);
            }
        }
        throw new Workspace.Refused(name + " is neither UTF-8 nor GB18030 text; convert it first");
    }

    /** The bytes of another text in this file's manner. */
    byte[] bytes(String other) throws Workspace.Refused {
        try {
            ByteBuffer encoded = charset.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(java.nio.CharBuffer.wrap(other));
            byte[] all = new byte[mark.length + encoded.remaining()];
            System.arraycopy(mark, 0, all, 0, mark.length);
            encoded.get(all, mark.length, encoded.remaining());
            return all;
        } catch (CharacterCodingException e) {
            throw new Workspace.Refused("the new text has characters that " + charset.name() + " cannot write");
        }
    }

    /** The line end this file uses most. */
    String lineEnd() {
        int crlf = 0;
        int all = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            all++;
            crlf += at > 0 && text.charAt(at - 1) == '\r' ? 1 : 0;
        }
        return crlf * 2 > all ? "\r\n" : "\n";
    }

    /** Another text with this file's line ends. */
    String inItsLines(String other) {
        String plain = other.replace("\r\n", "\n");
        return lineEnd().equals("\n") ? plain : plain.replace("\n", lineEnd());
    }

    private static boolean starts(byte[] bytes, byte[] with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int at = 0; at < with.length; at++) {
            if (bytes[at] != with[at]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String decode(byte[] bytes, int from, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
