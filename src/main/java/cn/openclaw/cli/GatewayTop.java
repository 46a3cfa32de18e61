package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.tui.LiveTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code gateway top}: what the gateway does right now, drawn anew every second; once, as text or JSON, where nobody watches. */
final class GatewayTop {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Columns for whoever reads it from a pipe or a file. */
    private static final int UNCUT = 10_000;

    private GatewayTop() {}

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "top", GatewayCallText.TOP, line -> run(cli, line));
        GatewayLink.addTo(spec, cli, 10_000);
        spec.addOption(Commands.flag(cli, GatewayCallText.PLAIN, "--plain"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        boolean json = line.hasMatchedOption("--json");
        boolean live = !json && !line.hasMatchedOption("--plain") && cli.screen().in() && cli.screen().out()
                && !cli.environment().get("TERM").orElse("dumb").equals("dumb");
        GatewayLink link = GatewayLink.of(cli, line);
        try (CtrlC _ = CtrlC.interruptsThisThread();
                GatewayClient client = link.connect("ui", List.of(Scope.READ), GatewayLink.timeout(line, 10_000))) {
            if (json) {
                cli.out().println(Json.pretty(stats(client)));
                return ExitCode.OK;
            }
            TopScreen screen = new TopScreen(cli.language(), client.hello().path("server").path("version").asString(""));
            if (!live) {
                int width = cli.screen().out() ? cli.screen().width() : UNCUT;
                screen.lines(stats(client), today(client), width).forEach(cli.out()::println);
                return ExitCode.OK;
            }
            LiveTable.show(width -> lines(client, screen, width, cli.language()), Duration.ofSeconds(1), cli.environment());
            return ExitCode.OK;
        }
    }

    private static List<String> lines(GatewayClient client, TopScreen screen, int width, Language language) throws InterruptedException {
        try {
            return screen.live(stats(client), today(client), width);
        } catch (ClawException e) {
            return List.of(Columns.cut(e.in(language), width));
        }
    }

    private static JsonNode stats(GatewayClient client) throws InterruptedException {
        return client.call("gateway.stats", Json.object().put("limit", 50), PATIENCE);
    }

    private static Optional<JsonNode> today(GatewayClient client) throws InterruptedException {
        return GatewayCall.tryCall(client, "usage.cost", Json.object().put("days", 1), PATIENCE);
    }
}
