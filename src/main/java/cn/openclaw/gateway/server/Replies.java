package cn.openclaw.gateway.server;

import cn.openclaw.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Answers that no door gives, and what every answer carries. */
final class Replies {
    static final String TOO_MANY = "too many failed attempts; try again later";

    private Replies() {}

    /** A refusal in the shape that OpenAI's clients read. */
    static byte[] errorBody(int status, String why) {
        String type = switch (status) {
            case 401, 403 -> "unauthorized";
            case 404 -> "not_found";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
        return Json.bytes(Json.object().set("error", Json.object().put("message", why).put("type", type)));
    }

    static FullHttpResponse error(int status, String why) {
        FullHttpResponse response = plain(status, errorBody(status, why));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        response.headers().set("x-content-type-options", "nosniff");
        return response;
    }

    /** Too many wrong logins. */
    static FullHttpResponse later(long waitMs) {
        FullHttpResponse response = error(429, TOO_MANY);
        response.headers().set(HttpHeaderNames.RETRY_AFTER, Math.max(1, (waitMs + 999) / 1000));
        return response;
    }

    /** A browser asks whether its page may ask. */
    static FullHttpResponse preflight(String origin, HttpRequest request, boolean named) {
        FullHttpResponse response = plain(204, new byte[0]);
        response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        if (named) {
            response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.headers().set(HttpHeaderNames.VARY, "origin");
            response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE, OPTIONS");
            String asked = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
            response.headers()
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked == null ? "authorization, content-type" : asked);
            response.headers().set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
        }
        return response;
    }

    private static FullHttpResponse plain(int status, byte[] body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }

    /** What every answer carries. */
    static void dress(HttpResponse response, Visit visit, Core core) {
        HttpHeaders headers = response.headers();
        if (!headers.contains("x-content-type-options")) {
            headers.set("x-content-type-options", "nosniff");
        }
        visit.visitor().origin().filter(origin -> core.neighbours().origins().names(origin)).ifPresent(origin -> {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.add(HttpHeaderNames.VARY, "origin");
            headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "*");
        });
    }
}
