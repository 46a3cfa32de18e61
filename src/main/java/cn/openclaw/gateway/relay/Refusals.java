package cn.openclaw.gateway.relay;

import cn.openclaw.auth.AuthException;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Secret;
import cn.openclaw.database.DatabaseException;
import cn.openclaw.gateway.relay.RelayException.Kind;
import cn.openclaw.http.HttpException;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.LedgerException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Wire;
import cn.openclaw.provider.ModelRefException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Errors in the caller's own words. */
final class Refusals {
    /** OpenAI's and Anthropic's programs try a 429 again by themselves, unless they are told not to. */
    private static final String RETRY = "x-should-retry";

    private Refusals() {}

    /** An answer that is an error. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** Something of ours says no. */
    static Answer of(Order order, ClawException why) {
        return of(order.door().wire(), why, why.abroad(order.language()), order.id());
    }

    static Answer of(Wire wire, ClawException why, String said, String id) {
        Kind kind = kind(why);
        Map<String, String> headers = json();
        if (why instanceof RelayException relayed) {
            relayed.retryAfter().ifPresent(wait -> headers.put("retry-after", Long.toString(seconds(wait))));
        }
        if (kind == Kind.CAP) {
            headers.put(RETRY, "false");
        }
        if (kind == Kind.NO_METHOD) {
            headers.put("allow", "POST");
        }
        ObjectNode body = error(wire, kind, code(why, kind), said, id);
        if (why instanceof RelayException relayed && body.get("error") instanceof ObjectNode error) {
            detail(relayed, wire, error);
        }
        return new Answer(kind.status(), headers, Json.bytes(body));
    }

    private static void detail(RelayException why, Wire wire, ObjectNode error) {
        if (wire != Wire.MESSAGES) {
            why.field().ifPresent(field -> error.put("param", field));
        } else if (why.kind() == Kind.UNTHREADED) {
            error.set("details", Json.object().put("error_code", "thread_unsupported_request"));
        }
    }

    private static long seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }

    private static Map<String, String> json() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        return headers;
    }

    private static Kind kind(ClawException why) {
        return switch (why) {
            case RelayException relayed -> relayed.kind();
            case ModelRefException named ->
                named.reason() == ModelRefException.Reason.NOT_ALLOWED
                        ? Kind.FORBIDDEN
                        : named.reason() == ModelRefException.Reason.AMBIGUOUS ? Kind.INVALID : Kind.NOT_FOUND;
            case LedgerException cap -> switch (cap.reason()) {
                case CAP_REACHED -> Kind.CAP;
                case UNPRICED -> Kind.INVALID;
                case BUSY -> Kind.BUSY;
            };
            case AuthException _ -> Kind.UPSTREAM;
            case DatabaseException _ -> Kind.FAULT;
            default -> Kind.UPSTREAM;
        };
    }

    private static @Nullable String code(ClawException why, Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> "model_not_found";
            case CAP -> "insufficient_quota";
            case UNAUTHORIZED -> "invalid_api_key";
            case RATE_LIMITED -> "rate_limit_exceeded";
            default -> why instanceof AuthException ? "no_provider_key" : null;
        };
    }

    /** What an upstream said, or why it said nothing. */
    static Answer of(Order order, Refusal refusal, Optional<Secret> key) {
        Map<String, String> headers = json();
        LlmFailure failure = refusal.why().failure();
        Optional<Duration> wait = wait(failure);
        refusal.retryAfter()
                .or(() -> wait.map(span -> Long.toString(seconds(span))))
                .ifPresent(value -> headers.put("retry-after", value));
        if (failure instanceof LlmFailure.OutOfCredit) {
            headers.put(RETRY, "false");
        }
        Wire wire = order.door().wire();
        int status = status(refusal);
        if (refusal.wire() == wire && refusal.status() >= 400 && isObject(refusal.body())) {
            return new Answer(status, headers, withoutKey(refusal.body(), key));
        }
        Kind kind = kind(failure, status);
        String said = refusal.why().in(order.language());
        // Programs look for these very words to know that a conversation must be shortened.
        boolean full = failure instanceof LlmFailure.ContextOverflow && wire == Wire.MESSAGES;
        String message = full ? "prompt is too long: " + said : said;
        return new Answer(status, headers, Json.bytes(error(wire, kind, code(failure), message, order.id())));
    }

    private static Optional<Duration> wait(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.RateLimited(var after, _) -> after;
            case LlmFailure.Overloaded(var after) -> after;
            case LlmFailure.Unauthorized _, LlmFailure.ClientRefused _, LlmFailure.OutOfCredit _, LlmFailure.Unavailable _,
                    LlmFailure.NoSuchModel _, LlmFailure.ContextOverflow _, LlmFailure.ContentFiltered _, LlmFailure.Refused _ ->
                Optional.empty();
        };
    }

    private static boolean isObject(byte[] body) {
        return body.length > 1 && new String(body, 0, Math.min(body.length, 16), StandardCharsets.UTF_8).strip().startsWith("{");
    }

    /** Hosts quote keys in what they say of them. */
    private static byte[] withoutKey(byte[] body, Optional<Secret> key) {
        if (key.isEmpty() || key.get().reveal().length() < 8) {
            return body;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        String secret = key.get().reveal();
        return text.contains(secret) ? text.replace(secret, "***").getBytes(StandardCharsets.UTF_8) : body;
    }

    /** The upstream's own status; where it had none, what the failure amounts to. */
    private static int status(Refusal refusal) {
        if (refusal.status() >= 400) {
            return refusal.status();
        }
        return switch (refusal.why().failure()) {
            case LlmFailure.Unauthorized _ -> 401;
            case LlmFailure.ClientRefused _ -> 403;
            case LlmFailure.OutOfCredit _, LlmFailure.RateLimited _ -> 429;
            case LlmFailure.Overloaded _ -> 503;
            case LlmFailure.Unavailable(_, var limit) -> limit.filter(Refusals::isLate).isPresent() ? 504 : 502;
            case LlmFailure.NoSuchModel _ -> 404;
            case LlmFailure.ContextOverflow _, LlmFailure.ContentFiltered _, LlmFailure.Refused _ -> 400;
        };
    }

    private static boolean isLate(HttpException.Reason reason) {
        return switch (reason) {
            case CONNECT_LIMIT, FIRST_BYTE_LIMIT, STALL_LIMIT, TOTAL_LIMIT -> true;
            case REQUEST, UNKNOWN_HOST, CONNECT, TLS, PROXY, BROKEN -> false;
        };
    }

    private static Kind kind(LlmFailure failure, int status) {
        return switch (failure) {
            case LlmFailure.Unauthorized _ -> status == 403 ? Kind.FORBIDDEN : Kind.UNAUTHORIZED;
            case LlmFailure.ClientRefused _ -> Kind.FORBIDDEN;
            case LlmFailure.OutOfCredit _ -> Kind.CAP;
            case LlmFailure.RateLimited _ -> Kind.RATE_LIMITED;
            case LlmFailure.Overloaded _ -> Kind.BUSY;
            case LlmFailure.Unavailable _ -> status == 504 ? Kind.LATE : Kind.UPSTREAM;
            case LlmFailure.NoSuchModel _ -> Kind.NOT_FOUND;
            case LlmFailure.ContextOverflow _, LlmFailure.ContentFiltered _, LlmFailure.Refused _ -> Kind.INVALID;
        };
    }

    private static @Nullable String code(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.ContextOverflow _ -> "context_length_exceeded";
            case LlmFailure.ContentFiltered _ -> "content_filter";
            case LlmFailure.NoSuchModel _ -> "model_not_found";
            case LlmFailure.OutOfCredit _ -> "insufficient_quota";
            case LlmFailure.RateLimited _ -> "rate_limit_exceeded";
            case LlmFailure.Unauthorized _ -> "upstream_unauthorized";
            case LlmFailure.ClientRefused _, LlmFailure.Overloaded _, LlmFailure.Unavailable _, LlmFailure.Refused _ -> null;
        };
    }

    static ObjectNode error(Wire wire, Kind kind, @Nullable String code, String message, String id) {
        if (wire == Wire.MESSAGES) {
            ObjectNode body = Json.object().put("type", "error");
            body.set("error", Json.object().put("type", kind.anthropic()).put("message", message));
            return body.put("request_id", id);
        }
        ObjectNode error = Json.object().put("message", message).put("type", kind.openai()).putNull("param");
        if (code == null) {
            error.putNull("code");
        } else {
            error.put("code", code);
        }
        ObjectNode body = Json.object();
        body.set("error", error);
        return body;
    }

    /**
     * An error in the middle of a stream.
     *
     * @param number of this event, where the wire numbers them
     */
    static String event(Wire wire, Kind kind, String message, int number) {
        return switch (wire) {
            case COMPLETIONS -> "data: " + Json.write(error(wire, kind, null, message, "")) + "\n\n";
            case MESSAGES -> {
                ObjectNode event = Json.object().put("type", "error");
                event.set("error", Json.object().put("type", kind.anthropic()).put("message", message));
                yield "event: error\ndata: " + Json.write(event) + "\n\n";
            }
            case RESPONSES -> {
                ObjectNode event = Json.object().put("type", "error").put("code", kind.openai()).put("message", message).putNull("param");
                // OpenAI documents the flat form and sends the nested one; its own programs look for the latter.
                event.set("error", error(wire, kind, kind.openai(), message, "").get("error"));
                event.put("sequence_number", number);
                yield "event: error\ndata: " + Json.write(event) + "\n\n";
            }
        };
    }

    /** Some hosts say 200 and then that something is wrong. As long as the caller has heard nothing, that is a refusal. */
    static boolean begins(ByteBuf bytes) {
        String begin = bytes.toString(bytes.readerIndex(), Math.min(40, bytes.readableBytes()), StandardCharsets.ISO_8859_1);
        return begin.startsWith("event: error") || begin.startsWith("data: {\"error\"") || begin.startsWith("data:{\"error\"");
    }
}
