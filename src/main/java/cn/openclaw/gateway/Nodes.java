package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The nodes that are connected, and what they are asked to do. Kept by connection: a node that comes back before its old connection
 * has ended stays when that one ends. Ask the world for them: {@link #of}. State: the connections, under this object's lock; the
 * questions that wait, each with a queue of one answer.
 */
public final class Nodes {
    private final GatewayWorld world;
    private final Map<String, NodeSession> sessions = new LinkedHashMap<>();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(String nodeId, String connection, BlockingQueue<ObjectNode> answer) {}

    private Nodes(GatewayWorld world) {
        this.world = world;
    }

    public static Nodes of(GatewayWorld world) {
        return world.kept(Nodes.class, Nodes::new);
    }

    /** A node has logged in. */
    public synchronized void joined(NodeSession session) {
        sessions.put(session.caller().connection(), session);
    }

    /** A connection has ended; whatever it was asked fails at once. Others of the same node stay. */
    public void left(String connection) {
        synchronized (this) {
            sessions.remove(connection);
        }
        waiting.values().stream()
                .filter(question -> question.connection().equals(connection))
                .forEach(question -> question.answer()
                        .offer(failure("NOT_CONNECTED", "node disconnected")));
    }

    /** One of each node: its newest connection. */
    public synchronized List<NodeSession> list() {
        Map<String, NodeSession> newest = new LinkedHashMap<>();
        sessions.values().stream()
                .sorted(Comparator.comparingLong(NodeSession::connectedAtMs))
                .forEach(session -> newest.put(session.nodeId(), session));
        return List.copyOf(newest.values());
    }

    public Optional<NodeSession> find(String nodeId) {
        return list().stream().filter(session -> session.nodeId().equals(nodeId)).findFirst();
    }

    /** What a node may be asked: what it can do, its platform is trusted with, and {@code gateway.nodes} does not deny. */
    public Set<String> allowed(NodeSession session) {
        Set<String> allowed = new HashSet<>(NodeCommands.of(session.about().platform()));
        allowed.addAll(texts("allowCommands"));
        texts("denyCommands").forEach(allowed::remove);
        return allowed;
    }

    private List<String> texts(String name) {
        JsonNode list = Json.at(world.config().config().tree(), "gateway", "nodes", name);
        return list == null || !list.isArray() ? List.of() : list.valueStream().map(node -> node.asString("").strip()).toList();
    }

    /**
     * What a node is asked.
     *
     * @param idempotencyKey by which the node knows a question that came twice
     */
    public record Question(String nodeId, String command, Optional<JsonNode> params, Duration limit, String idempotencyKey) {}

    /**
     * Asks a node, and waits for its answer.
     *
     * @return what it answered: {@code payload} and {@code payloadJSON}
     * @throws GatewayException if it is not connected, may not be asked this, fails, or is silent for too long
     */
    public ObjectNode ask(Question question) throws InterruptedException {
        NodeSession session = find(question.nodeId()).orElseThrow(() -> new GatewayException(
                GatewayError.of(GatewayErrorCode.UNAVAILABLE, "node not connected").with(Json.object().put("code", "NOT_CONNECTED"))));
        refuse(session, question.command());
        String id = UUID.randomUUID().toString();
        Waiting wait = new Waiting(session.nodeId(), session.caller().connection(), new ArrayBlockingQueue<>(1));
        waiting.put(id, wait);
        try {
            world.hub().tell("node.invoke.request", request(id, question), new Audience.One(session.caller().connection()));
            ObjectNode answer = wait.answer().poll(question.limit().toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw failed(failure("TIMEOUT", "node invoke timed out"));
            }
            if (!answer.path("ok").asBoolean(false)) {
                throw failed(answer);
            }
            return answer;
        } finally {
            waiting.remove(id);
        }
    }

    private void refuse(NodeSession session, String command) {
        String reason = !allowed(session).contains(command)
                ? "command not allowlisted"
                : session.can().commands().contains(command)
                        ? ""
                        : session.can().commands().isEmpty() ? "node did not declare commands" : "command not declared by node";
        if (!reason.isEmpty()) {
            throw GatewayException.invalid(
                    "node command not allowed", Json.object().put("reason", reason).put("command", command));
        }
    }

    private static ObjectNode request(String id, Question question) {
        ObjectNode request = Json.object().put("id", id).put("nodeId", question.nodeId()).put("command", question.command());
        if (question.params().isPresent()) {
            request.put("paramsJSON", Json.write(question.params().get()));
        } else {
            request.putNull("paramsJSON");
        }
        return request.put("timeoutMs", question.limit().toMillis()).put("idempotencyKey", question.idempotencyKey());
    }

    private static ObjectNode failure(String code, String message) {
        ObjectNode failure = Json.object().put("ok", false);
        failure.putObject("error").put("code", code).put("message", message);
        return failure;
    }

    private static GatewayException failed(ObjectNode answer) {
        JsonNode error = answer.path("error");
        String message = error.path("message").asString("node invoke failed");
        String code = error.path("code").asString("UNAVAILABLE");
        ObjectNode details = Json.object();
        details.putObject("nodeError").put("code", code).put("message", message);
        return new GatewayException(GatewayError.of(GatewayErrorCode.UNAVAILABLE, code + ": " + message).with(details));
    }

    /** A node answers. False if nobody waits for it any more, or it was asked on another connection. */
    public boolean answered(Caller caller, String id, ObjectNode answer) {
        Waiting question = waiting.get(id);
        return question != null && question.connection().equals(caller.connection()) && question.answer().offer(answer);
    }
}
