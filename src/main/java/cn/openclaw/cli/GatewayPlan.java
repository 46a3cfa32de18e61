package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.server.GatewayAuth;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway is started with, after everything that speaks against it was looked at. Each refusal is one sentence with the
 * command that mends it.
 *
 * @param bind {@code loopback}, {@code lan} …
 * @param hosts the addresses it listens on; the first must work
 * @param tailscale {@code off}, {@code serve} or {@code funnel}
 */
record GatewayPlan(String bind, List<String> hosts, Target.Sourced<Integer> port, String tailscale, boolean tailscaleReset) {

    /** @throws CliException if it must not start like this */
    static GatewayPlan of(GatewayFlags flags, ConfigSnapshot snapshot, Places places) {
        ObjectNode tree = snapshot.config().tree();
        configuration(flags, snapshot, places);
        String bind = flags.bind().or(() -> word(tree, "gateway", "bind")).orElse("loopback");
        String tailscale = flags.tailscale().or(() -> word(tree, "gateway", "tailscale", "mode")).orElse("off");
        GatewayPlan plan = new GatewayPlan(
                bind,
                hosts(bind, tree),
                flags.port().map(number -> new Target.Sourced<>(number, "--port")).orElseGet(() -> Target.port(tree, snapshot.environment())),
                tailscale,
                flags.tailscaleReset() || flag(tree, "gateway", "tailscale", "resetOnExit"));
        GatewayAuth auth = auth(flags, snapshot, places);
        if (auth.mode() == GatewayAuth.Mode.PASSWORD && auth.password().isEmpty()) {
            throw refused(GatewayText.NO_PASSWORD);
        }
        if (tailscale.equals("funnel") && auth.mode() != GatewayAuth.Mode.PASSWORD) {
            throw refused(GatewayText.FUNNEL_PASSWORD);
        }
        if (!tailscale.equals("off") && plan.isExposed()) {
            throw refused(GatewayText.TAILSCALE_BIND, tailscale);
        }
        hooks(tree);
        return plan;
    }

    private static CliException refused(cn.openclaw.base.Text text, Object... arguments) {
        return new CliException(ExitCode.USAGE, text, arguments);
    }

    private static void configuration(GatewayFlags flags, ConfigSnapshot snapshot, Places places) {
        if (!snapshot.exists() && !flags.unconfigured()) {
            throw refused(GatewayText.NO_CONFIG, places.display(places.configFile()));
        }
        boolean usable = snapshot.origin() != ConfigSnapshot.Origin.DEFAULTS || snapshot.problems().isEmpty();
        if (!usable) {
            throw refused(GatewayText.BROKEN, snapshot.problems().size());
        }
        if (!flags.unconfigured() && word(snapshot.config().tree(), "gateway", "mode").filter("remote"::equals).isPresent()) {
            throw refused(GatewayText.REMOTE_MODE);
        }
    }

    private static void hooks(ObjectNode tree) {
        if (flag(tree, "hooks", "enabled")) {
            if (word(tree, "hooks", "token").filter(token -> !token.isBlank()).isEmpty()) {
                throw refused(GatewayText.HOOKS_TOKEN);
            }
            if (word(tree, "hooks", "path").filter(path -> path.strip().equals("/")).isPresent()) {
                throw refused(GatewayText.HOOKS_PATH);
            }
        }
    }

    /** Whether another machine could reach it. */
    boolean isExposed() {
        return hosts.stream().anyMatch(host -> !isLoopback(host));
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Where something on this machine reaches it. */
    String nearHost() {
        return hosts.contains("0.0.0.0") || hosts.contains("127.0.0.1") ? "127.0.0.1" : hosts.getFirst();
    }

    /**
     * Unlike the original, nothing widens what was asked for: where an address cannot be had, it does not become {@code 0.0.0.0}.
     */
    private static List<String> hosts(String bind, ObjectNode tree) {
        return switch (bind) {
            case "lan" -> List.of("0.0.0.0");
            case "tailnet" -> List.of(tailnet().orElse("127.0.0.1"));
            case "custom" -> List.of(custom(tree));
            default -> List.of("127.0.0.1", "::1");
        };
    }

    private static String custom(ObjectNode tree) {
        String host = word(tree, "gateway", "customBindHost").map(String::strip).orElse("");
        try {
            boolean address = !host.isEmpty() && host.chars().allMatch(c -> Character.isDigit(c) || c == '.');
            if (address && (host.equals("0.0.0.0") || NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null)) {
                return host;
            }
        } catch (UnknownHostException | SocketException e) {
            throw refused(GatewayText.NO_CUSTOM_HOST, host.isEmpty() ? "-" : host);
        }
        throw refused(GatewayText.NO_CUSTOM_HOST, host.isEmpty() ? "-" : host);
    }

    /** Tailscale gives every machine an address out of 100.64.0.0/10. */
    static Optional<String> tailnet() {
        try {
            for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(device.getInetAddresses())) {
                    byte[] bytes = address.getAddress();
                    if (address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xC0) == 64) {
                        return Optional.of(address.getHostAddress());
                    }
                }
            }
        } catch (SocketException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * What lets one in: options, configuration, variables, else the token that was made for this state directory. Asked again whenever
     * somebody logs in, so that a new one counts at once.
     */
    static GatewayAuth auth(GatewayFlags flags, ConfigSnapshot snapshot, Places places) {
        GatewayAuth written = GatewayAuth.of(snapshot);
        Optional<Secret> password = flags.password().map(Secret::new).or(written::password);
        Optional<Secret> token = flags.token().map(Secret::new).or(written::token);
        boolean modeWritten = word(snapshot.config().tree(), "gateway", "auth", "mode").isPresent();
        GatewayAuth.Mode mode = flags.auth()
                .map(word -> word.equals("password") ? GatewayAuth.Mode.PASSWORD : GatewayAuth.Mode.TOKEN)
                .orElseGet(() -> flags.token().isPresent() && !modeWritten
                        ? GatewayAuth.Mode.TOKEN
                        : flags.password().isPresent() ? GatewayAuth.Mode.PASSWORD : written.mode());
        if (mode == GatewayAuth.Mode.TOKEN && token.isEmpty()) {
            token = kept(places);
        }
        return new GatewayAuth(mode, token, password, written.allowTailscale());
    }

    /** Where that comes from, for people. */
    static String source(GatewayFlags flags, ConfigSnapshot snapshot, Places places, GatewayAuth auth) {
        boolean password = auth.mode() == GatewayAuth.Mode.PASSWORD;
        if (password ? flags.password().isPresent() : flags.token().isPresent()) {
            return password ? "--password" : "--token";
        }
        ObjectNode tree = snapshot.config().tree();
        String key = password ? "password" : "token";
        if (word(tree, "gateway", "auth", key).filter(text -> !text.isBlank()).isPresent()) {
            return "config gateway.auth." + key;
        }
        String name = password ? "PASSWORD" : "TOKEN";
        return snapshot.environment()
                .first(List.of("OPENCLAW_GATEWAY_" + name, "CLAWDBOT_GATEWAY_" + name))
                .map(found -> "env " + found.getKey())
                .orElse("file " + places.display(Target.tokenFile(places)));
    }

    private static Optional<Secret> kept(Places places) {
        try {
            Path file = Target.tokenFile(places);
            String text = Files.isRegularFile(file) ? Files.readString(file).strip() : "";
            return Optional.of(text).filter(word -> !word.isEmpty()).map(Secret::new);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes a token for this state directory, in the place of the one that is there. */
    static Secret make(Places places) {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Secret token = new Secret(HexFormat.of().formatHex(bytes));
        try {
            StateFile.write(Target.tokenFile(places), (token.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<String> word(ObjectNode tree, String... path) {
        return Optional.ofNullable(Json.text(tree, path));
    }

    static boolean flag(ObjectNode tree, String... path) {
        JsonNode node = Json.at(tree, path);
        return node != null && node.asBoolean(false);
    }
}
