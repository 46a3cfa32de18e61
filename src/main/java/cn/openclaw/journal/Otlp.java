package cn.openclaw.journal;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The way to an OpenTelemetry collector: Protocol Buffers over HTTP (OTLP). */
record Otlp(Diagnostics.Otel otel, Supplier<Http> http) {

    /** Spans or log records as one message; the three signals are of one shape but for what stands innermost. */
    byte[] message(List<Proto> all) {
        return new Proto()
                .message(1, whole -> {
                    resource(whole);
                    whole.message(2, scope -> {
                        scope.message(1, name -> name.text(1, "cn.openclaw"));
                        all.forEach(one -> scope.bytes(2, one.bytes()));
                    });
                })
                .bytes();
    }

    /** Who tells. */
    void resource(Proto all) {
        all.message(1, resource -> resource.message(1, pair -> pair.text(1, "service.name").message(2, any -> any.text(1, otel.service()))));
    }

    /** Sends a message; false if the collector did not take it. */
    boolean post(String path, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(otel.headers());
        headers.put("content-type", "application/x-protobuf");
        try (HttpReply reply = http.get().send(HttpCall.post(URI.create(otel.base() + path), headers, body, HttpLimits.SHORT))) {
            return reply.status() < 300;
        } catch (HttpException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
