package cn.openclaw.gateway.server;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.Machine;
import cn.openclaw.gateway.NodeSession;
import cn.openclaw.gateway.Nodes;
import cn.openclaw.gateway.Presence;
import cn.openclaw.gateway.Release;
import cn.openclaw.gateway.Standing;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.ConnectParams;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client is told when it has logged in ({@code hello-ok}), and what others are told about it. */
public record Greeting(Core core, Visitor visitor, Caller caller, ConnectParams params) {
    private static final List<String> EVENTS = List.of(
            "connect.challenge",
            "agent",
            "chat",
            "presence",
            "tick",
            "talk.mode",
            "shutdown",
            "health",
            "heartbeat",
            "cron",
            "node.pair.requested",
            "node.pair.resolved",
            "node.invoke.request",
            "device.pair.requested",
            "device.pair.resolved",
            "voicewake.changed",
            "exec.approval.requested",
            "exec.approval.resolved");

    /** Enters the client in the list of who is there. Empty if it is a command that is gone again in a moment. */
    Optional<String> arrive() {
        ConnectParams.Client client = params.client();
        if (caller.role() == Role.NODE) {
            Nodes.of(core.world()).joined(node(client));
        }
        if (client.mode().equals("cli") || client.mode().equals("probe")) {
            return Optional.empty();
        }
        String key = caller.device().or(client::instanceId).orElse(caller.connection());
        ObjectNode facts = Json.object()
                .put("host", client.displayName().orElse(client.id()))
                .put("version", client.version())
                .put("platform", client.platform())
                .put("mode", client.mode());
        if (!caller.local()) {
            facts.put("ip", visitor.peer().address());
        }
        client.deviceFamily().ifPresent(family -> facts.put("deviceFamily", family));
        client.modelIdentifier().ifPresent(model -> facts.put("modelIdentifier", model));
        caller.device().ifPresent(device -> facts.put("deviceId", device));
        facts.set("roles", Json.array().add(caller.role().word()));
        if (caller.role() == Role.OPERATOR) {
            facts.set("scopes", scopes());
        }
        facts.put("instanceId", client.instanceId().or(caller::device).orElse(caller.connection()));
        facts.put("reason", "connect");
        facts.put("text", "Node: " + client.displayName().orElse(client.id()) + " · mode " + client.mode());
        Presence.of(core.world()).arrived(key, caller.connection(), facts);
        return Optional.of(key);
    }

    private NodeSession node(ConnectParams.Client client) {
        ConnectParams.Abilities can = params.abilities();
        return new NodeSession(
                caller,
                caller.device().or(client::instanceId).orElse(caller.connection()),
                new NodeSession.About(
                        client.displayName(), client.platform(), client.version(), client.deviceFamily(), client.modelIdentifier()),
                new NodeSession.Can(can.caps(), can.commands(), can.permissions(), can.pathEnv()),
                Optional.of(visitor.peer().address()),
                core.world().agents().clock().millis());
    }

    JsonNode hello(Optional<Devices.Issued> issued) throws InterruptedException {
        Limits limits = core.limits();
        ObjectNode hello = Json.object().put("type", "hello-ok").put("protocol", caller.protocol());
        hello.set(
                "server",
                Json.object()
                        .put("version", Release.version())
                        .put("host", Machine.name())
                        .put("connId", caller.connection()));
        hello.set("features", features());
        hello.set("snapshot", snapshot());
        hello.put("canvasHostUrl", (visitor.encrypted() ? "https://" : "http://") + visitor.host());
        auth(issued).ifPresent(auth -> hello.set("auth", auth));
        hello.set(
                "policy",
                Json.object()
                        .put("maxPayload", limits.payload())
                        .put("maxBufferedBytes", limits.buffered())
                        .put("tickIntervalMs", limits.tick().toMillis() * (caller.protocol() < 4 ? 2 : 1)));
        return hello;
    }

    private ObjectNode features() {
        ArrayNode methods = Json.array();
        core.methods().values().stream().filter(GatewayMethod::advertised).forEach(method -> methods.add(method.name()));
        ArrayNode events = Json.array();
        EVENTS.forEach(events::add);
        ObjectNode features = Json.object();
        features.set("methods", methods);
        features.set("events", events);
        return features;
    }

    private ObjectNode snapshot() throws InterruptedException {
        AgentWorld world = core.world().agents();
        Places places = world.places();
        Standing standing = Standing.of(core.world());
        ObjectNode snapshot = Json.object();
        // What is said of others is for those who may read it.
        boolean reads = caller.may(Scope.READ);
        snapshot.set("presence", reads ? Presence.of(core.world()).list() : Json.array());
        snapshot.set("health", reads ? standing.health(core.method("health")) : Json.object().put("ok", true));
        snapshot.set("stateVersion", standing.version());
        snapshot.put("uptimeMs", core.lifecycle().uptimeMs());
        if (reads) {
            snapshot.put("configPath", places.configFile().toString());
            snapshot.put("stateDir", places.stateDir().toString());
        }
        snapshot.set("sessionDefaults", sessionDefaults(world));
        return snapshot;
    }

    private static ObjectNode sessionDefaults(AgentWorld world) {
        JsonNode tree = world.snapshot().config().tree();
        String agent = Places.agentId(world.snapshot().config().agents().defaultId());
        String main = text(tree, "mainKey", "main").strip().toLowerCase(Locale.ROOT);
        String scope = text(tree, "scope", "per-sender");
        return Json.object()
                .put("defaultAgentId", agent)
                .put("mainKey", main)
                .put("mainSessionKey", scope.equals("global") ? "global" : "agent:" + agent + ":" + main)
                .put("scope", scope);
    }

    private static String text(JsonNode tree, String key, String otherwise) {
        String found = Json.text(tree, "session", key);
        return found == null || found.isBlank() ? otherwise : found;
    }

    private Optional<ObjectNode> auth(Optional<Devices.Issued> issued) {
        if (issued.isEmpty() && caller.protocol() < 4) {
            return Optional.empty();
        }
        ObjectNode auth = Json.object();
        issued.ifPresent(token -> auth.put("deviceToken", token.token()));
        auth.put("role", caller.role().word());
        auth.set("scopes", scopes());
        issued.ifPresent(token -> auth.put("issuedAtMs", token.issuedAtMs()));
        return Optional.of(auth);
    }

    /** As asked for, in the order of the request. */
    private ArrayNode scopes() {
        ArrayNode scopes = Json.array();
        if (params.scopes().isEmpty()) {
            caller.scopes().forEach(scope -> scopes.add(scope.word()));
        } else {
            params.scopes().stream()
                    .filter(word -> Scope.of(word).map(caller.scopes()::contains).orElse(false))
                    .forEach(scopes::add);
        }
        return scopes;
    }
}
