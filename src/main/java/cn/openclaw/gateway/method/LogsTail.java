package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigRedaction;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.LogPlace;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The end of the log, or what was added since a cursor. Lines are redacted again, whoever wrote them. */
@AutoService(GatewayMethod.class)
public final class LogsTail implements GatewayMethod {
    @Override
    public String name() {
        return "logs.tail";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        int limit = params.number("limit", 1, 5_000).orElse(500L).intValue();
        int maxBytes = params.number("maxBytes", 1, 1_000_000).orElse(250_000L).intValue();
        Optional<Long> cursor = params.number("cursor", 0, Long.MAX_VALUE);
        Path file = LogPlace.of(call.world());
        ConfigRedaction redaction = ConfigRedaction.of(call.world().config());
        try {
            return tail(file, cursor, new Limits(limit, maxBytes), redaction);
        } catch (IOException e) {
            throw GatewayException.unavailable("log read failed: " + e.getClass().getSimpleName());
        }
    }

    private record Limits(int lines, int bytes) {}

    private static ObjectNode tail(Path file, Optional<Long> cursor, Limits limits, ConfigRedaction redaction) throws IOException {
        ObjectNode answer = Json.object().put("file", file.toString());
        long size = Files.isRegularFile(file) ? Files.size(file) : 0;
        boolean shrank = cursor.filter(at -> at > size).isPresent();
        boolean behind = cursor.filter(at -> size - at > limits.bytes()).isPresent();
        long from = cursor.isPresent() && !shrank && !behind ? cursor.get() : Math.max(0, size - limits.bytes());
        byte[] bytes = size == 0 ? new byte[0] : read(file, from, (int) (size - from));
        boolean cut = from > 0 && !startsLine(file, from);
        List<String> lines = lines(bytes, cut);
        boolean truncated = (cursor.isEmpty() || shrank || behind) && from > 0;
        if (lines.size() > limits.lines()) {
            lines = lines.subList(lines.size() - limits.lines(), lines.size());
            truncated = true;
        }
        answer.put("cursor", from + bytes.length).put("size", size);
        answer.put("truncated", truncated).put("reset", shrank || behind);
        ArrayNode list = answer.putArray("lines");
        lines.forEach(line -> list.add(redaction.words(line)));
        return answer;
    }

    /** Up to the last whole line: half a line is read when its other half is there. */
    private static byte[] read(Path file, long from, int most) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            byte[] bytes = new byte[most];
            int read = 0;
            while (read < most) {
                int more = in.read(bytes, read, most - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
            while (read > 0 && bytes[read - 1] != '\n') {
                read--;
            }
            return Arrays.copyOf(bytes, read);
        }
    }

    private static boolean startsLine(Path file, long from) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from - 1);
            return in.read() == '\n';
        }
    }

    private static List<String> lines(byte[] bytes, boolean cut) {
        List<String> lines = new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
        if (cut && !lines.isEmpty()) {
            lines.removeFirst();
        }
        lines.removeIf(String::isBlank);
        return lines;
    }
}
