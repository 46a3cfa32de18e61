package cn.openclaw.page;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the gateway of paste and paper says: {@code page/answers.json} by method ({@code "@-60000"} is a minute ago), and a few runs
 * that are played word by word. It remembers what was asked, for tests.
 */
final class MockAnswers {
    static final String TOKEN = "a-token-for-tests";
    private static final Pattern TIME = Pattern.compile("\"@(-?\\d+)\"");
    private static final String KEY = "agent:main:main";

    private final MockGateway gateway;
    private final JsonNode answers;
    private final AtomicInteger seq = new AtomicInteger();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final List<JsonNode> said = new ArrayList<>();
    private final Map<String, UnaryOperator<JsonNode>> instead = new ConcurrentHashMap<>();
    private volatile String raw;
    private volatile boolean stopped;
    private volatile boolean running;
    private volatile String decision = "";

    MockAnswers(MockGateway gateway, boolean english) {
        this.gateway = gateway;
        this.answers = english ? translated(read("answers"), read("english")) : read("answers");
        this.raw = answers.get("config.get").get("raw").stringValue();
    }

    private static JsonNode translated(JsonNode tree, JsonNode words) {
        if (tree.isString() && words.has(tree.stringValue())) {
            return words.get(tree.stringValue());
        }
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(translated(member.getValue(), words)));
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, translated(array.get(i), words));
            }
        }
        return tree;
    }

    private static JsonNode read(String name) {
        try (InputStream in = MockAnswers.class.getResourceAsStream("/page/" + name + ".json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            long now = System.currentTimeMillis();
            return Json.parse(TIME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(String.valueOf(now + Long.parseLong(found.group(1))))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All requests for a method so far, oldest first. */
    List<JsonNode> asked(String method) {
        return asked.stream().filter(one -> one.get("method").stringValue().equals(method)).map(one -> one.get("params")).toList();
    }

    String raw() {
        return raw;
    }

    /** From now on this method is answered so; what the answer throws is told as a refusal. */
    void answer(String method, UnaryOperator<JsonNode> answer) {
        instead.put(method, answer);
    }

    void opened(MockGateway.Line line) {
        line.send("{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n-1\",\"ts\":1}}");
    }

    void heard(MockGateway.Line line, String text) {
        JsonNode request = Json.parse(text);
        asked.add(request);
        String method = request.get("method").stringValue();
        JsonNode params = request.has("params") ? request.get("params") : Json.object();
        String id = request.get("id").stringValue();
        if (instead.containsKey(method)) {
            line.send(other(id, params, instead.get(method)));
            return;
        }
        switch (method) {
            case "connect" -> connect(line, id, params);
            case "chat.history" -> line.send(ok(id, history(params)));
            case "chat.send" -> say(line, id, params);
            case "chat.abort" -> {
                stopped = true;
                line.send(ok(id, Json.object().put("ok", true).put("aborted", true)));
            }
            case "exec.approval.resolve" -> {
                decision = params.get("decision").stringValue();
                line.send(ok(id, Json.object().put("ok", true)));
            }
            case "config.get" -> line.send(ok(id, ((ObjectNode) answers.get("config.get").deepCopy()).put("raw", raw)));
            case "config.set" -> configSet(line, id, params);
            case "models.probe" -> {
                boolean good = !params.has("key") || params.get("key").stringValue().startsWith("sk-good");
                line.send(ok(id, answers.get(good ? "models.probe" : "models.probe.refused")));
            }
            default -> {
                if (answers.has(method)) {
                    line.send(ok(id, answers.get(method)));
                } else {
                    line.send(refused(id, "INVALID_REQUEST", "unknown method: " + method));
                }
            }
        }
    }

    private static String other(String id, JsonNode params, UnaryOperator<JsonNode> answer) {
        try {
            return ok(id, answer.apply(params));
        } catch (IllegalStateException e) {
            return refused(id, "INVALID_REQUEST", e.getMessage());
        }
    }

    private void connect(MockGateway.Line line, String id, JsonNode params) {
        String token = params.has("auth") ? String.valueOf(Json.text(params, "auth", "token")) : "";
        if (!token.equals(TOKEN) && !token.equals("device-token-of-tests")) {
            line.send(refused(id, "INVALID_REQUEST", "unauthorized: gateway token mismatch"));
            return;
        }
        ObjectNode hello = (ObjectNode) answers.get("connect").deepCopy();
        ArrayNode methods = (ArrayNode) hello.get("features").get("methods");
        answers.propertyNames().forEach(methods::add);
        List.of("chat.send", "chat.abort", "chat.history", "exec.approval.resolve", "config.set").forEach(methods::add);
        line.send(ok(id, hello));
    }

    private JsonNode history(JsonNode params) {
        String key = params.get("sessionKey").stringValue();
        ObjectNode history = Json.object().put("sessionKey", key).put("sessionId", "s-1").put("thinkingLevel", "medium");
        ArrayNode messages = history.putArray("messages");
        if (key.equals(KEY) || key.equals("main")) {
            answers.get("history").forEach(messages::add);
        } else if (sessions.containsKey(key) || answers.get("histories").has(key)) {
            answers.get("histories").path(key).forEach(messages::add);
        }
        synchronized (said) {
            said.stream().filter(one -> one.get("key").stringValue().equals(key)).forEach(one -> messages.add(one.get("message")));
        }
        return history;
    }

    private void configSet(MockGateway.Line line, String id, JsonNode params) {
        String text = params.get("raw").stringValue();
        if (text.contains("bogus")) {
            String[] lines = text.substring(0, text.indexOf("bogus")).split("\n", -1);
            ObjectNode error = Json.object().put("code", "INVALID_REQUEST").put("message", "invalid config");
            error.putObject("details").putArray("issues").addObject().put("path", "gateway.bogus").put("message", "Unrecognized key")
                    .put("line", lines.length).put("column", lines[lines.length - 1].length() + 1);
            ObjectNode frame = Json.object().put("type", "res").put("id", id).put("ok", false);
            frame.set("error", error);
            line.send(Json.write(frame));
            return;
        }
        raw = text;
        line.send(ok(id, Json.object().put("ok", true)));
    }

    private void say(MockGateway.Line line, String id, JsonNode params) {
        String run = params.get("idempotencyKey").stringValue();
        String key = params.get("sessionKey").stringValue();
        String text = params.get("message").stringValue();
        sessions.put(key, run);
        if (running) {
            line.send(ok(id, Json.object().put("runId", run).put("status", "steered")));
            Thread.ofVirtual().start(() -> {
                rest(700);
                user(key, params);
                agent(run, key, "steered", Json.object().put("text", text));
            });
            return;
        }
        user(key, params);
        line.send(ok(id, Json.object().put("runId", run).put("status", "started")));
        running = true;
        stopped = false;
        Thread.ofVirtual().start(() -> play(run, key, text));
    }

    private void user(String key, JsonNode params) {
        ObjectNode message = Json.object().put("role", "user").put("timestamp", System.currentTimeMillis());
        ArrayNode content = message.putArray("content");
        if (params.has("attachments")) {
            params.get("attachments").forEach(one -> content.addObject().put("type", "image")
                    .put("mimeType", one.get("mimeType").stringValue()).put("data", one.get("content").stringValue()));
        }
        content.addObject().put("type", "text").put("text", params.get("message").stringValue());
        remember(key, message);
    }

    private void remember(String key, JsonNode message) {
        ObjectNode entry = Json.object().put("key", key);
        entry.set("message", message);
        synchronized (said) {
            said.add(entry);
        }
    }

    private void play(String run, String key, String text) {
        agent(run, key, "lifecycle", Json.object().put("phase", "start").put("startedAt", System.currentTimeMillis()));
        JsonNode script = answers.get("scripts").get(text.contains("慢") || text.contains("slow") ? "slow" : text.contains("rm") ? "approval" : "short");
        String whole = "";
        for (JsonNode step : script) {
            if (stopped) {
                break;
            }
            if (step.has("text") || step.has("thinking")) {
                boolean words = step.has("text");
                String all = step.get(words ? "text" : "thinking").stringValue();
                for (int end = 1; end < all.length() + 3 && !stopped; end += 3) {
                    String now = all.substring(0, Math.min(end, all.length()));
                    agent(run, key, words ? "assistant" : "thinking", Json.object().put("text", now));
                    rest(step.path("pace").asInt(12));
                    whole = words ? now : whole;
                }
            } else if (step.has("approval")) {
                decision = "";
                ObjectNode asking = (ObjectNode) step.get("approval").deepCopy();
                ((ObjectNode) asking.get("request")).put("sessionKey", key);
                gateway.send(event("exec.approval.requested", asking));
                while (decision.isEmpty() && !stopped) {
                    rest(30);
                }
            } else {
                agent(run, key, step.get("stream").stringValue(), step.get("data"));
                rememberTool(key, step.get("data"));
                rest(step.path("rest").asInt(100));
            }
        }
        finish(run, key, whole);
    }

    private void rememberTool(String key, JsonNode data) {
        String id = data.get("toolCallId").stringValue();
        if (data.get("phase").stringValue().equals("start")) {
            ObjectNode call = Json.object().put("role", "assistant").put("timestamp", System.currentTimeMillis());
            ObjectNode part = call.putArray("content").addObject().put("type", "toolCall").put("id", id).put("name", data.get("name").stringValue());
            part.set("arguments", data.get("args"));
            remember(key, call);
        } else {
            ObjectNode result = Json.object().put("role", "toolResult").put("toolCallId", id).put("toolName", data.get("name").stringValue());
            result.set("content", data.get("result").get("content"));
            result.set("details", data.get("result").get("details"));
            remember(key, result);
        }
    }

    private void finish(String run, String key, String text) {
        ObjectNode message = Json.object().put("role", "assistant").put("provider", "moonshot").put("model", "kimi-k2-thinking").put("timestamp", System.currentTimeMillis());
        message.putArray("content").addObject().put("type", "text").put("text", text);
        message.putObject("usage").put("input", 5210).put("output", 188).put("cacheRead", 4096);
        message.putObject("cost").put("CNY", 0.0123);
        message.put("stopReason", stopped ? "aborted" : "stop");
        remember(key, message);
        running = false;
        agent(run, key, "lifecycle", Json.object().put("phase", "end").put("endedAt", System.currentTimeMillis()));
        ObjectNode payload = Json.object().put("runId", run).put("sessionKey", key).put("seq", 99).put("state", stopped ? "aborted" : "final");
        payload.set("message", message);
        gateway.send(event("chat", payload));
    }

    private void agent(String run, String key, String stream, JsonNode data) {
        ObjectNode payload = Json.object().put("runId", run).put("sessionKey", key).put("stream", stream).put("seq", seq.incrementAndGet()).put("ts", System.currentTimeMillis());
        payload.set("data", data);
        gateway.send(event("agent", payload));
    }

    private String event(String name, JsonNode payload) {
        ObjectNode frame = Json.object().put("type", "event").put("event", name).put("seq", seq.incrementAndGet());
        frame.set("payload", payload);
        return Json.write(frame);
    }

    private static String ok(String id, JsonNode payload) {
        ObjectNode frame = Json.object().put("type", "res").put("id", id).put("ok", true);
        frame.set("payload", payload);
        return Json.write(frame);
    }

    private static String refused(String id, String code, String message) {
        ObjectNode frame = Json.object().put("type", "res").put("id", id).put("ok", false);
        frame.putObject("error").put("code", code).put("message", message);
        return Json.write(frame);
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
