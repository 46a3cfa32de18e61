package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.NodeSession;
import cn.openclaw.gateway.Nodes;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a node: what it is right now, else what was known of it when it was paired. */
final class NodeFacts {
    private final GatewayWorld world;
    private final NodeNames names;

    NodeFacts(GatewayWorld world) {
        this.world = world;
        this.names = new NodeNames(world);
    }

    /** Every node that is connected or paired, the connected ones first, then by name. */
    List<ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        Map<String, ObjectNode> paired = paired();
        for (NodeSession session : Nodes.of(world).list()) {
            all.put(session.nodeId(), connected(session, paired.containsKey(session.nodeId())));
        }
        paired.forEach((id, device) -> all.computeIfAbsent(id, _ -> absent(id, device)));
        List<ObjectNode> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing((ObjectNode node) -> !node.path("connected").asBoolean(false))
                .thenComparing(node -> node.path("displayName").asString("").toLowerCase(Locale.ROOT))
                .thenComparing(node -> node.path("nodeId").asString("")));
        return sorted;
    }

    Optional<ObjectNode> find(String nodeId) {
        return all().stream().filter(node -> nodeId.equals(Json.text(node, "nodeId"))).findFirst();
    }

    /** Devices that may come in as nodes, and those of the older store. */
    private Map<String, ObjectNode> paired() {
        Map<String, ObjectNode> paired = new LinkedHashMap<>();
        for (JsonNode device : Devices.of(world).list().path("paired")) {
            boolean node = device.path("roles").valueStream().anyMatch(role -> role.asString("").equals("node"));
            String id = Json.text(device, "deviceId");
            if (node && id != null && device instanceof ObjectNode tree) {
                paired.put(id, tree);
            }
        }
        for (JsonNode node : NodePairings.of(world).list().path("paired")) {
            String id = Json.text(node, "nodeId");
            if (id != null && node instanceof ObjectNode tree) {
                paired.putIfAbsent(id, tree);
            }
        }
        return paired;
    }

    private ObjectNode connected(NodeSession session, boolean paired) {
        ObjectNode node = Json.object().put("nodeId", session.nodeId());
        names.of(session.nodeId()).or(session.about()::displayName).ifPresent(name -> node.put("displayName", name));
        node.put("platform", session.about().platform()).put("version", session.about().version());
        session.about().deviceFamily().ifPresent(family -> node.put("deviceFamily", family));
        session.about().modelIdentifier().ifPresent(model -> node.put("modelIdentifier", model));
        session.remoteIp().ifPresent(ip -> node.put("remoteIp", ip));
        texts(node, "caps", session.can().caps());
        texts(node, "commands", session.can().commands());
        session.can().pathEnv().ifPresent(path -> node.put("pathEnv", path));
        if (!session.can().permissions().isEmpty()) {
            ObjectNode permissions = node.putObject("permissions");
            new TreeMap<>(session.can().permissions()).forEach(permissions::put);
        }
        return node.put("connectedAtMs", session.connectedAtMs()).put("paired", paired).put("connected", true);
    }

    private ObjectNode absent(String id, ObjectNode device) {
        ObjectNode node = Json.object().put("nodeId", id);
        names.of(id).or(() -> Optional.ofNullable(Json.text(device, "displayName"))).ifPresent(name -> node.put("displayName", name));
        for (String fact : List.of("platform", "version", "deviceFamily", "modelIdentifier", "remoteIp")) {
            Optional.ofNullable(Json.text(device, fact)).ifPresent(value -> node.put(fact, value));
        }
        node.set("caps", device.path("caps") instanceof ArrayNode caps ? caps.deepCopy() : Json.array());
        node.set("commands", device.path("commands") instanceof ArrayNode commands ? commands.deepCopy() : Json.array());
        return node.put("paired", true).put("connected", false);
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode list = node.putArray(name);
        texts.forEach(list::add);
    }
}
