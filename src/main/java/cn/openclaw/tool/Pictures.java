package cn.openclaw.tool;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.model.ModelDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Pictures for models that see. What a file is, its first bytes tell and not its name. A picture that is larger than a platform
 * takes with ease is made smaller, and only then is the JDK's graphics library loaded.
 */
public final class Pictures {
    /** Larger files are not even opened. */
    public static final int MOST_BYTES = 20 << 20;

    /** A request with several pictures still fits into Moonshot's two megabytes. */
    private static final int EASY_BYTES = 1_000_000;

    private static final int EASY_SIDE = 2048;

    private Pictures() {}

    /**
     * What is known of a picture from its beginning.
     *
     * @param mimeType {@code image/png}, {@code image/jpeg}, {@code image/gif} or {@code image/webp}
     * @param width in pixels; 0 if the beginning does not tell
     * @param height in pixels; 0 if the beginning does not tell
     */
    public record Kind(String mimeType, int width, int height) {
        boolean isLarge() {
            return Math.max(width, height) > EASY_SIDE;
        }
    }

    /** What picture begins with these bytes; empty if none of the four that every platform takes. */
    public static Optional<Kind> kind(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(30, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n")) {
            return Optional.of(bytes.length < 24 ? new Kind("image/png", 0, 0) : new Kind("image/png", big(bytes, 16, 4), big(bytes, 20, 4)));
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(jpeg(bytes));
        }
        if (head.startsWith("GIF8")) {
            return Optional.of(bytes.length < 10 ? new Kind("image/gif", 0, 0) : new Kind("image/gif", little(bytes, 6), little(bytes, 8)));
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            boolean extended = head.startsWith("VP8X", 12) && bytes.length >= 30;
            return Optional.of(new Kind(
                    "image/webp", extended ? 1 + (little(bytes, 24) | (bytes[26] & 255) << 16) : 0, extended ? 1 + (little(bytes, 27) | (bytes[29] & 255) << 16) : 0));
        }
        return Optional.empty();
    }

    private static Kind jpeg(byte[] bytes) {
        for (int at = 2; at + 9 < bytes.length && (bytes[at] & 255) == 0xff; ) {
            int marker = bytes[at + 1] & 255;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return new Kind("image/jpeg", big(bytes, at + 7, 2), big(bytes, at + 5, 2));
            }
            at += 2 + Math.max(2, big(bytes, at + 2, 2));
        }
        return new Kind("image/jpeg", 0, 0);
    }

    private static int big(byte[] bytes, int at, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | bytes[at + i] & 255;
        }
        return Math.max(0, number);
    }

    private static int little(byte[] bytes, int at) {
        return bytes[at] & 255 | (bytes[at + 1] & 255) << 8;
    }

    public static boolean sees(ModelDefinition model) {
        return model.input().contains("image");
    }

    /** A picture as a part of a message, made smaller where it has to be; empty if it is too large and cannot be made smaller here. */
    public static Optional<Part.Media> media(byte[] bytes, Kind kind) {
        if (bytes.length <= EASY_BYTES && !kind.isLarge()) {
            return Optional.of(new Part.Media(kind.mimeType(), Base64.getEncoder().encodeToString(bytes)));
        }
        Optional<Part.Media> smaller = PictureShrinker.shrink(bytes, EASY_SIDE, EASY_BYTES);
        boolean bearable = bytes.length <= 4 * EASY_BYTES && !kind.isLarge();
        return smaller.isPresent() || !bearable
                ? smaller
                : Optional.of(new Part.Media(kind.mimeType(), Base64.getEncoder().encodeToString(bytes)));
    }

    /** What a tool answers that was to read a file which is a picture. */
    public static ToolOutcome shown(String name, byte[] bytes, Kind kind, Tool.Context context) {
        String size = kind.width() > 0 ? ", " + kind.width() + "x" + kind.height() : "";
        String what = name + " is a picture (" + kind.mimeType() + size + ", " + (bytes.length + 1023) / 1024 + " kB)";
        if (!sees(context.turn().model())) {
            return new ToolOutcome.Failed(what + ", and this model cannot see pictures. Use the tool image if it is there, or ask the user"
                    + " to choose a model that sees.");
        }
        Optional<Part.Media> media = media(bytes, kind);
        if (media.isEmpty()) {
            return new ToolOutcome.Failed(what + "; it is too large to be shown and cannot be made smaller here.");
        }
        boolean shrunk = !media.get().base64().equals(Base64.getEncoder().encodeToString(bytes));
        return new ToolOutcome.Done(
                what + (shrunk ? "; it is shown smaller." : "."),
                List.of(media.get()),
                Optional.of(Json.object().put("path", name).put("mimeType", kind.mimeType()).put("bytes", bytes.length)));
    }
}
