package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.client.Target;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway probe}: tries to reach a gateway, if wanted through an SSH tunnel, and reads an overview. Ends with 6 if none answers. */
final class GatewayProbe {
    private static final Text WORKS = new Text("{0} 正常（{1} 毫秒）", "{0} works ({1} ms)");
    private static final Text TUNNEL = new Text(
            "SSH 隧道没有建立（{0}）。先试试 ssh {1}。", "The SSH tunnel did not come up ({0}). Try ssh {1} first.");
    private static final Text EXIT_CODE = new Text("退出码 {0}", "exit code {0}");
    private static final Text LATE = new Text("十秒之内没有回音", "no answer within ten seconds");
    private static final Text NO_SSH = new Text("没有 ssh 这个命令", "there is no command ssh");

    private GatewayProbe() {}

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "probe", GatewayCallText.PROBE, line -> run(cli, line));
        GatewayLink.addTo(spec, cli, 3_000);
        spec.addOption(Commands.value(cli, GatewayCallText.SSH, "TARGET", "--ssh"));
        spec.addOption(Commands.value(cli, GatewayCallText.SSH_IDENTITY, "FILE", "--ssh-identity"));
        spec.addOption(Commands.flag(cli, GatewayText.IGNORED, "--ssh-auto"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        Duration timeout = GatewayLink.timeout(line, 3_000);
        long begun = System.nanoTime();
        Optional<String> ssh = GatewayLink.value(line, "--ssh");
        GatewayLink link = GatewayLink.of(cli, line);
        try (CtrlC _ = CtrlC.interruptsThisThread();
                Tunnel tunnel = ssh.isEmpty() ? Tunnel.NONE : Tunnel.open(ssh.get(), GatewayLink.value(line, "--ssh-identity"), link)) {
            ObjectNode target = probe(link, tunnel, timeout);
            if (line.hasMatchedOption("--json")) {
                cli.out().println(Json.pretty(report(cli, target, begun, timeout)));
            } else if (target.path("connect").path("ok").asBoolean(false)) {
                cli.print(WORKS, target.path("url").asString(""), target.path("connect").path("latencyMs").asLong(0));
            } else {
                cli.err().println(target.path("connect").path("error").asString(""));
            }
            return target.path("connect").path("ok").asBoolean(false) ? ExitCode.OK : ExitCode.UNAVAILABLE;
        }
    }

    private static ObjectNode report(Cli cli, ObjectNode target, long begun, Duration timeout) {
        boolean ok = target.path("connect").path("ok").asBoolean(false);
        ObjectNode report = Json.object().put("ok", ok).put("ts", cli.clock().millis());
        report.put("durationMs", (System.nanoTime() - begun) / 1_000_000).put("timeoutMs", timeout.toMillis());
        report.put("primaryTargetId", target.path("id").asString(""));
        report.set("warnings", Json.array());
        report.set("network", Json.object());
        ObjectNode discovery = Json.object().put("timeoutMs", 0).put("count", 0);
        discovery.set("beacons", Json.array());
        report.set("discovery", discovery);
        report.set("targets", Json.array().add(target));
        return report;
    }

    private static ObjectNode probe(GatewayLink link, Tunnel tunnel, Duration timeout) throws InterruptedException {
        ObjectNode tree = Json.object();
        Target found;
        try {
            found = tunnel.through(link.target());
        } catch (ClawException e) {
            return tree.put("id", "none").put("url", "").set("connect", failed(e, link.language()));
        }
        String kind = tunnel == Tunnel.NONE ? (found.urlSource().equals("--url") ? "explicit" : "localLoopback") : "sshTunnel";
        tree.put("id", kind).put("kind", kind).put("url", found.url().toString()).put("active", true);
        tree.putNull("tunnel");
        long begun = System.nanoTime();
        try (GatewayClient client = GatewayClient.connect(
                found, GatewayLink.self("probe", List.of(Scope.ADMIN)), link.around(timeout), GatewayClient.Listener.none())) {
            ObjectNode connect = Json.object().put("ok", true).put("latencyMs", (System.nanoTime() - begun) / 1_000_000);
            connect.putNull("error").putNull("close");
            tree.set("connect", connect);
            tree.set("self", client.hello().path("server"));
            for (String[] one : new String[][] {{"config", "config.get"}, {"health", "health"}, {"summary", "status"}, {"presence", "system-presence"}}) {
                GatewayCall.tryCall(client, one[1], Json.object(), timeout).ifPresent(answer -> tree.set(one[0], answer));
            }
            return tree;
        } catch (ClawException e) {
            tree.set("connect", failed(e, link.language()));
            return tree;
        }
    }

    private static ObjectNode failed(ClawException e, Language language) {
        return Json.object().put("ok", false).putNull("latencyMs").put("error", e.in(language)).putNull("close");
    }

    /** A port of this machine that leads to one of another, as long as it is open. */
    private static final class Tunnel implements AutoCloseable {
        static final Tunnel NONE = new Tunnel(null, 0);

        private final @Nullable Process process;
        private final int port;

        private Tunnel(@Nullable Process process, int port) {
            this.process = process;
            this.port = port;
        }

        static Tunnel open(String written, Optional<String> identity, GatewayLink link) throws InterruptedException {
            int colon = written.lastIndexOf(':');
            String host = colon < 0 ? written : written.substring(0, colon);
            int port = free();
            int far = Target.port(link.snapshot().config().tree(), link.snapshot().environment()).value();
            List<String> line = new ArrayList<>(List.of(
                    "ssh", "-N", "-o", "ExitOnForwardFailure=yes", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5"));
            identity.ifPresent(file -> line.addAll(List.of("-i", file)));
            if (colon >= 0) {
                line.addAll(List.of("-p", written.substring(colon + 1)));
            }
            line.addAll(List.of("-L", port + ":127.0.0.1:" + far, "--", host));
            Process process;
            try {
                process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            } catch (IOException e) {
                throw new CliException(ExitCode.UNAVAILABLE, TUNNEL, NO_SSH.in(link.language()), host);
            }
            Tunnel tunnel = new Tunnel(process, port);
            for (int wait = 0; wait < 100; wait++) {
                if (!process.isAlive()) {
                    throw new CliException(ExitCode.UNAVAILABLE, TUNNEL, EXIT_CODE.in(link.language(), process.exitValue()), host);
                }
                try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return tunnel;
                } catch (IOException e) {
                    Thread.sleep(100);
                }
            }
            tunnel.close();
            throw new CliException(ExitCode.UNAVAILABLE, TUNNEL, LATE.in(link.language()), host);
        }

        private static int free() {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        Target through(Target target) {
            return process == null
                    ? target
                    : new Target(
                            URI.create("ws://127.0.0.1:" + port), "ssh", target.token(), target.password(), target.secretSource(), Optional.empty());
        }

        @Override
        public void close() {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
