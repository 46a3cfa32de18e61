package cn.openclaw.gateway.relay;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A program that asks, in tests. */
final class Ask implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String token;

    Ask() {
        this(TestGateway.TOKEN);
    }

    Ask(String token) {
        this.token = token;
    }

    record Said(int status, HttpResponse<String> reply) {
        JsonNode json() {
            return Json.parse(reply.body());
        }

        String body() {
            return reply.body();
        }

        String header(String name) {
            return reply.headers().firstValue(name).orElse("");
        }

        /** The data of its events that are JSON. */
        List<JsonNode> events() {
            List<JsonNode> all = new ArrayList<>();
            for (String line : reply.body().split("\n")) {
                if (line.startsWith("data: {")) {
                    all.add(Json.parse(line.substring(6)));
                }
            }
            return all;
        }
    }

    Said post(URI uri, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Said get(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).header("authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private Said send(HttpRequest request) {
        try {
            HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Said(reply.statusCode(), reply);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.uri() + ": " + e, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
