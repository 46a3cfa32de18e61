package cn.openclaw.client;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.client.ClientException.Reason;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which gateway, and what lets us in, each with where it comes from: a person who is refused must see which of several tokens
 * was sent.
 *
 * @param url {@code ws://} or {@code wss://}
 * @param urlSource {@code --url}, {@code running gateway}, {@code config gateway.port} …
 * @param token the shared token, if one is known
 * @param password the password, if one is known
 * @param secretSource where that comes from; {@code none} if there is neither
 * @param fingerprint of the certificate to believe
 */
public record Target(
        URI url,
        String urlSource,
        Optional<Secret> token,
        Optional<Secret> password,
        String secretSource,
        Optional<String> fingerprint) {
    public static final int USUAL_PORT = 18789;
    private static final List<String> PORT_VARIABLES = List.of("OPENCLAW_GATEWAY_PORT", "CLAWDBOT_GATEWAY_PORT");
    private static final List<String> TOKEN_VARIABLES = List.of("OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN");
    private static final List<String> PASSWORD_VARIABLES = List.of("OPENCLAW_GATEWAY_PASSWORD", "CLAWDBOT_GATEWAY_PASSWORD");

    /** What the command line says. */
    public record Told(Optional<String> url, Optional<String> token, Optional<String> password) {
        public static final Told NOTHING = new Told(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A number or secret with where it comes from. */
    public record Sourced<T>(T value, String source) {}

    /**
     * Finds it: what the command line says; a remote gateway where {@code gateway.mode} says so; the one that runs on this
     * machine; else where the configuration would have it.
     *
     * @throws ClientException if an address makes no sense, or a secret would be sent where it does not belong
     */
    public static Target find(Places places, ConfigSnapshot snapshot, Told told) {
        ObjectNode tree = snapshot.config().tree();
        Environment environment = snapshot.environment();
        if (told.url().isPresent()) {
            if (told.token().isEmpty() && told.password().isEmpty()) {
                throw new ClientException(Reason.USAGE, ClientText.URL_WITHOUT_SECRET);
            }
            return new Target(
                    address(told.url().get()), "--url", secret(told.token()), secret(told.password()), flag(told), Optional.empty());
        }
        Target found = "remote".equals(Json.text(tree, "gateway", "mode"))
                ? remote(tree, environment)
                : RunningGateway.find(places).map(Target::of).orElseGet(() -> configured(places, tree, environment));
        return told.token().isEmpty() && told.password().isEmpty()
                ? found
                : new Target(
                        found.url, found.urlSource, secret(told.token()), secret(told.password()), flag(told), found.fingerprint);
    }

    private static String flag(Told told) {
        return told.token().isPresent() ? "--token" : "--password";
    }

    private static Optional<Secret> secret(Optional<String> text) {
        return text.map(Secret::new);
    }

    private static Target of(RunningGateway running) {
        return new Target(
                running.url(),
                "running gateway",
                running.secret().filter(auth -> !auth.password()).map(RunningGateway.Auth::value),
                running.secret().filter(RunningGateway.Auth::password).map(RunningGateway.Auth::value),
                "running gateway (" + running.secretSource() + ")",
                running.fingerprint());
    }

    private static Target remote(ObjectNode tree, Environment environment) {
        String url = Json.text(tree, "gateway", "remote", "url");
        if (url == null || url.isBlank()) {
            throw new ClientException(Reason.USAGE, ClientText.NO_REMOTE_URL);
        }
        Optional<String> token = Optional.ofNullable(Json.text(tree, "gateway", "remote", "token"));
        Optional<String> password = Optional.ofNullable(Json.text(tree, "gateway", "remote", "password"));
        Optional<String> fingerprint = Optional.ofNullable(Json.text(tree, "gateway", "remote", "tlsFingerprint"));
        String source = token.isPresent() ? "config gateway.remote.token" : "config gateway.remote.password";
        if (token.isEmpty() && password.isEmpty()) {
            var variable = environment.first(TOKEN_VARIABLES);
            token = variable.map(found -> found.getValue());
            source = variable.map(found -> "env " + found.getKey()).orElse("none");
        }
        return new Target(address(url), "config gateway.remote.url", secret(token), secret(password), source, fingerprint);
    }

    private static Target configured(Places places, ObjectNode tree, Environment environment) {
        Sourced<Integer> port = port(tree, environment);
        JsonNode on = Json.at(tree, "gateway", "tls", "enabled");
        boolean tls = on != null && on.asBoolean(false);
        Optional<Sourced<RunningGateway.Auth>> auth = auth(places, tree, environment);
        return new Target(
                URI.create((tls ? "wss" : "ws") + "://127.0.0.1:" + port.value()),
                port.source(),
                auth.filter(found -> !found.value().password()).map(found -> found.value().value()),
                auth.filter(found -> found.value().password()).map(found -> found.value().value()),
                auth.map(Sourced::source).orElse("none"),
                Optional.empty());
    }

    /** The port a gateway of this configuration listens on: variable, {@code gateway.port}, 18789. */
    public static Sourced<Integer> port(ObjectNode tree, Environment environment) {
        var variable = environment.first(PORT_VARIABLES);
        if (variable.isPresent()) {
            try {
                int port = Integer.parseInt(variable.get().getValue().strip());
                if (port > 0 && port < 65_536) {
                    return new Sourced<>(port, "env " + variable.get().getKey());
                }
            } catch (NumberFormatException e) {
                // As the original: what is no number does not count.
            }
        }
        JsonNode port = Json.at(tree, "gateway", "port");
        return port != null && port.isInt()
                ? new Sourced<>(port.intValue(), "config gateway.port")
                : new Sourced<>(USUAL_PORT, "default");
    }

    /**
     * What lets one in to a gateway of this configuration, by {@code gateway.auth}: the configuration counts before variables, and
     * the token that a gateway without either has made for itself comes last. Empty if there is none yet.
     */
    public static Optional<Sourced<RunningGateway.Auth>> auth(Places places, ObjectNode tree, Environment environment) {
        Optional<Sourced<RunningGateway.Auth>> password = configured(tree, "password", environment, PASSWORD_VARIABLES);
        Optional<Sourced<RunningGateway.Auth>> token = configured(tree, "token", environment, TOKEN_VARIABLES);
        String mode = Json.text(tree, "gateway", "auth", "mode");
        if ("password".equals(mode)) {
            return password;
        }
        if (mode == null && password.isPresent()) {
            return password;
        }
        return token.or(() -> kept(places));
    }

    private static Optional<Sourced<RunningGateway.Auth>> configured(
            ObjectNode tree, String kind, Environment environment, List<String> variables) {
        String written = Json.text(tree, "gateway", "auth", kind);
        boolean password = kind.equals("password");
        if (written != null && !written.isBlank()) {
            return Optional.of(new Sourced<>(
                    new RunningGateway.Auth(password, new Secret(written.strip())), "config gateway.auth." + kind));
        }
        return environment.first(variables).map(found -> new Sourced<>(
                new RunningGateway.Auth(password, new Secret(found.getValue().strip())), "env " + found.getKey()));
    }

    /** The token that a gateway made for itself. */
    public static Path tokenFile(Places places) {
        return places.stateDir().resolve("gateway").resolve("token");
    }

    private static Optional<Sourced<RunningGateway.Auth>> kept(Places places) {
        try {
            Path file = tokenFile(places);
            String text = Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip() : "";
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Sourced<>(new RunningGateway.Auth(false, new Secret(text)), "file " + places.display(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a person's address; {@code http} is taken for {@code ws}, as browsers show it.
     *
     * @throws ClientException if it is none, or would carry a secret unencrypted to another machine
     */
    static URI address(String written) {
        URI uri;
        try {
            uri = URI.create(written.strip().replaceFirst("^(?i)http", "ws"));
        } catch (IllegalArgumentException e) {
            throw new ClientException(Reason.USAGE, ClientText.BAD_URL, written);
        }
        boolean tls = "wss".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(tls || "ws".equalsIgnoreCase(uri.getScheme()))) {
            throw new ClientException(Reason.USAGE, ClientText.BAD_URL, written);
        }
        if (!tls && !isOwn(uri.getHost())) {
            throw new ClientException(Reason.USAGE, ClientText.PLAIN_REMOTE, written);
        }
        return uri;
    }

    /** This machine, or a private network: the original's users reach gateways at home by their plain address. */
    private static boolean isOwn(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress() || isTailnet(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** 100.64.0.0/10, which Tailscale uses and encrypts. */
    private static boolean isTailnet(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    }
}
