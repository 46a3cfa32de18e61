package cn.openclaw.simulator;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is turned down before anything is generated. How it looks on the wire depends on the route; see {@link ErrorBody}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final transient Map<String, String> headers;

    Refusal(int status, String type, String message) {
        this(status, type, message, null);
    }

    /** @param retryAfter what the {@code Retry-After} header says, in whole seconds rounded up; null for no such header */
    Refusal(int status, String type, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.headers = retryAfter == null
                ? Map.of()
                : Map.of("Retry-After", Long.toString((retryAfter.toMillis() + 999) / 1000));
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "invalid_request_error", message);
    }

    static Refusal noSuchModel(String model) {
        return new Refusal(404, "resource_not_found_error", "Not found the model " + model + " or Permission denied");
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
