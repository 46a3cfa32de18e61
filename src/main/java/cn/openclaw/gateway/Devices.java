package cn.openclaw.gateway;

import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.log.Log;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which devices are known, which ask to be, and the token of each for each of its roles. The files are read anew for every
 * question, since another program may have written them. Guarded by its lock.
 */
public final class Devices {
    /** Milliseconds for which a request waits for a person. */
    private static final long PATIENCE = 300_000;
    /** Requests that may wait at once. */
    private static final int MOST = 100;
    /** Milliseconds after which the use of a token is written down again. */
    private static final long USED = 3_600_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final InstantSource clock;
    private final Hub hub;
    private final DeviceBook book;
    private final Log log;

    private Devices(GatewayWorld world) {
        this.clock = world.agents().clock();
        this.hub = world.hub();
        this.log = world.log();
        this.book = new DeviceBook(world.agents().places().stateDir().resolve("devices"), world.log());
    }

    public static Devices of(GatewayWorld world) {
        return world.kept(Devices.class, Devices::new);
    }

    /** A device that knocks: what it proved, and what it wants to be. */
    public record Knock(String deviceId, String publicKey, Role role, Set<Scope> scopes, Map<String, String> about) {}

    /** How it was answered. */
    public sealed interface Answer {
        /** It is known for what it wants. */
        record Known() implements Answer {}

        /** Somebody must approve it first. */
        record Pending(String requestId) implements Answer {}
    }

    // ---- at the door

    /** Whether a token was given to this device for this role, and covers these scopes. */
    public synchronized boolean opens(Knock knock, Secret token) {
        ObjectNode paired = book.paired();
        JsonNode device = paired.path(knock.deviceId());
        JsonNode entry = device.path("tokens").path(knock.role().word());
        String right = Json.text(entry, "token");
        if (right == null || entry.has("revokedAtMs") || !knock.publicKey().equals(Json.text(device, "publicKey"))) {
            return false;
        }
        boolean same = MessageDigest.isEqual(
                right.getBytes(StandardCharsets.UTF_8), token.reveal().getBytes(StandardCharsets.UTF_8));
        return same && covers(words(entry.path("scopes")), words(knock.scopes()));
    }

    /**
     * Lets a device in that is known for what it wants, or writes down that it asks.
     *
     * @param silently whether nobody needs to be asked: it comes from this machine and knows the shared secret
     */
    public Answer knock(Knock knock, boolean silently) {
        ObjectNode request;
        synchronized (this) {
            if (isKnown(book.paired().path(knock.deviceId()), knock)) {
                return new Answer.Known();
            }
            request = request(knock, silently);
            if (silently) {
                pair(request);
                return new Answer.Known();
            }
            ObjectNode pending = live(book.pending());
            for (Map.Entry<String, JsonNode> there : pending.properties()) {
                boolean again = knock.deviceId().equals(Json.text(there.getValue(), "deviceId"));
                if (again
                        && covers(words(there.getValue().path("scopes")), words(knock.scopes()))
                        && words(there.getValue().path("roles")).contains(knock.role().word())) {
                    return new Answer.Pending(there.getKey());
                }
            }
            removeOf(pending, knock.deviceId());
            while (pending.size() >= MOST) {
                pending.remove(pending.propertyNames().iterator().next());
            }
            pending.set(request.path("requestId").stringValue(), request);
            book.savePending(pending);
        }
        hub.tell("device.pair.requested", request, new Audience.Holders(Scope.PAIRING));
        return new Answer.Pending(request.path("requestId").stringValue());
    }

    private static boolean isKnown(JsonNode device, Knock knock) {
        return knock.publicKey().equals(Json.text(device, "publicKey"))
                && words(device.path("roles")).contains(knock.role().word())
                && covers(words(device.path("scopes")), words(knock.scopes()));
    }

    private ObjectNode request(Knock knock, boolean silently) {
        ObjectNode request = Json.object()
                .put("requestId", UUID.randomUUID().toString())
                .put("deviceId", knock.deviceId())
                .put("publicKey", knock.publicKey());
        knock.about().forEach(request::put);
        request.put("role", knock.role().word());
        request.set("roles", Json.array().add(knock.role().word()));
        request.set("scopes", array(words(knock.scopes())));
        request.put("silent", silently);
        boolean repair = book.paired().has(knock.deviceId());
        return request.put("isRepair", repair).put("ts", clock.millis());
    }

    private static void removeOf(ObjectNode pending, String device) {
        List<String> old = new ArrayList<>();
        pending.properties().forEach(entry -> {
            if (device.equals(Json.text(entry.getValue(), "deviceId"))) {
                old.add(entry.getKey());
            }
        });
        old.forEach(pending::remove);
    }

    /** Those that are not too old. */
    private ObjectNode live(ObjectNode pending) {
        List<String> old = new ArrayList<>();
        pending.properties().forEach(entry -> {
            if (clock.millis() - entry.getValue().path("ts").asLong(0) > PATIENCE) {
                old.add(entry.getKey());
            }
        });
        old.forEach(pending::remove);
        return pending;
    }

    /** The token of a device for a role: the one it has if that covers these scopes, else a new one. */
    public synchronized Issued token(String deviceId, Role role, Set<Scope> scopes) {
        ObjectNode paired = book.paired();
        if (!(paired.get(deviceId) instanceof ObjectNode device)) {
            throw new IllegalStateException("a device that is not paired gets no token");
        }
        ObjectNode tokens = tokens(device);
        JsonNode there = tokens.path(role.word());
        long now = clock.millis();
        if (Json.text(there, "token") != null
                && !there.has("revokedAtMs")
                && covers(words(there.path("scopes")), words(scopes))) {
            if (there instanceof ObjectNode used && now - used.path("lastUsedAtMs").asLong(0) > USED) {
                used.put("lastUsedAtMs", now);
                noteUse(paired);
            }
            return issued(there);
        }
        ObjectNode fresh = Json.object().put("token", newToken()).put("role", role.word());
        fresh.set("scopes", array(words(scopes)));
        fresh.put("createdAtMs", there.path("createdAtMs").asLong(now));
        if (there.has("createdAtMs")) {
            fresh.put("rotatedAtMs", now);
        }
        fresh.put("lastUsedAtMs", now);
        tokens.set(role.word(), fresh);
        book.savePaired(paired);
        return issued(fresh);
    }

    /** A token as its device is given it. */
    public record Issued(String token, long issuedAtMs) {}

    /** A full disk must not keep out who comes to make room on it. */
    private void noteUse(ObjectNode paired) {
        try {
            book.savePaired(paired);
        } catch (UncheckedIOException e) {
            log.warn("devices", "the use of a token could not be written down: " + e.getMessage());
        }
    }

    private static Issued issued(JsonNode token) {
        long at = token.path("rotatedAtMs").asLong(token.path("createdAtMs").asLong(0));
        return new Issued(token.path("token").stringValue(), at);
    }

    private static ObjectNode tokens(ObjectNode device) {
        if (!(device.get("tokens") instanceof ObjectNode)) {
            device.set("tokens", Json.object());
        }
        return (ObjectNode) device.get("tokens");
    }

    private static String newToken() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void pair(ObjectNode request) {
        ObjectNode paired = book.paired();
        String id = request.path("deviceId").stringValue();
        long now = clock.millis();
        ObjectNode old = paired.get(id) instanceof ObjectNode there
                        && there.path("publicKey").equals(request.path("publicKey"))
                ? there
                : Json.object();
        ObjectNode device = old.deepCopy();
        for (Map.Entry<String, JsonNode> fact : request.properties()) {
            if (!Set.of("requestId", "silent", "isRepair", "ts", "roles", "scopes").contains(fact.getKey())) {
                device.set(fact.getKey(), fact.getValue());
            }
        }
        device.set("roles", array(union(words(old.path("roles")), words(request.path("roles")))));
        device.set("scopes", array(union(words(old.path("scopes")), words(request.path("scopes")))));
        device.put("createdAtMs", old.path("createdAtMs").asLong(now)).put("approvedAtMs", now);
        tokens(device);
        paired.set(id, device);
        book.savePaired(paired);
    }

    // ---- for methods

    /** {@code {pending[], paired[]}}, the newest first; no token among them. */
    public synchronized ObjectNode list() {
        ArrayNode pending = Json.array();
        live(book.pending()).values().forEach(pending::add);
        ArrayNode paired = Json.array();
        book.paired().values().forEach(device -> paired.add(shown(device)));
        ObjectNode list = Json.object();
        list.set("pending", newest(pending, "ts"));
        list.set("paired", newest(paired, "approvedAtMs"));
        return list;
    }

    private static ArrayNode newest(ArrayNode all, String by) {
        List<JsonNode> sorted = new ArrayList<>(all.values());
        sorted.sort((one, other) -> Long.compare(other.path(by).asLong(0), one.path(by).asLong(0)));
        ArrayNode list = Json.array();
        sorted.forEach(list::add);
        return list;
    }

    /** A device without what opens doors. */
    private static ObjectNode shown(JsonNode device) {
        ObjectNode shown = Json.object();
        device.properties().forEach(fact -> shown.set(fact.getKey(), fact.getValue()));
        ArrayNode tokens = Json.array();
        device.path("tokens").values().forEach(token -> {
            ObjectNode plain = Json.object();
            token.properties().forEach(fact -> {
                if (!fact.getKey().equals("token")) {
                    plain.set(fact.getKey(), fact.getValue());
                }
            });
            tokens.add(plain);
        });
        shown.set("tokens", tokens);
        return shown;
    }

    /**
     * A person says yes.
     *
     * @param by who says so
     * @return {@code {requestId, device}}; empty if nobody asked, or too long ago
     * @throws GatewayException if the device asks for more than who says yes may do: rights are passed on, never made
     */
    public Optional<ObjectNode> approve(String requestId, Caller by) {
        ObjectNode answer;
        synchronized (this) {
            mustCover(by, words(live(book.pending()).path(requestId).path("scopes")));
            Optional<ObjectNode> request = take(requestId);
            if (request.isEmpty()) {
                return Optional.empty();
            }
            pair(request.get());
            String id = request.get().path("deviceId").stringValue();
            answer = Json.object().put("requestId", requestId);
            answer.set("device", shown(book.paired().path(id)));
            resolved(requestId, id, "approved");
        }
        return Optional.of(answer);
    }

    /** A person says no. {@code {requestId, deviceId}}; empty if nobody asked. */
    public synchronized Optional<ObjectNode> reject(String requestId) {
        return take(requestId).map(request -> {
            String id = request.path("deviceId").stringValue();
            resolved(requestId, id, "rejected");
            return Json.object().put("requestId", requestId).put("deviceId", id);
        });
    }

    private Optional<ObjectNode> take(String requestId) {
        ObjectNode pending = live(book.pending());
        JsonNode request = pending.remove(requestId);
        book.savePending(pending);
        return request instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
    }

    private void resolved(String requestId, String device, String decision) {
        hub.tell(
                "device.pair.resolved",
                Json.object()
                        .put("requestId", requestId)
                        .put("deviceId", device)
                        .put("decision", decision)
                        .put("ts", clock.millis()),
                new Audience.Holders(Scope.PAIRING));
    }

    /**
     * Gives a device a new token for a role; the old one opens nothing any more.
     *
     * @param scopes what it shall cover; what the old one covered if empty. Never more than the device was approved for
     * @param by who is told the new token, and so must have every right of it
     * @return {@code {deviceId, role, token, scopes, rotatedAtMs}}; empty if there is no such device or role
     * @throws GatewayException if it would cover more than that
     */
    public synchronized Optional<ObjectNode> rotate(String deviceId, Role role, Optional<List<String>> scopes, Caller by) {
        ObjectNode paired = book.paired();
        if (!(paired.get(deviceId) instanceof ObjectNode device) || !words(device.path("roles")).contains(role.word())) {
            return Optional.empty();
        }
        ObjectNode tokens = tokens(device);
        JsonNode old = tokens.path(role.word());
        Set<String> wanted = scopes.<Set<String>>map(LinkedHashSet::new).orElseGet(() -> words(old.path("scopes")));
        Set<String> approved = words(device.path("scopes"));
        wanted.removeIf(word -> Scope.of(word).isEmpty() || !covers(approved, Set.of(word)));
        mustCover(by, wanted);
        long now = clock.millis();
        ObjectNode fresh = Json.object().put("token", newToken()).put("role", role.word());
        fresh.set("scopes", array(wanted));
        fresh.put("createdAtMs", old.path("createdAtMs").asLong(now)).put("rotatedAtMs", now);
        tokens.set(role.word(), fresh);
        book.savePaired(paired);
        ObjectNode answer = Json.object().put("deviceId", deviceId).put("role", role.word());
        answer.set("token", fresh.path("token"));
        answer.set("scopes", array(wanted));
        return Optional.of(answer.put("rotatedAtMs", now));
    }

    /** Takes a token back, and lets go whoever came in with it; nobody takes from whoever may do more. {@code {deviceId, role, revokedAtMs}}; empty if there is none. */
    public synchronized Optional<ObjectNode> revoke(String deviceId, Role role, Caller by) {
        ObjectNode paired = book.paired();
        if (!(paired.path(deviceId).path("tokens").path(role.word()) instanceof ObjectNode token)) {
            return Optional.empty();
        }
        mustRule(by, deviceId, paired.path(deviceId));
        long now = clock.millis();
        token.put("revokedAtMs", now);
        book.savePaired(paired);
        letGo(deviceId, role);
        return Optional.of(Json.object().put("deviceId", deviceId).put("role", role.word()).put("revokedAtMs", now));
    }

    /** Forgets a device altogether, and lets it go. */
    public synchronized boolean remove(String deviceId, Caller by) {
        ObjectNode paired = book.paired();
        mustRule(by, deviceId, paired.path(deviceId));
        if (paired.remove(deviceId) == null) {
            return false;
        }
        book.savePaired(paired);
        for (Role role : Role.values()) {
            letGo(deviceId, role);
        }
        return true;
    }

    private void letGo(String deviceId, Role role) {
        hub.letGo(
                caller -> caller.role() == role && caller.device().filter(deviceId::equals).isPresent(),
                "device token revoked");
    }

    /** Nobody hands out, or takes away, more rights than his own. */
    private static void mustCover(Caller by, Set<String> scopes) {
        for (String word : scopes) {
            Scope scope = Scope.of(word).orElse(Scope.ADMIN);
            if (!by.may(scope)) {
                throw by.lacks(scope);
            }
        }
    }

    /** Who puts a device out has its rights, or is that device. */
    private static void mustRule(Caller by, String deviceId, JsonNode device) {
        if (by.device().filter(deviceId::equals).isEmpty()) {
            mustCover(by, words(device.path("scopes")));
        }
    }

    // ---- words

    /** An administrator's token covers everything, a writer's covers reading. */
    private static boolean covers(Set<String> granted, Set<String> asked) {
        return granted.contains(Scope.ADMIN.word())
                || asked.stream()
                        .allMatch(word -> granted.contains(word)
                                || (word.equals(Scope.READ.word()) && granted.contains(Scope.WRITE.word())));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new LinkedHashSet<>();
        list.values().forEach(word -> words.add(word.asString("")));
        return words;
    }

    private static Set<String> words(Collection<Scope> scopes) {
        Set<String> words = new LinkedHashSet<>();
        scopes.forEach(scope -> words.add(scope.word()));
        return words;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static ArrayNode array(Collection<String> words) {
        ArrayNode array = Json.array();
        words.forEach(array::add);
        return array;
    }
}
