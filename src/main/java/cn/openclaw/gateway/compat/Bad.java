package cn.openclaw.gateway.compat;

import java.io.Serial;
import java.util.Map;

/** A request over HTTP that cannot be fulfilled as it is; the reader of it is another program, so it is English. */
final class Bad extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final transient Map<String, String> headers;

    Bad(int status, String type, String message) {
        this(status, type, message, Map.of());
    }

    /** @param headers what a program that tries again by itself goes by */
    Bad(int status, String type, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.type = type;
        this.headers = headers;
    }

    static Bad request(String message) {
        return new Bad(400, "invalid_request_error", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The sentence; never null, unlike what the parent class promises. */
    String words() {
        return String.valueOf(getMessage());
    }
}
