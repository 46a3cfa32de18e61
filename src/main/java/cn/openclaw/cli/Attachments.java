package cn.openclaw.cli;

import cn.openclaw.llm.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Pictures and videos given on the command line. What a file is is told by its first bytes, not by its name. */
final class Attachments {
    private static final int MOST_MEGABYTES = 10;

    /** Moonshot's limit for a file. */
    private static final int MOST_VIDEO_MEGABYTES = 100;

    private Attachments() {}

    static Part.Media read(Path folder, String written) {
        Path file = folder.resolve(written);
        try {
            String video = video(head(file));
            int most = video.isEmpty() ? MOST_MEGABYTES : MOST_VIDEO_MEGABYTES;
            if (Files.size(file) > (long) most << 20) {
                throw new UsageException(AgentCommandText.BIG_PICTURE, written, most);
            }
            if (!video.isEmpty()) {
                return new Part.Media(video, VideoUploads.LATER + file.toAbsolutePath());
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

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(16);
        }
    }

    /** The media type of a video; empty if it is none that Kimi takes. */
    static String video(byte[] bytes) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        if (head.startsWith("ftyp", 4)) {
            // HEIC and AVIF pictures come in the same box.
            boolean picture = head.startsWith("hei", 8) || head.startsWith("avi", 8) || head.startsWith("mif1", 8);
            return picture ? "" : head.startsWith("qt", 8) ? "video/quicktime" : head.startsWith("3gp", 8) ? "video/3gpp" : "video/mp4";
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return "video/webm";
        }
        if (head.startsWith("RIFF") && head.startsWith("AVI ", 8)) {
            return "video/x-msvideo";
        }
        if (head.startsWith("FLV\u0001")) {
            return "video/x-flv";
        }
        if (head.startsWith("0&\u00b2u")) {
            return "video/x-ms-wmv";
        }
        return head.startsWith("\u0000\u0000\u0001\u00ba") || head.startsWith("\u0000\u0000\u0001\u00b3") ? "video/mpeg" : "";
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
