package cn.openclaw.gateway.method;

import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The older way by which nodes were taken in: a request, a person who says yes, and a token that the node is told once. Kept in
 * {@code nodes/}; state under this object's lock.
 */
final class NodePairings {
    private static final long PATIENCE = 300_000;
    private static final int MOST = 100;

    private final GatewayWorld world;
    private final Path folder;

    private NodePairings(GatewayWorld world) {
        this.world = world;
        this.folder = world.agents().places().stateDir().resolve("nodes");
    }

    static NodePairings of(GatewayWorld world) {
        return world.kept(NodePairings.class, NodePairings::new);
    }

    private long now() {
        return world.agents().clock().millis();
    }

    private ObjectNode read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) && Json.parse(Files.readAllBytes(file)) instanceof ObjectNode tree ? tree : Json.object();
        } catch (IOException | JsonException e) {
            throw GatewayException.unavailable("nodes/" + name + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void write(String name, ObjectNode tree) {
        try {
            StateFile.write(folder.resolve(name), (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw GatewayException.unavailable("nodes/" + name + " cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private ObjectNode pending() {
        ObjectNode pending = read("pending.json");
        List<String> old = new ArrayList<>();
        pending.properties().forEach(entry -> {
            if (now() - entry.getValue().path("ts").asLong(0) > PATIENCE) {
                old.add(entry.getKey());
            }
        });
        pending.remove(old);
        return pending;
    }

    /** {@code {status, request, created}}; the same node that asks again keeps its request. */
    synchronized ObjectNode request(ObjectNode wish) {
        ObjectNode pending = pending();
        String nodeId = wish.path("nodeId").asString("");
        for (JsonNode there : pending) {
            if (nodeId.equals(Json.text(there, "nodeId"))) {
                ObjectNode answer = Json.object().put("status", "pending");
                answer.set("request", there);
                return answer.put("created", false);
            }
        }
        if (pending.size() >= MOST) {
            throw GatewayException.unavailable("too many nodes wait to be taken in");
        }
        ObjectNode request = Json.object().put("requestId", UUID.randomUUID().toString());
        request.setAll(wish);
        request.put("ts", now());
        pending.set(request.path("requestId").asString(""), request);
        write("pending.json", pending);
        world.hub().tell("node.pair.requested", request.deepCopy(), new Audience.Holders(Scope.PAIRING));
        ObjectNode answer = Json.object().put("status", "pending");
        answer.set("request", request);
        return answer.put("created", true);
    }

    /** {@code {pending, paired}} without tokens. */
    synchronized ObjectNode list() {
        ObjectNode list = Json.object();
        ArrayNode pending = list.putArray("pending");
        pending().forEach(pending::add);
        ArrayNode paired = list.putArray("paired");
        read("paired.json").forEach(node -> {
            ObjectNode shown = node.deepCopy() instanceof ObjectNode tree ? tree : Json.object();
            shown.remove("token");
            paired.add(shown);
        });
        return list;
    }

    /** A person says yes: {@code {requestId, node}}, the node with its token. */
    synchronized ObjectNode approve(String requestId) {
        ObjectNode request = take(requestId);
        ObjectNode node = request.deepCopy();
        node.remove(List.of("requestId", "ts", "silent"));
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        node.put("token", HexFormat.of().formatHex(token)).put("createdAtMs", now()).put("approvedAtMs", now());
        ObjectNode paired = read("paired.json");
        paired.set(node.path("nodeId").asString(""), node);
        write("paired.json", paired);
        resolved(request, "approved");
        ObjectNode answer = Json.object().put("requestId", requestId);
        answer.set("node", node);
        return answer;
    }

    /** A person says no. */
    synchronized ObjectNode reject(String requestId) {
        ObjectNode request = take(requestId);
        resolved(request, "rejected");
        return Json.object().put("requestId", requestId).put("nodeId", request.path("nodeId").asString(""));
    }

    private ObjectNode take(String requestId) {
        ObjectNode pending = pending();
        if (!(pending.remove(requestId) instanceof ObjectNode request)) {
            throw GatewayException.invalid("unknown requestId");
        }
        write("pending.json", pending);
        return request;
    }

    private void resolved(ObjectNode request, String decision) {
        world.hub()
                .tell(
                        "node.pair.resolved",
                        Json.object()
                                .put("requestId", request.path("requestId").asString(""))
                                .put("nodeId", request.path("nodeId").asString(""))
                                .put("decision", decision)
                                .put("ts", now()),
                        new Audience.Holders(Scope.PAIRING));
    }

    /** Whether a token is the node's. */
    synchronized boolean isRight(String nodeId, String token) {
        String right = Json.text(read("paired.json"), nodeId, "token");
        return right != null
                && MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
