package cn.openclaw.gateway.method;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.tool.Pictures;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Pictures that come with a message. What one is, its first bytes tell; anything else than a picture is left out. */
final class Attached {
    /** Decoded, as in the original. */
    private static final int MOST_BYTES = 5_000_000;

    private Attached() {}

    /**
     * Reads {@code attachments[]}.
     *
     * @throws GatewayException if one is no base 64, or too large
     */
    static List<Part> read(Params params) {
        List<Part> parts = new ArrayList<>();
        int number = 0;
        for (JsonNode attachment : params.list("attachments")) {
            number++;
            String name = Optional.ofNullable(Json.text(attachment, "fileName")).orElse("attachment-" + number);
            String content = Json.text(attachment, "content");
            if (content == null) {
                throw GatewayException.invalid("attachment " + name + ": content must be base64 string");
            }
            picture(name, content).ifPresent(parts::add);
        }
        return parts;
    }

    private static Optional<Part> picture(String name, String content) {
        int comma = content.startsWith("data:") ? content.indexOf(',') : -1;
        String base64 = content.substring(comma + 1).strip();
        if (base64.length() > MOST_BYTES / 3L * 4 + 8) {
            throw GatewayException.invalid("attachment " + name + ": exceeds size limit (" + MOST_BYTES + " bytes)");
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(strict(name, base64));
        } catch (IllegalArgumentException e) {
            throw bad(name);
        }
        if (bytes.length == 0) {
            throw bad(name);
        }
        return Pictures.kind(bytes).map(kind -> new Part.Media(kind.mimeType(), Base64.getEncoder().encodeToString(bytes)));
    }

    /** The lenient decoder takes line breaks; nothing else that does not belong there passes here. */
    private static String strict(String name, String base64) {
        for (int at = 0; at < base64.length(); at++) {
            char c = base64.charAt(at);
            boolean fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+/=\r\n".indexOf(c) >= 0;
            if (!fine) {
                throw bad(name);
            }
        }
        return base64;
    }

    private static GatewayException bad(String name) {
        return GatewayException.invalid("attachment " + name + ": invalid base64 content");
    }
}
