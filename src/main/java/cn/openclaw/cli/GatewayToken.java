package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway token show|rotate}: the one token, wherever it is kept. */
final class GatewayToken {
    private static final Text NONE = new Text(
            "还没有令牌：第一次运行 openclaw-cn gateway run 时会生成，或运行 openclaw-cn gateway token rotate。",
            "There is no token yet: openclaw-cn gateway run makes one the first time, or run openclaw-cn gateway token rotate.");
    private static final Text SOURCE = new Text("（来自 {0}）", "(from {0})");
    private static final Text PASSWORD = new Text("这个网关凭密码进入，没有令牌。", "This gateway is entered by a password; it has no token.");
    private static final Text ELSEWHERE = new Text(
            "令牌来自 {0}，请在那里更换，然后运行 openclaw-cn gateway restart。",
            "The token comes from {0}: change it there, then run openclaw-cn gateway restart.");
    private static final Text ROTATED = new Text("新令牌已写入 {0}。", "A new token is in {0}.");
    private static final Text TAKEN = new Text("正在运行的网关已改用它；客户端会自动重新登录。", "The running gateway uses it now; clients log in again by themselves.");
    private static final Text NOT_TAKEN = new Text(
            "正在运行的网关还没有改用它：运行 openclaw-cn gateway restart。", "The running gateway does not use it yet: run openclaw-cn gateway restart.");
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private GatewayToken() {}

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "token", GatewayCallText.TOKEN, line ->
                line.hasMatchedOption("--new") ? rotate(cli, line.hasMatchedOption("--json")) : show(cli, line.hasMatchedOption("--json")));
        spec.addOption(Commands.flag(cli, GatewayCallText.TOKEN_ROTATE, "--new"));
        spec.addOption(Commands.flag(cli, GatewayCallText.JSON, "--json"));
        for (String child : List.of("show", "rotate")) {
            boolean rotates = child.equals("rotate");
            Text what = rotates ? GatewayCallText.TOKEN_ROTATE : GatewayCallText.TOKEN_SHOW;
            CommandSpec sub = Commands.command(cli, child, what, line ->
                    rotates ? rotate(cli, line.hasMatchedOption("--json")) : show(cli, line.hasMatchedOption("--json")));
            sub.addOption(Commands.flag(cli, GatewayCallText.JSON, "--json"));
            Commands.add(spec, child, sub);
        }
        return spec;
    }

    private static ExitCode show(Cli cli, boolean json) {
        GatewayLink link = new GatewayLink(cli, Target.Told.NOTHING);
        Target target = link.target();
        if (target.password().isPresent() && target.token().isEmpty()) {
            throw new CliException(ExitCode.FAILED, PASSWORD);
        }
        Secret token = target.token().orElseThrow(() -> new CliException(ExitCode.FAILED, NONE));
        if (json) {
            cli.out().println(Json.pretty(Json.object()
                    .put("token", token.reveal())
                    .put("source", target.secretSource())
                    .put("url", target.url().toString())));
        } else {
            cli.out().println(token.reveal());
            cli.say(SOURCE, Sources.said(cli.language(), target.secretSource()));
        }
        return ExitCode.OK;
    }

    private static ExitCode rotate(Cli cli, boolean json) throws InterruptedException {
        Places places = Places.of(cli.environment());
        Optional<RunningGateway> running = RunningGateway.find(places);
        Changed changed = change(cli).orElseThrow();
        boolean taken = running.isPresent() && awaitTaken(places, changed.token());
        if (json) {
            cli.out().println(Json.pretty(
                    Json.object().put("ok", true).put("place", changed.place()).put("running", running.isPresent()).put("taken", taken)));
            return ExitCode.OK;
        }
        cli.print(ROTATED, changed.place());
        if (running.isPresent()) {
            cli.print(taken ? TAKEN : NOT_TAKEN);
        }
        return ExitCode.OK;
    }

    /** A new token, and where it is kept now. */
    record Changed(Secret token, String place) {}

    /**
     * Puts a new token where the old one is kept.
     *
     * @throws CliException if that is no place of ours
     */
    static Optional<Changed> change(Cli cli) {
        Places places = Places.of(cli.environment());
        ConfigFile file = new ConfigFile(places, cli.environment());
        ConfigSnapshot snapshot = file.read();
        ObjectNode tree = snapshot.config().tree();
        RunningGateway.find(places).map(RunningGateway::secretSource).filter("--token"::equals).ifPresent(GatewayToken::elsewhere);
        if (GatewayPlan.word(tree, "gateway", "auth", "token").filter(text -> !text.isBlank()).isPresent()) {
            variable(snapshot).ifPresent(GatewayToken::elsewhere);
            Secret fresh = random();
            file.save(List.of(ConfigEdit.set(List.of("gateway", "auth", "token"), "\"" + fresh.reveal() + "\"")));
            return Optional.of(new Changed(fresh, places.display(places.configFile()) + " (gateway.auth.token)"));
        }
        snapshot.environment()
                .first(List.of("OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN"))
                .ifPresent(found -> elsewhere("env " + found.getKey()));
        return Optional.of(new Changed(GatewayPlan.make(places), places.display(Target.tokenFile(places))));
    }

    private static void elsewhere(String source) {
        throw new CliException(ExitCode.FAILED, ELSEWHERE, source);
    }

    /** The variable that the file names instead of a token, as it is written there. */
    private static Optional<String> variable(ConfigSnapshot snapshot) {
        try {
            String written = Json.text(Json5Document.parse(snapshot.text()).root(), "gateway", "auth", "token");
            return Optional.ofNullable(written).filter(text -> text.contains("${"));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Secret random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    private static boolean awaitTaken(Places places, Secret fresh) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean taken = RunningGateway.find(places)
                    .flatMap(RunningGateway::secret)
                    .filter(auth -> auth.value().equals(fresh))
                    .isPresent();
            if (taken) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }
}
