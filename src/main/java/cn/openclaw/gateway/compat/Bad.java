package cn.openclaw.gateway.compat;

import java.io.Serial;

/** A request over HTTP that cannot be fulfilled as it is; the reader of it is another program, so it is English. */
final class Bad extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    Bad(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
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

    /** The sentence; never null, unlike what the parent class promises. */
    String words() {
        return String.valueOf(getMessage());
    }
}
