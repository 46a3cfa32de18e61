package cn.openclaw.simulator;

import cn.openclaw.base.ClawException;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /__sim/…}: what was asked, and what shall go wrong next. Only with the token, and only under a loopback name: a web
 * page that was led here by a trick of names is turned away.
 */
final class Control {
    private final World world;
    private final String token;

    Control(World world, String token) {
        this.world = world;
        this.token = token;
    }

    void handle(WebRequest request, WebReply reply) throws IOException {
        try {
            if (!allowed(request)) {
                send(reply, 403, trouble("needs the header X-Sim-Token with the token that the simulator printed"));
                return;
            }
            JsonNode body = request.body().length == 0 ? Json.object() : Json.parse(request.body());
            String what = request.method() + " " + request.path().substring("/__sim/".length());
            switch (what) {
                case "GET state" -> send(reply, 200, world.tree());
                case "GET requests" -> send(reply, 200, requests(request));
                case "POST reset" -> {
                    world.reset();
                    send(reply, 200, world.tree());
                }
                case "POST scenario" -> {
                    world.script(body.isEmpty() ? null : Script.read(body));
                    send(reply, 200, world.tree());
                }
                case "POST clock" -> {
                    world.clock().advance(Duration.ofMillis(body.path("advanceMs").asLong(0)));
                    send(reply, 200, world.tree());
                }
                case "POST faults" -> {
                    body.path("faults").forEach(fault -> world.fault(Fault.parse(fault.asString(""))));
                    send(reply, 200, world.tree());
                }
                default -> send(
                        reply, 404, trouble("there are GET state, GET requests, POST reset, POST scenario, POST clock, POST faults"));
            }
        } catch (ClawException e) {
            send(reply, 400, trouble(String.valueOf(e.getMessage())));
        }
    }

    private boolean allowed(WebRequest request) {
        String host = request.header("host").orElse("").replaceFirst(":[0-9]+$", "");
        String given = request.header("x-sim-token").orElseGet(() -> request.queryParameters().getOrDefault("token", ""));
        boolean here = host.equals("127.0.0.1") || host.equals("localhost");
        return here
                && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** The journal, or with {@code since=N} what came after request N. */
    private ObjectNode requests(WebRequest request) {
        String since = request.queryParameters().getOrDefault("since", "0");
        int after = since.matches("[0-9]{1,9}") ? Integer.parseInt(since) : 0;
        ObjectNode tree = Json.object();
        ArrayNode list = tree.putArray("requests");
        world.journal().entries().stream().filter(entry -> entry.number() > after).forEach(entry -> list.add(entry.tree()));
        return tree;
    }

    private static ObjectNode trouble(String message) {
        return ErrorBody.openAi("simulator_control_error", message);
    }

    private static void send(WebReply reply, int status, JsonNode tree) throws IOException {
        reply.send(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.bytes(tree));
    }
}
