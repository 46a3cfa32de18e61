package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code devices}: who may come in by the gateway, and who waits to be let in. */
@AutoService(CliCommand.class)
public final class DevicesCommand implements CliCommand {
    private static final Text SUMMARY = new Text("网关认识的设备，与等待批准的设备", "devices the gateway knows, and those that wait to be let in");
    private static final Text LIST = new Text("列出", "list them");
    private static final Text APPROVE = new Text("批准一个请求；不写编号时批准最新的", "let one in; without an id the newest request");
    private static final Text REJECT = new Text("拒绝一个请求", "refuse a request");
    private static final Text REMOVE = new Text("忘掉一台设备，断开它的连接", "forget a device and end its connections");
    private static final Text ROTATE = new Text("换掉一台设备的令牌", "give a device a new token");
    private static final Text REVOKE = new Text("收回一台设备的令牌，断开它的连接", "take a device's token back and end its connections");
    private static final Text ID = new Text("编号", "the id");
    private static final Text ROLE = new Text("角色：operator|node（缺省 operator）", "the role: operator|node (default: operator)");
    private static final Text NOTHING = new Text("没有设备。", "There are no devices.");
    private static final Text NOBODY_WAITS = new Text("没有等待批准的请求。", "No request waits.");
    private static final Text NO_REQUEST = new Text(
            "没有编号为 {0} 的请求在等待（五分钟后过期）。用 openclaw-cn devices list 查看", "no request {0} waits (they end after five minutes). See openclaw-cn devices list");
    private static final Text NO_DEVICE = new Text("没有设备 {0}，或它没有这个角色。用 openclaw-cn devices list 查看", "there is no device {0}, or it has no such role. See openclaw-cn devices list");
    private static final Text DONE = new Text("完成：{0}", "done: {0}");
    private static final Text WAITS = new Text("等待批准", "waits");
    private static final Text PAIRED = new Text("已配对", "paired");
    private static final List<String> CHILDREN = List.of("list", "approve", "reject", "remove", "rotate", "revoke");

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public Text summary() {
        return SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec devices = Commands.command(cli, name(), SUMMARY, line -> list(cli, line));
        GatewayLink.addTo(devices, cli, 10_000);
        for (String child : CHILDREN) {
            Commands.add(devices, child, child(cli, child));
        }
        return devices;
    }

    private static CommandSpec child(Cli cli, String name) {
        Text what = switch (name) {
            case "approve" -> APPROVE;
            case "reject" -> REJECT;
            case "remove" -> REMOVE;
            case "rotate" -> ROTATE;
            case "revoke" -> REVOKE;
            default -> LIST;
        };
        CommandSpec spec = Commands.command(cli, name, what, line -> name.equals("list") ? list(cli, line) : act(cli, name, line));
        GatewayLink.addTo(spec, cli, 10_000);
        if (!name.equals("list")) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index("0")
                    .arity(name.equals("approve") ? "0..1" : "1")
                    .type(String.class)
                    .paramLabel("ID")
                    .description(ID.in(cli.language()))
                    .build());
            spec.addOption(Commands.value(cli, ROLE, "ROLE", "--role"));
        }
        return spec;
    }

    private static ExitCode list(Cli cli, ParseResult line) throws InterruptedException {
        JsonNode found = ask(cli, line, "device.pair.list", Json.object());
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(found));
            return ExitCode.OK;
        }
        List<String[]> rows = new ArrayList<>();
        found.path("pending").forEach(one -> rows.add(row(cli, WAITS, one, "requestId")));
        found.path("paired").forEach(one -> rows.add(row(cli, PAIRED, one, "deviceId")));
        if (rows.isEmpty()) {
            cli.print(NOTHING);
        }
        Columns.table(cli.out(), rows);
        return ExitCode.OK;
    }

    private static String[] row(Cli cli, Text state, JsonNode one, String id) {
        String name = one.path("displayName").asString(one.path("clientId").asString(""));
        return new String[] {
            state.in(cli.language()), one.path(id).asString(""), AgentScreen.safe(name), one.path("platform").asString(""), one.path("remoteIp").asString("")
        };
    }

    private static ExitCode act(Cli cli, String name, ParseResult line) throws InterruptedException {
        Optional<String> id = Optional.ofNullable(line.<String>matchedPositionalValue(0, null));
        String role = GatewayLink.value(line, "--role").orElse("operator");
        String method = switch (name) {
            case "approve" -> "device.pair.approve";
            case "reject" -> "device.pair.reject";
            case "remove" -> "device.pair.remove";
            case "rotate" -> "device.token.rotate";
            default -> "device.token.revoke";
        };
        boolean request = name.equals("approve") || name.equals("reject");
        String wanted = id.isPresent() ? id.get() : newest(cli, line);
        ObjectNode params = Json.object().put(request ? "requestId" : "deviceId", wanted);
        if (name.equals("rotate") || name.equals("revoke")) {
            params.put("role", role);
        }
        JsonNode done = known(cli, line, method, params);
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(done));
        } else {
            cli.print(DONE, wanted);
        }
        return ExitCode.OK;
    }

    /** The gateway's own word for what it does not know is for programs, and the same in every language. */
    private static JsonNode known(Cli cli, ParseResult line, String method, ObjectNode params) throws InterruptedException {
        try {
            return ask(cli, line, method, params);
        } catch (GatewayException e) {
            if (!e.error().message().startsWith("unknown ")) {
                throw e;
            }
            Text sentence = params.has("requestId") ? NO_REQUEST : NO_DEVICE;
            throw new CliException(ExitCode.USAGE, sentence, params.path("requestId").asString(params.path("deviceId").asString("")));
        }
    }

    private static String newest(Cli cli, ParseResult line) throws InterruptedException {
        String found = "";
        long latest = Long.MIN_VALUE;
        for (JsonNode one : ask(cli, line, "device.pair.list", Json.object()).path("pending")) {
            if (one.path("ts").asLong(0) >= latest) {
                latest = one.path("ts").asLong(0);
                found = one.path("requestId").asString("");
            }
        }
        if (found.isEmpty()) {
            throw new CliException(ExitCode.FAILED, NOBODY_WAITS);
        }
        return found;
    }

    private static JsonNode ask(Cli cli, ParseResult line, String method, ObjectNode params) throws InterruptedException {
        Duration timeout = GatewayLink.timeout(line, 10_000);
        try (CtrlC _ = CtrlC.interruptsThisThread();
                GatewayClient client = GatewayLink.of(cli, line).connect("cli", GatewayLink.ALL, timeout)) {
            return client.call(method, params, timeout);
        }
    }
}
