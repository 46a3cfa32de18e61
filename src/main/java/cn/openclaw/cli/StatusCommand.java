package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code status}: what is set up, on one screen, without the network. It always ends with 0: a broken set-up is its content. */
@AutoService(CliCommand.class)
public final class StatusCommand implements CliCommand {
    private static final Text SUMMARY = new Text("一屏看清当前设置", "what is set up, on one screen");
    private static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    private static final Text CONFIG = new Text("配置", "Config");
    private static final Text STATE = new Text("状态目录", "State");
    private static final Text MODEL = new Text("默认型号", "Model");
    private static final Text KEY = new Text("密钥", "Key");
    private static final Text SESSIONS = new Text("会话", "Sessions");
    private static final Text GATEWAY = new Text("网关", "Gateway");
    private static final Text NEXT = new Text("下一步", "Next");
    private static final Text NONE = new Text("没有", "none");
    private static final Text VALID = new Text("有效", "valid");
    private static final Text MISSING = new Text("还没有，运行 openclaw-cn onboard", "none yet: run openclaw-cn onboard");
    private static final Text BROKEN = new Text(
            "有 {0} 处错误，正在使用最后一份有效的配置", "{0} problem(s); the last good copy is in use");
    private static final Text BROKEN_DEFAULTS =
            new Text("有 {0} 处错误，没有可用的旧配置，正在使用默认值", "{0} problem(s) and no good copy; defaults are in use");
    private static final Text RUNNING = new Text("在 {0} 运行", "listening on {0}");
    private static final Text NOT_RUNNING = new Text("没有运行（{0}）", "not running ({0})");
    private static final Text ASK = new Text("openclaw-cn agent --message \"你好\"", "openclaw-cn agent --message \"Hello\"");
    private static final Text DOCTOR = new Text("openclaw-cn doctor", "openclaw-cn doctor");

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Text summary() {
        return SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> {
            Facts facts = facts(cli);
            if (line.hasMatchedOption("--json")) {
                cli.out().println(Json.pretty(json(facts, cli.language())));
            } else {
                show(cli, facts);
            }
            return ExitCode.OK;
        });
        spec.addOption(Commands.flag(cli, JSON, "--json"));
        return spec;
    }

    /** Everything that is shown, in either form. */
    private record Facts(
            Places places,
            ConfigSnapshot snapshot,
            Optional<CatalogModel> model,
            Optional<String> modelProblem,
            Optional<Key> key,
            int sessions,
            String gateway,
            boolean reachable) {}

    private static Facts facts(Cli cli) {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        ClawConfig config = snapshot.config();
        ModelCatalog catalog = new ModelCatalog(config, places.cacheDir());
        Optional<CatalogModel> model = Optional.empty();
        Optional<String> problem = Optional.empty();
        Optional<Key> key = Optional.empty();
        try {
            Optional<String> primary = config.agents().defaults().model().primary();
            if (primary.isPresent()) {
                model = catalog.find(new ModelResolver(config, catalog, config.agents().defaultId())
                        .resolve(primary.get())
                        .ref());
            }
            if (model.isPresent()) {
                key = key(cli, places, snapshot, model.get());
            }
        } catch (ClawException e) {
            problem = Optional.of(e.in(cli.language()));
        }
        int port = port(config.tree());
        return new Facts(
                places, snapshot, model, problem, key, sessions(places, config), "ws://127.0.0.1:" + port, listens(port));
    }

    private static Optional<Key> key(Cli cli, Places places, ConfigSnapshot snapshot, CatalogModel model) {
        Optional<Provider> provider = Providers.find(model.ref().provider());
        AuthProfileStore store = new AuthProfileStore(
                places.authProfiles(snapshot.config(), snapshot.config().agents().defaultId()),
                cli.clock(),
                snapshot.environment());
        List<Key> keys = new Keys(snapshot.config(), snapshot.environment(), store)
                .candidates(new KeyRequest(
                        model.ref().provider(),
                        provider.map(Provider::aliases).orElse(List.of()),
                        provider.map(Provider::apiKeyEnv).orElse(List.of()),
                        model.ref().model(),
                        Optional.empty()));
        return keys.stream().findFirst();
    }

    private static int port(ObjectNode tree) {
        JsonNode port = Json.at(tree, "gateway", "port");
        return port != null && port.isInt() ? port.intValue() : 18789;
    }

    private static int sessions(Places places, ClawConfig config) {
        Path store = places.sessionsDir(config.agents().defaultId()).resolve("sessions.json");
        try {
            return Files.exists(store) ? Json.parse(Files.readAllBytes(store)).size() : 0;
        } catch (IOException | JsonException e) {
            return 0; // a store that cannot be read is the agent's to repair; here it only counts nothing
        }
    }

    /** Only the loopback device is asked, which answers at once. */
    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void show(Cli cli, Facts facts) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {
            CONFIG.in(cli.language()), facts.places().display(facts.snapshot().file()) + " · " + health(cli, facts.snapshot())
        });
        rows.add(new String[] {STATE.in(cli.language()), facts.places().display(facts.places().stateDir())});
        rows.add(new String[] {MODEL.in(cli.language()), facts.model()
                .map(model -> model.ref() + " (" + Math.round(model.definition().contextWindow() / 1024.0) + "k)")
                .or(facts::modelProblem)
                .orElse(NONE.in(cli.language()))});
        rows.add(new String[] {KEY.in(cli.language()), facts.key()
                .map(key -> key.secret().masked() + " · " + key.detail())
                .orElse(NONE.in(cli.language()))});
        rows.add(new String[] {SESSIONS.in(cli.language()), String.valueOf(facts.sessions())});
        Text gateway = facts.reachable() ? RUNNING : NOT_RUNNING;
        rows.add(new String[] {GATEWAY.in(cli.language()), gateway.in(cli.language(), facts.gateway())});
        boolean ready = facts.snapshot().isValid() && facts.key().isPresent();
        rows.add(new String[] {NEXT.in(cli.language()), (ready ? ASK : DOCTOR).in(cli.language())});
        Columns.print(cli.out(), rows);
        for (ConfigProblem problem : facts.snapshot().problems()) {
            cli.err().println(problem.in(cli.language()));
        }
    }

    private static String health(Cli cli, ConfigSnapshot snapshot) {
        if (!snapshot.exists()) {
            return MISSING.in(cli.language());
        }
        int problems = snapshot.problems().size();
        return problems == 0
                ? VALID.in(cli.language())
                : switch (snapshot.origin()) {
                    case FILE, LAST_GOOD -> BROKEN.in(cli.language(), problems);
                    case DEFAULTS -> BROKEN_DEFAULTS.in(cli.language(), problems);
                };
    }

    private static ObjectNode json(Facts facts, Language language) {
        ObjectNode answer = Json.object();
        ObjectNode config = Json.object();
        config.put("path", facts.snapshot().file().toString());
        config.put("exists", facts.snapshot().exists());
        config.put("valid", facts.snapshot().isValid());
        config.put("origin", facts.snapshot().origin().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        ArrayNode problems = Json.array();
        facts.snapshot().problems().forEach(problem -> problems.add(problem.in(language)));
        config.set("problems", problems);
        answer.put("version", Main.version());
        answer.set("config", config);
        answer.put("stateDir", facts.places().stateDir().toString());
        ObjectNode sessions = Json.object();
        sessions.put("count", facts.sessions());
        ObjectNode defaults = Json.object();
        facts.model().ifPresent(model -> {
            defaults.put("model", model.ref().toString());
            defaults.put("contextTokens", model.definition().contextWindow());
        });
        sessions.set("defaults", defaults);
        answer.set("sessions", sessions);
        ObjectNode os = Json.object();
        os.put("platform", System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT));
        os.put("arch", System.getProperty("os.arch"));
        os.put("release", System.getProperty("os.version"));
        answer.set("os", os);
        ObjectNode gateway = Json.object();
        gateway.put("mode", Optional.ofNullable(Json.text(facts.snapshot().config().tree(), "gateway", "mode")).orElse("local"));
        gateway.put("url", facts.gateway());
        gateway.put("reachable", facts.reachable());
        answer.set("gateway", gateway);
        ObjectNode agents = Json.object();
        agents.put("defaultId", facts.snapshot().config().agents().defaultId());
        answer.set("agents", agents);
        ObjectNode auth = Json.object();
        auth.put("ready", facts.key().isPresent());
        facts.key().ifPresent(key -> {
            auth.put("key", key.secret().masked());
            auth.put("source", key.detail());
        });
        answer.set("auth", auth);
        return answer;
    }
}
