package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.client.DeviceIdentity;
import cn.openclaw.client.DeviceTokens;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.JdkSockets;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ObjectNode;

/** How commands reach a gateway: the options they share, and the connection. */
final class GatewayLink {
    static final List<Scope> ALL = List.of(Scope.ADMIN, Scope.APPROVALS, Scope.PAIRING);

    private final Cli cli;
    private final Places places;
    private final ConfigSnapshot snapshot;
    private final Target.Told told;

    GatewayLink(Cli cli, Target.Told told) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.snapshot = new ConfigFile(places, cli.environment()).read();
        this.told = told;
    }

    static GatewayLink of(Cli cli, ParseResult line) {
        return new GatewayLink(cli, new Target.Told(value(line, "--url"), value(line, "--token"), value(line, "--password")));
    }

    static void addTo(CommandSpec spec, Cli cli, int timeout) {
        spec.addOption(Commands.value(cli, GatewayCallText.URL, "URL", "--url"));
        spec.addOption(Commands.value(cli, GatewayCallText.TOKEN_FLAG, "TOKEN", "--token"));
        spec.addOption(Commands.value(cli, GatewayCallText.PASSWORD_FLAG, "PASSWORD", "--password"));
        String help = GatewayCallText.TIMEOUT.in(cli.language(), timeout);
        spec.addOption(Commands.value(cli, new Text(help, help), "MS", "--timeout"));
        spec.addOption(Commands.flag(cli, GatewayCallText.JSON, "--json"));
    }

    static Optional<String> value(ParseResult line, String option) {
        return Optional.ofNullable(line.<String>matchedOptionValue(option, null));
    }

    static Duration timeout(ParseResult line, int usual) {
        return Duration.ofMillis(number(line, "--timeout", usual));
    }

    static int number(ParseResult line, String option, int usual) {
        Optional<String> text = value(line, option);
        if (text.isEmpty()) {
            return usual;
        }
        boolean digits = !text.get().isEmpty() && text.get().length() <= 9 && text.get().chars().allMatch(Character::isDigit);
        if (!digits || Integer.parseInt(text.get()) <= 0) {
            throw new UsageException(GatewayCallText.BAD_NUMBER, option, text.get());
        }
        return Integer.parseInt(text.get());
    }

    static ObjectNode params(Optional<String> written) {
        if (written.isEmpty()) {
            return Json.object();
        }
        try {
            if (Json.parse(written.get()) instanceof ObjectNode tree) {
                return tree;
            }
        } catch (JsonException e) {
            throw new UsageException(GatewayCallText.BAD_PARAMS, String.valueOf(e.getMessage()));
        }
        throw new UsageException(GatewayCallText.BAD_PARAMS, written.get());
    }

    Language language() {
        return cli.language();
    }

    Places places() {
        return places;
    }

    ConfigSnapshot snapshot() {
        return snapshot;
    }

    /** @throws cn.openclaw.client.ClientException if it cannot be said */
    Target target() {
        return Target.find(places, snapshot, told);
    }

    static GatewayClient.Self self(String mode, List<Scope> scopes) {
        String platform = System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT);
        return new GatewayClient.Self("cli", mode, Main.version(), platform, Optional.empty(), scopes);
    }

    GatewayClient.Around around(Duration connect) {
        return new GatewayClient.Around(
                new JdkSockets(cli.environment()),
                cli.clock(),
                DeviceIdentity.of(places, cli.clock()),
                new DeviceTokens(places, cli.clock()),
                connect,
                cli.language());
    }

    /** @throws cn.openclaw.client.ClientException if there is none, or none that lets us in */
    GatewayClient connect(String mode, List<Scope> scopes, Duration timeout) throws InterruptedException {
        return GatewayClient.connect(target(), self(mode, scopes), around(timeout), GatewayClient.Listener.none());
    }
}
