package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A plain client for the simulator's own tests: nothing of the product's wire code. */
final class Talk {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Simulator simulator;
    private Platform platform = Platform.MOONSHOT_CN;
    private String key = SimulatorKey.CN;
    private String agent = "KimiCLI/0.77";

    Talk(Simulator simulator) {
        this.simulator = simulator;
    }

    record Heard(int status, Map<String, List<String>> headers, String body) {
        JsonNode json() {
            return Json.parse(body);
        }

        String errorType() {
            return json().path("error").path("type").asString("");
        }

        String errorMessage() {
            return json().path("error").path("message").asString("");
        }

        /** The data of every event, without the end mark. */
        List<JsonNode> frames() {
            List<JsonNode> frames = new ArrayList<>();
            for (String line : body.split("\r?\n", -1)) {
                if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
                    frames.add(Json.parse(line.substring(6)));
                }
            }
            return frames;
        }
    }

    Talk as(Platform where, String with) {
        platform = where;
        key = with;
        return this;
    }

    Talk agent(String name) {
        agent = name;
        return this;
    }

    Heard get(String path) {
        return send(request(path).GET().build());
    }

    Heard delete(String path) {
        return send(request(path).DELETE().build());
    }

    Heard post(String path, JsonNode body) {
        return post(path, Json.write(body));
    }

    Heard post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    Heard chat(ObjectNode body) {
        return post("/chat/completions", body);
    }

    HttpRequest.Builder request(String path) {
        URI uri = path.startsWith("http") ? URI.create(path) : URI.create(simulator.base(platform) + path);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).header("User-Agent", agent).header("Content-Type", "application/json");
        return key.isEmpty() ? builder : builder.header("Authorization", "Bearer " + key);
    }

    static Heard send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Heard(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            return new Heard(0, Map.of(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As many bytes of a body as arrive where its end is the connection's, read off a plain socket. */
    byte[] bytes(ObjectNode body) throws IOException {
        byte[] content = Json.bytes(body);
        try (Socket socket = new Socket(simulator.address().getHost(), simulator.address().getPort())) {
            String head = "POST " + simulator.base(platform).getPath() + "/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                    + key + "\r\nContent-Length: " + content.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content);
            byte[] all = socket.getInputStream().readAllBytes();
            int start = new String(all, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            return Arrays.copyOfRange(all, start, all.length);
        }
    }

    static ObjectNode asks(String model, String text) {
        ObjectNode body = Json.object().put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body;
    }

    static ObjectNode with(String json) {
        return (ObjectNode) Json.parse(json);
    }

    /** A request with more members, given as JSON. */
    static ObjectNode asks(String model, String text, String more) {
        ObjectNode body = asks(model, text);
        with(more).properties().forEach(member -> body.set(member.getKey(), member.getValue()));
        return body;
    }

    static ArrayNode messages(ObjectNode body) {
        return (ArrayNode) body.get("messages");
    }

    /** The message that the frames of one choice add up to, as the whole answer would have it. */
    static ObjectNode joined(List<JsonNode> frames, int index) {
        ObjectNode message = Json.object().put("role", "assistant");
        StringBuilder content = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        Map<Integer, ObjectNode> calls = new LinkedHashMap<>();
        String finish = "";
        for (JsonNode frame : frames) {
            for (JsonNode choice : frame.path("choices")) {
                if (choice.path("index").asInt(0) == index) {
                    JsonNode delta = choice.path("delta");
                    content.append(delta.path("content").asString(""));
                    reasoning.append(delta.path("reasoning_content").asString(""));
                    delta.path("tool_calls").forEach(call -> add(calls, call));
                    finish = choice.path("finish_reason").asString(finish);
                }
            }
        }
        message.put("content", content.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!calls.isEmpty()) {
            calls.values().forEach(call -> message.withArray("tool_calls").add(call));
        }
        return message.put("finish", finish);
    }

    private static void add(Map<Integer, ObjectNode> calls, JsonNode piece) {
        ObjectNode call = calls.computeIfAbsent(piece.path("index").asInt(0), number -> Json.object()
                .put("index", number)
                .put("id", "")
                .put("type", "function")
                .set("function", Json.object().put("name", "").put("arguments", "")));
        if (piece.has("id")) {
            call.put("id", piece.get("id").asString(""));
        }
        ObjectNode function = (ObjectNode) call.get("function");
        JsonNode more = piece.path("function");
        function.put("name", function.path("name").asString("") + more.path("name").asString(""));
        function.put("arguments", function.path("arguments").asString("") + more.path("arguments").asString(""));
    }

    static final String READ_TOOL =
            """
            {"tools":[{"type":"function","function":{"name":"read","description":"Reads a file","parameters":{"type":"object",
            "properties":{"path":{"type":"string","description":"which"}},"required":["path"]}}}]}""";
}
