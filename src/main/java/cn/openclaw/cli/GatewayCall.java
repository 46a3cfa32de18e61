package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.client.Target;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway call|health|usage-cost}: one question, one answer. */
final class GatewayCall {
    private static final int TIMEOUT = 10_000;
    private static final Text OK = new Text("网关正常（{0} 毫秒）", "The gateway is well ({0} ms)");
    private static final Text DEGRADED = new Text("网关在运行，但配置文件有误：{0}", "The gateway runs, but its config file is not valid: {0}");
    private static final Text AGENTS = new Text("智能体", "Agents");
    private static final Text SESSIONS = new Text("会话", "Sessions");
    private static final Text CHANNELS = new Text("频道", "Channels");
    private static final Text NONE = new Text("没有", "none");
    private static final Text DATE = new Text("日期", "Date");
    private static final Text INPUT = new Text("输入", "In");
    private static final Text OUTPUT = new Text("输出", "Out");
    private static final Text CACHED = new Text("缓存", "Cached");
    private static final Text COST = new Text("费用", "Cost");
    private static final Text TOTAL = new Text("合计", "Total");

    private GatewayCall() {}

    static CommandSpec spec(Cli cli, String name) {
        return switch (name) {
            case "health" -> health(cli, name);
            case "usage-cost" -> usage(cli);
            default -> call(cli);
        };
    }

    /** {@code health}, also as a command of its own. */
    static CommandSpec health(Cli cli, String name) {
        CommandSpec spec = Commands.command(cli, name, GatewayCallText.HEALTH, line -> {
            JsonNode payload = ask(cli, line, "health", Json.object());
            if (line.hasMatchedOption("--json")) {
                cli.out().println(Json.pretty(payload));
            } else {
                print(cli, payload, line.hasMatchedOption("--url") ? Optional.empty() : problem(cli));
            }
            return ExitCode.OK;
        });
        GatewayLink.addTo(spec, cli, TIMEOUT);
        spec.addOption(Commands.flag(cli, GatewayText.VERBOSE, "--verbose"));
        return spec;
    }

    private static CommandSpec call(Cli cli) {
        CommandSpec spec = Commands.command(cli, "call", GatewayCallText.CALL, line -> {
            String method = line.matchedPositionalValue(0, "");
            ObjectNode params = GatewayLink.params(GatewayLink.value(line, "--params"));
            Duration timeout = GatewayLink.timeout(line, TIMEOUT);
            try (CtrlC _ = CtrlC.interruptsThisThread();
                    GatewayClient client = GatewayLink.of(cli, line).connect("cli", GatewayLink.ALL, timeout)) {
                JsonNode answer = line.hasMatchedOption("--expect-final")
                        ? client.callToEnd(method, params, timeout, _ -> {})
                        : client.call(method, params, timeout);
                cli.out().println(Json.pretty(answer));
                return ExitCode.OK;
            }
        });
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .paramLabel("METHOD")
                .description(GatewayCallText.CALL.in(cli.language()))
                .build());
        GatewayLink.addTo(spec, cli, TIMEOUT);
        spec.addOption(Commands.value(cli, GatewayCallText.PARAMS, "JSON", "--params"));
        spec.addOption(Commands.flag(cli, GatewayCallText.FINAL, "--expect-final"));
        return spec;
    }

    private static CommandSpec usage(Cli cli) {
        CommandSpec spec = Commands.command(cli, "usage-cost", GatewayCallText.USAGE_COST, line -> {
            ObjectNode params = Json.object().put("days", GatewayLink.number(line, "--days", 30));
            JsonNode payload = ask(cli, line, "usage.cost", params);
            if (line.hasMatchedOption("--json")) {
                cli.out().println(Json.pretty(payload));
            } else {
                table(cli, payload);
            }
            return ExitCode.OK;
        });
        GatewayLink.addTo(spec, cli, TIMEOUT);
        spec.addOption(Commands.value(cli, GatewayCallText.DAYS, "N", "--days"));
        return spec;
    }

    private static JsonNode ask(Cli cli, ParseResult line, String method, ObjectNode params) throws InterruptedException {
        Duration timeout = GatewayLink.timeout(line, TIMEOUT);
        try (CtrlC _ = CtrlC.interruptsThisThread();
                GatewayClient client = GatewayLink.of(cli, line).connect("cli", GatewayLink.ALL, timeout)) {
            return client.call(method, params, timeout);
        }
    }

    /** What is wrong with the file here, in this person's language, whatever the gateway's is. */
    private static Optional<String> problem(Cli cli) {
        return new GatewayLink(cli, Target.Told.NOTHING).snapshot().problems().stream().findFirst().map(first -> first.in(cli.language()));
    }

    private static void print(Cli cli, JsonNode health, Optional<String> problem) {
        cli.print(OK, health.path("durationMs").asLong(0));
        JsonNode problems = health.path("config").path("problems");
        if (health.path("config").path("degraded").asBoolean(false)) {
            cli.print(DEGRADED, problem.orElse(problems.path(0).asString("?")));
        }
        List<String[]> rows = new ArrayList<>();
        List<String> agents = new ArrayList<>();
        health.path("agents").forEach(agent -> agents.add(agent.path("agentId").asString("?")
                + (agent.path("isDefault").asBoolean(false) ? "*" : "")));
        rows.add(new String[] {AGENTS.in(cli.language()), agents.isEmpty() ? NONE.in(cli.language()) : String.join(", ", agents)});
        rows.add(new String[] {SESSIONS.in(cli.language()), health.path("sessions").path("count").asString("0")});
        List<String> channels = new ArrayList<>();
        for (var channel : health.path("channels").properties()) {
            if (channel.getValue().path("configured").asBoolean(false)) {
                channels.add(channel.getKey());
            }
        }
        rows.add(new String[] {CHANNELS.in(cli.language()), channels.isEmpty() ? NONE.in(cli.language()) : String.join(", ", channels)});
        Columns.print(cli.out(), rows);
    }

    private static void table(Cli cli, JsonNode payload) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {
            DATE.in(cli.language()), INPUT.in(cli.language()), OUTPUT.in(cli.language()), CACHED.in(cli.language()), COST.in(cli.language())
        });
        payload.path("daily").forEach(day -> rows.add(row(day.path("date").asString("?"), day)));
        rows.add(row(TOTAL.in(cli.language()), payload.path("totals")));
        Columns.table(cli.out(), rows);
    }

    private static String[] row(String name, JsonNode day) {
        return new String[] {
            name,
            day.path("input").asString("0"),
            day.path("output").asString("0"),
            day.path("cacheRead").asString("0"),
            TopScreen.cost(day)
        };
    }

    /** What a gateway says of a method, or nothing if it does not. */
    static Optional<JsonNode> tryCall(GatewayClient client, String method, ObjectNode params, Duration timeout)
            throws InterruptedException {
        try {
            return Optional.of(client.call(method, params, timeout));
        } catch (cn.openclaw.base.ClawException e) {
            return Optional.empty();
        }
    }
}
