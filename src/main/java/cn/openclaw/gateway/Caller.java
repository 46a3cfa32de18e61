package cn.openclaw.gateway;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks, after the handshake or the check of a bearer token.
 *
 * @param connection the connection's id, new for every connection
 * @param scopes what it may do; a node has none
 * @param client what the program calls itself
 * @param device its device identity, if it proved one
 * @param local whether it comes from this machine, through no proxy
 * @param protocol 3 or 4; 0 over plain HTTP
 * @param tongue the language it asks for; empty if it does not say
 */
public record Caller(
        String connection,
        Role role,
        Set<Scope> scopes,
        Client client,
        Optional<String> device,
        boolean local,
        int protocol,
        Optional<Language> tongue) {

    /** What a program calls itself; the words of its own {@code connect}. */
    public record Client(String id, String mode, String version, String platform, Optional<String> displayName) {}

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** What it is told that lacks a right: {@code FORBIDDEN}, which clients of protocol 3 do not know. */
    public GatewayException lacks(Scope scope) {
        String sentence = "missing scope: " + scope.word();
        return protocol < 4
                ? GatewayException.invalid(sentence)
                : new GatewayException(GatewayError.of(GatewayErrorCode.FORBIDDEN, sentence)
                        .with(Json.object().put("code", "MISSING_SCOPE").put("scope", scope.word())));
    }

    /** One that asks for no language. */
    public Caller(
            String connection, Role role, Set<Scope> scopes, Client client, Optional<String> device, boolean local, int protocol) {
        this(connection, role, scopes, client, device, local, protocol, Optional.empty());
    }

    /** In which language it hears sentences for people: its own, else the one of whoever runs the gateway. */
    public Language language(GatewayWorld world) {
        return tongue.orElseGet(() -> Language.of(world.config().environment()));
    }

    /** Whether it has a right, by itself or as part of a larger one. */
    public boolean may(Scope scope) {
        return role == Role.OPERATOR
                && (scopes.contains(Scope.ADMIN)
                        || scopes.contains(scope)
                        || (scope == Scope.READ && scopes.contains(Scope.WRITE)));
    }
}
