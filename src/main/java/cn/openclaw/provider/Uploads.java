package cn.openclaw.provider;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Redactor;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Endpoint;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Gives a file to Kimi's platforms, so that messages can name it instead of holding it: {@code POST /files}. Such a name is good on
 * the same platform and account alone.
 */
public final class Uploads {
    private static final int SHOWN = 300;

    private Uploads() {}

    /** Whether a provider keeps files for messages. */
    public static boolean areTakenBy(String providerId) {
        return providerId.equals("moonshot") || providerId.equals("kimi-code");
    }

    /**
     * Uploads a file and answers its name, {@code ms://<id>}.
     *
     * @param purpose {@code video}, {@code image}
     * @throws ProviderException if the platform does not take it
     * @throws cn.openclaw.http.HttpException if no answer came
     */
    public static String upload(Http http, Endpoint endpoint, String purpose, String mimeType, byte[] bytes) throws InterruptedException {
        String boundary = "claw-" + digest(bytes);
        Map<String, String> headers = new LinkedHashMap<>(endpoint.headers());
        endpoint.key().ifPresent(key -> headers.put("Authorization", "Bearer " + key.reveal()));
        headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);
        URI uri = URI.create(endpoint.baseUrl().toString().replaceFirst("/+$", "") + "/files");
        byte[] body = body(boundary, purpose, mimeType, bytes);
        try (HttpReply reply = http.send(HttpCall.post(uri, headers, body, endpoint.limits()).through(endpoint.proxy()))) {
            String text = new String(reply.body(65_536), StandardCharsets.UTF_8);
            String id = id(text);
            if (reply.status() >= 400 || id.isEmpty()) {
                String said = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
                throw new ProviderException(
                        ExitCode.REFUSED,
                        ProviderText.UPLOAD_REFUSED,
                        endpoint.ref().provider(),
                        reply.status(),
                        new Redactor(endpoint.key().stream().toList()).redact(said));
            }
            return "ms://" + id;
        }
    }

    private static String id(String text) {
        try {
            JsonNode json = Json.parse(text);
            String id = Json.text(json, "id");
            return id == null ? "" : id;
        } catch (JsonException e) {
            return "";
        }
    }

    private static byte[] body(String boundary, String purpose, String mimeType, byte[] bytes) {
        String ending = mimeType.substring(mimeType.indexOf('/') + 1);
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + purpose + "." + ending + "\"\r\nContent-Type: "
                + mimeType + "\r\n\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 1024);
        out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    /** A boundary that the file cannot hold: nothing contains its own digest. */
    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).substring(0, 40);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
