package cn.openclaw.gateway.server;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.Devices;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.log.Log;
import cn.openclaw.protocol.ConnectParams;
import cn.openclaw.protocol.Frame;
import cn.openclaw.protocol.Frames;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.RequestFrame;
import cn.openclaw.protocol.ResponseFrame;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The handshake of one socket: challenge, {@code connect}, and the greeting or the refusal. */
final class Login {
    static final int OLDEST = 3;
    static final int NEWEST = 4;

    private final Core core;
    private final Connection connection;
    private final Visitor visitor;
    private final String nonce = UUID.randomUUID().toString();

    Login(Core core, Connection connection, Visitor visitor) {
        this.core = core;
        this.connection = connection;
        this.visitor = visitor;
    }

    String nonce() {
        return nonce;
    }

    /** The first message decides. */
    void take(String text) throws InterruptedException {
        Frame frame;
        try {
            frame = Frames.read(text);
        } catch (GatewayException e) {
            connection.close(1008, "invalid request frame");
            return;
        }
        if (!(frame instanceof RequestFrame request)) {
            connection.close(1008, "invalid request frame");
            return;
        }
        try {
            if (!request.method().equals("connect")) {
                throw GatewayException.invalid("invalid handshake: first request must be connect");
            }
            admit(request, ConnectParams.of(Params.of(request)));
        } catch (GatewayException e) {
            refuse(request, e.error());
        }
    }

    private void refuse(RequestFrame request, GatewayError error) {
        core.log().write(
                Log.Level.WARN,
                "ws",
                "login refused: " + error.message(),
                Map.of("address", visitor.peer().address(), "conn", connection.id()));
        connection.send(ResponseFrame.failed(request.id(), error));
        connection.close(error.message().equals("protocol mismatch") ? 1002 : 1008, reason(error));
    }

    /** Newer clients read the request's id out of it. */
    private static String reason(GatewayError error) {
        String asked = error.details().map(details -> Json.text(details, "requestId")).orElse(null);
        return asked == null ? error.message() : error.message() + " (requestId: " + asked + ")";
    }

    private void admit(RequestFrame request, ConnectParams params) throws InterruptedException {
        int protocol = protocol(params);
        Role role = Role.of(params.role()).orElseThrow(() -> GatewayException.invalid("invalid role"));
        Set<Scope> scopes = role == Role.NODE ? Set.of() : scopes(params.scopes());
        Optional<Devices.Issued> issued = authenticate(params, role, scopes);
        ConnectParams.Client client = params.client();
        Caller caller = new Caller(
                connection.id(),
                role,
                scopes,
                new Caller.Client(client.id(), client.mode(), client.version(), client.platform(), client.displayName()),
                issued.isPresent() ? params.device().map(ConnectParams.Device::id) : Optional.empty(),
                visitor.peer().local(),
                protocol,
                params.locale().flatMap(Language::ofTag));
        Greeting greeting = new Greeting(core, visitor, caller, params);
        Optional<String> presence = greeting.arrive();
        Frame hello = ResponseFrame.done(request.id(), greeting.hello(issued));
        connection.admitted(caller, params.abilities().caps(), presence, hello);
    }

    /** The newest that both sides speak. */
    private static int protocol(ConnectParams params) {
        int newest = Math.min(NEWEST, params.maxProtocol());
        if (newest < Math.max(OLDEST, params.minProtocol())) {
            int expected = params.minProtocol() > NEWEST ? NEWEST : OLDEST;
            throw GatewayException.invalid("protocol mismatch", Json.object().put("expectedProtocol", expected));
        }
        return newest;
    }

    /** Lets it in or throws. Gives the device's token, if it is a device. */
    private Optional<Devices.Issued> authenticate(ConnectParams params, Role role, Set<Scope> scopes)
            throws InterruptedException {
        unlocked(core.guard().waitMs(visitor.peer()));
        GatewayAuth auth = core.settings().auth().get();
        GatewayAuth.Verdict verdict = auth.judge(params.token(), params.password());
        boolean secret = verdict == GatewayAuth.Verdict.RIGHT;
        PageRules page = PageRules.of(core.config(), params.client().id());
        if (params.device().isEmpty() || page.ignoresDevices()) {
            judged(params, secret);
            withoutDevice(params, verdict, page);
            passed();
            return Optional.empty();
        }
        Devices.Knock knock = knock(params, params.device().get(), role, scopes);
        Devices devices = Devices.of(core.world());
        boolean known = secret || isOfTheTailnet(auth);
        boolean right = known || (params.token().isPresent() && devices.opens(knock, params.token().get()));
        judged(params, right);
        if (!right) {
            throw refused(params, verdict);
        }
        if (secret) {
            // Who has but a device's own token may go on guessing the shared secret: nothing is forgiven.
            passed();
        }
        return switch (devices.knock(knock, known && visitor.peer().local())) {
            case Devices.Answer.Known _ -> Optional.of(devices.token(knock.deviceId(), role, scopes));
            case Devices.Answer.Pending(var requestId) ->
                throw new GatewayException(GatewayError.of(GatewayErrorCode.NOT_PAIRED, "pairing required")
                        .with(Json.object().put("requestId", requestId).put("code", "PAIRING_REQUIRED")));
        };
    }

    private static boolean shows(ConnectParams params) {
        return params.token().isPresent() || params.password().isPresent();
    }

    /** Whoever guessed too often, or has too many guesses under way, does not hear whether this one was right. */
    private void judged(ConnectParams params, boolean right) {
        if (shows(params)) {
            unlocked(core.guard().judged(visitor.peer(), right));
        }
    }

    private static void unlocked(long wait) {
        if (wait > 0) {
            throw new GatewayException(new GatewayError(
                    GatewayErrorCode.INVALID_REQUEST,
                    "unauthorized: too many failed attempts (retry later)",
                    code("AUTH_RATE_LIMITED"),
                    true,
                    Optional.of(wait)));
        }
    }

    private void passed() {
        core.guard().passed(visitor.peer());
    }

    /** Whom Tailscale knows needs no shared secret; a device that is paired is needed all the same. */
    private boolean isOfTheTailnet(GatewayAuth auth) throws InterruptedException {
        Optional<Tailnet.Claim> claim = visitor.tailnet();
        return auth.allowTailscale() && claim.isPresent() && Tailnet.confirms("tailscale", claim.get());
    }

    /** Somebody without a key pair must know the shared secret; and a page should have one. */
    private void withoutDevice(ConnectParams params, GatewayAuth.Verdict verdict, PageRules page) {
        if (verdict != GatewayAuth.Verdict.RIGHT) {
            if (!shows(params)) {
                throw new GatewayException(new GatewayError(
                        GatewayErrorCode.NOT_PAIRED, "device identity required", code("DEVICE_IDENTITY_REQUIRED"), false, Optional.empty()));
            }
            throw refused(params, verdict);
        }
        if (page.needsDevice()) {
            throw GatewayException.invalid(
                    "control ui requires HTTPS or localhost (secure context)",
                    Json.object().put("code", "CONTROL_UI_DEVICE_IDENTITY_REQUIRED"));
        }
    }

    private Devices.Knock knock(ConnectParams params, ConnectParams.Device device, Role role, Set<Scope> scopes) {
        boolean local = visitor.peer().local();
        String key = DeviceProof.check(params, device, nonce, local, core.world().agents().clock().millis());
        ConnectParams.Client client = params.client();
        Map<String, String> about = new LinkedHashMap<>();
        client.displayName().ifPresent(name -> about.put("displayName", name));
        about.put("platform", client.platform());
        about.put("clientId", client.id());
        about.put("clientMode", client.mode());
        about.put("remoteIp", visitor.peer().address());
        return new Devices.Knock(device.id(), key, role, scopes, about);
    }

    /** Counts it, and says what was wrong. */
    private GatewayException refused(ConnectParams params, GatewayAuth.Verdict verdict) {
        if (shows(params)) {
            core.guard().told(visitor.peer(), true);
        }
        return GatewayException.invalid(sentence(verdict), Json.object().put("code", "AUTH_" + verdict.word()));
    }

    private static Optional<JsonNode> code(String code) {
        return Optional.of(Json.object().put("code", code));
    }

    private static String sentence(GatewayAuth.Verdict verdict) {
        return switch (verdict) {
            case NO_TOKEN ->
                "unauthorized: gateway token missing (set gateway.remote.token to match gateway.auth.token)";
            case WRONG_TOKEN ->
                "unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)";
            case NO_PASSWORD ->
                "unauthorized: gateway password missing (set gateway.remote.password to match gateway.auth.password)";
            case WRONG_PASSWORD ->
                "unauthorized: gateway password mismatch (set gateway.remote.password to match gateway.auth.password)";
            case RIGHT -> "";
        };
    }

    /** What was asked for and is known here. Who asks for nothing may look, and no more. */
    private static Set<Scope> scopes(List<String> asked) {
        Set<Scope> found = EnumSet.noneOf(Scope.class);
        asked.forEach(word -> Scope.of(word).ifPresent(found::add));
        if (asked.isEmpty()) {
            found.add(Scope.READ);
        }
        return found;
    }

    /** The id of a message that is no frame, so that whoever sent it learns which one it was. */
    static String idOf(String text) {
        try {
            String id = Json.text(Json.parseSent(text), "id");
            return id == null || id.isEmpty() ? "invalid" : id;
        } catch (JsonException e) {
            return "invalid";
        }
    }
}
