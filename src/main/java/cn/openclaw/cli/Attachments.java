package cn.openclaw.cli;

import cn.openclaw.llm.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Pictures given on the command line. What a file is is told by its first bytes, not by its name. */
final class Attachments {
    private static final int MOST_MEGABYTES = 10;

    private Attachments() {}

    static Part.Media read(Path folder, String written) {
        Path file = folder.resolve(written);
        try {
            if (Files.size(file) > (long) MOST_MEGABYTES << 20) {
                throw new UsageException(AgentCommandText.BIG_PICTURE, written, MOST_MEGABYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            String type = type(bytes);
            if (type.isEmpty()) {
                throw new UsageException(AgentCommandText.NO_PICTURE, written);
            }
            return new Part.Media(type, Base64.getEncoder().encodeToString(bytes));
        } catch (IOException e) {
            throw new UsageException(AgentCommandText.NO_FILE, written);
        }
    }

    /** The media type; empty if it is none of the four that every platform takes. */
    static String type(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("GIF8")) {
            return "image/gif";
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? "image/webp" : "";
    }
}
