package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
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
import java.util.List;
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
                java.util.Map.of("address", visitor.peer().address(), "conn", connection.id()));
        connection.send(ResponseFrame.failed(request.id(), error));
        connection.close(error.message().equals("protocol mismatch") ? 1002 : 1008, error.message());
    }

    private void admit(RequestFrame request, ConnectParams params) throws InterruptedException {
        int protocol = protocol(params);
        Role role = Role.of(params.role()).orElseThrow(() -> GatewayException.invalid("invalid role"));
        authenticate(params);
        Set<Scope> scopes = role == Role.NODE ? Set.of() : scopes(params.scopes());
        ConnectParams.Client client = params.client();
        Caller caller = new Caller(
                connection.id(),
                role,
                scopes,
                new Caller.Client(client.id(), client.mode(), client.version(), client.platform(), client.displayName()),
                params.device().map(ConnectParams.Device::id),
                visitor.peer().local(),
                protocol);
        Greeting greeting = new Greeting(core, visitor, caller, params);
        Optional<String> presence = greeting.arrive();
        JsonNode hello = greeting.hello(Optional.empty());
        connection.takes(params.abilities().caps());
        connection.admitted(caller, presence);
        connection.send(ResponseFrame.done(request.id(), hello));
        presence.ifPresent(_ -> Standing.of(core.world()).presenceChanged());
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

    private void authenticate(ConnectParams params) {
        long wait = core.guard().waitMs(visitor.peer());
        if (wait > 0) {
            throw new GatewayException(new GatewayError(
                    GatewayErrorCode.INVALID_REQUEST,
                    "unauthorized: too many failed attempts (retry later)",
                    Optional.of(Json.object().put("code", "RATE_LIMITED")),
                    true,
                    Optional.of(wait)));
        }
        GatewayAuth auth = core.settings().auth().get();
        GatewayAuth.Verdict verdict = auth.judge(params.token(), params.password());
        if (verdict == GatewayAuth.Verdict.RIGHT) {
            core.guard().passed(visitor.peer());
            return;
        }
        boolean nothing = params.token().isEmpty() && params.password().isEmpty();
        if (!nothing) {
            core.guard().failed(visitor.peer());
        }
        if (nothing && params.device().isEmpty()) {
            throw new GatewayException(GatewayError.of(GatewayErrorCode.NOT_PAIRED, "device identity required"));
        }
        throw GatewayException.invalid(sentence(verdict));
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
            String id = Json.text(Json.parse(text), "id");
            return id == null || id.isEmpty() ? "invalid" : id;
        } catch (JsonException e) {
            return "invalid";
        }
    }
}
