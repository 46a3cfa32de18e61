package cn.openclaw.llm;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Answers every call with the same bytes, in pieces of chance lengths, and remembers what was asked. */
final class CannedHttp implements Http {
    final List<HttpCall> calls = new ArrayList<>();
    boolean closed;
    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;
    private final Random random;

    CannedHttp(int status, byte[] body, Map<String, String> headers, Random random) {
        this.status = status;
        this.body = body;
        this.headers = headers;
        this.random = random;
    }

    static CannedHttp stream(byte[] body) {
        return new CannedHttp(200, body, Map.of("content-type", "text/event-stream"), new Random(1));
    }

    ObjectNode request() {
        return (ObjectNode) Json.parse(calls.getLast().body());
    }

    String header(String name) {
        return calls.getLast().headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    @Override
    public HttpReply send(HttpCall call) {
        calls.add(call);
        return new HttpReply() {
            private int at;

            @Override
            public int status() {
                return status;
            }

            @Override
            public Optional<String> header(String name) {
                return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
            }

            @Override
            public int read(byte[] into) {
                if (at == body.length) {
                    return -1;
                }
                int size = Math.min(Math.min(into.length, body.length - at), 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 5));
                System.arraycopy(body, at, into, 0, size);
                at += size;
                return size;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
