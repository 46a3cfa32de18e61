package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway discover}: gateways of this person's state directories, and those that announce themselves in the local network. */
final class GatewayDiscover {
    private static final Text NONE = new Text(
            "没有找到网关。监听其他网卡的网关才会在局域网里广播自己（gateway.bind、discovery.mdns.mode）；本机的用 gateway status 查看。",
            "No gateway was found. Only one that listens beyond this machine is announced in the local network (gateway.bind, discovery.mdns.mode); see gateway status for this machine's.");

    private GatewayDiscover() {}

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "discover", GatewayCallText.DISCOVER, line -> run(cli, line));
        String help = GatewayCallText.TIMEOUT.in(cli.language(), 2000);
        spec.addOption(Commands.value(cli, new Text(help, help), "MS", "--timeout"));
        spec.addOption(Commands.flag(cli, GatewayCallText.JSON, "--json"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        Duration timeout = GatewayLink.timeout(line, 2_000);
        List<ObjectNode> beacons = new ArrayList<>(here(cli));
        for (Beacons.Beacon beacon : Beacons.ask(timeout)) {
            ObjectNode tree = Json.object().put("instanceName", beacon.name()).put("domain", "local.").put("host", beacon.host());
            tree.put("port", beacon.port());
            beacon.facts().forEach(tree::put);
            boolean tls = "1".equals(beacon.facts().get("gatewayTls"));
            tree.put("wsUrl", (tls ? "wss://" : "ws://") + beacon.host() + ":" + beacon.port());
            beacons.add(tree);
        }
        if (line.hasMatchedOption("--json")) {
            ObjectNode report = Json.object().put("timeoutMs", timeout.toMillis());
            report.set("domains", Json.array().add("local."));
            report.put("count", beacons.size());
            ArrayNode list = Json.array();
            beacons.forEach(list::add);
            report.set("beacons", list);
            cli.out().println(Json.pretty(report));
            return ExitCode.OK;
        }
        if (beacons.isEmpty()) {
            cli.print(NONE);
        }
        List<String[]> rows = new ArrayList<>();
        beacons.forEach(beacon -> rows.add(new String[] {beacon.path("wsUrl").asString(""), beacon.path("instanceName").asString("")}));
        Columns.print(cli.out(), rows);
        return ExitCode.OK;
    }

    /** Each profile has a state directory of its own beside the usual one. */
    private static List<ObjectNode> here(Cli cli) {
        Places places = Places.of(cli.environment());
        List<Path> folders = new ArrayList<>(List.of(places.stateDir()));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(places.home(), ".openclaw*")) {
            found.forEach(folder -> {
                if (!folders.contains(folder)) {
                    folders.add(folder);
                }
            });
        } catch (IOException e) {
            return List.of();
        }
        List<ObjectNode> beacons = new ArrayList<>();
        for (Path folder : folders) {
            Optional<RunningGateway> running =
                    RunningGateway.find(new Places(places.home(), folder, folder.resolve("openclaw.json"), Optional.empty()));
            running.ifPresent(one -> beacons.add(Json.object()
                    .put("instanceName", places.display(folder))
                    .put("host", one.url().getHost())
                    .put("port", one.url().getPort())
                    .put("version", one.version())
                    .put("wsUrl", one.url().toString())));
        }
        return beacons;
    }
}
