package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigException;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.Prompter.Choice;
import cn.openclaw.tui.TerminalPrompter;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code configure}: the questions of onboarding, one part at a time. */
@AutoService(CliCommand.class)
public final class ConfigureCommand implements CliCommand {
    private static final Text SECTION = new Text(
            "要改的部分：workspace、model、web、gateway、health（可重复）", "the part to change: workspace, model, web, gateway, health (repeatable)");
    private static final Text BAD_SECTION = new Text(
            "无效的 --section：{0}。应为以下之一：{1}。", "Invalid --section: {0}. Expected one of: {1}.");
    private static final Text LATER = new Text(
            "“{0}”属于网关，本版本还没有；可改的部分：{1}。", "\"{0}\" belongs to the gateway, which this version does not have yet; parts that can be changed: {1}.");
    private static final Text MODEL = new Text("默认型号", "Default model");
    private static final Text BIND = new Text("网关监听在哪里？", "Where should the gateway listen?");
    private static final Text KEY_KIND = new Text("密钥", "keys");
    private static final Text SAVED = new Text("已更新 {0}", "Updated {0}");
    private static final List<String> SECTIONS = List.of("workspace", "model", "web", "gateway", "health");
    private static final List<Text> LABELS = List.of(
            new Text("工作区", "workspace"),
            new Text("默认型号", "default model"),
            new Text("网页搜索", "web search"),
            new Text("网关", "gateway"),
            new Text("检查", "health check"));
    private static final List<String> OF_THE_GATEWAY = List.of("daemon", "channels", "skills");

    @Override
    public String name() {
        return "configure";
    }

    @Override
    public Text summary() {
        return OnboardText.CONFIGURE_SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> run(cli, line));
        spec.addOption(OptionSpec.builder("--section")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel("PART")
                .description(SECTION.in(cli.language()))
                .build());
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        List<String> sections = line.matchedOptionValue("--section", List.<String>of());
        for (String section : sections) {
            if (OF_THE_GATEWAY.contains(section)) {
                throw new UsageException(LATER, section, String.join(", ", SECTIONS));
            }
            if (!SECTIONS.contains(section)) {
                throw new UsageException(BAD_SECTION, section, String.join(", ", SECTIONS));
            }
        }
        if (!cli.screen().in()) {
            throw new UsageException(OnboardText.NO_TERMINAL);
        }
        Places places = Places.of(cli.environment());
        ConfigFile file = new ConfigFile(places, cli.environment());
        ConfigSnapshot before = file.read();
        if (!before.isValid()) {
            throw new ConfigException(before.problems(), OnboardText.CONFIG_INVALID);
        }
        for (String section : sections.isEmpty() ? List.of(choose(cli)) : sections) {
            ExitCode code = switch (section) {
                case "key" -> another(cli, "onboard", "--accept-risk");
                case "health" -> another(cli, "doctor");
                default -> change(cli, places, file, section);
            };
            if (code != ExitCode.OK) {
                return code;
            }
        }
        return ExitCode.OK;
    }

    /** A whole command of its own: it opens the terminal anew, so no prompt of ours may be open. */
    private static ExitCode another(Cli cli, String... line) {
        int number = Main.run(cli, line);
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == number)
                .findFirst()
                .orElse(ExitCode.FAILED);
    }

    private static String choose(Cli cli) {
        List<Choice<String>> choices = new ArrayList<>();
        choices.add(new Choice<>("key", KEY_KIND.in(cli.language()), "onboard"));
        for (int at = 0; at < SECTIONS.size(); at++) {
            choices.add(new Choice<>(SECTIONS.get(at), LABELS.get(at).in(cli.language()), SECTIONS.get(at)));
        }
        try (Prompter ask = new TerminalPrompter(cli.language())) {
            return ask.select(OnboardText.SECTION.in(cli.language()), choices, 0);
        }
    }

    private static ExitCode change(Cli cli, Places places, ConfigFile file, String section) {
        ConfigSnapshot before = file.read();
        OnboardPlan plan = new OnboardPlan(before.config().tree());
        try (Prompter ask = new TerminalPrompter(cli.language())) {
            switch (section) {
                case "workspace" -> workspace(cli, ask, places, before, plan);
                case "model" -> plan.primary(model(cli, ask, places, before));
                case "web" -> web(cli, ask, places, plan);
                default -> gateway(cli, ask, before, plan);
            }
        }
        if (!plan.edits().isEmpty()) {
            file.save(plan.edits());
            cli.print(SAVED, places.display(before.file()));
        }
        return ExitCode.OK;
    }

    private static void workspace(Cli cli, Prompter ask, Places places, ConfigSnapshot before, OnboardPlan plan) {
        String present = places.display(
                places.workspace(before.config(), before.config().agents().defaultId()));
        String wanted = ask.text(OnboardText.ASK_WORKSPACE.in(cli.language()), present, _ -> Optional.empty());
        plan.workspace(wanted);
        Folders.make(Folders.expand(wanted, cli.environment()));
    }

    private static String model(Cli cli, Prompter ask, Places places, ConfigSnapshot before) {
        List<Choice<String>> choices = new ArrayList<>();
        String present = before.config().agents().defaults().model().primary().orElse("");
        int at = 0;
        List<CatalogModel> models = new ArrayList<>(new ModelCatalog(before.config(), places.cacheDir()).all());
        models.sort(Comparator.comparing(model -> model.definition().lifecycle().status())); // current, legacy, retired
        for (CatalogModel model : models) {
            String ref = model.ref().toString();
            Lifecycle.Status status = model.definition().lifecycle().status();
            boolean ours = List.of("moonshot", "kimi-code").contains(model.ref().provider())
                    || before.config().models().providers().containsKey(model.ref().provider());
            if (ref.equals(present) || (ours && status != Lifecycle.Status.RETIRED)) {
                at = ref.equals(present) ? choices.size() : at;
                choices.add(new Choice<>(ref, ref, hint(status).in(cli.language())));
            }
        }
        return ask.select(MODEL.in(cli.language()), choices, at);
    }

    private static Text hint(Lifecycle.Status status) {
        return switch (status) {
            case CURRENT -> new Text("", "");
            case LEGACY -> new Text("旧型号", "older");
            case RETIRED -> new Text("已下线", "retired");
        };
    }

    /** The key goes into the state directory's {@code .env}, and the configuration refers to it. */
    private static void web(Cli cli, Prompter ask, Places places, OnboardPlan plan) {
        String key = ask.secret(OnboardText.BRAVE.in(cli.language()), _ -> Optional.empty()).reveal();
        if (!key.isBlank()) {
            EnvFile.set(places.stateDir().resolve(".env"), "BRAVE_API_KEY", KeyInput.of(key).reveal());
            plan.put("true", "tools", "web", "search", "enabled");
            plan.put(OnboardPlan.string("brave"), "tools", "web", "search", "provider");
            plan.put(OnboardPlan.string("${BRAVE_API_KEY}"), "tools", "web", "search", "apiKey");
            cli.print(OnboardText.WEB_REF, places.display(places.stateDir().resolve(".env")));
        }
    }

    private static void gateway(Cli cli, Prompter ask, ConfigSnapshot before, OnboardPlan plan) {
        JsonNode present = before.config().tree().path("gateway");
        String port = ask.text(OnboardText.PORT.in(cli.language()), String.valueOf(present.path("port").asInt(18789)), text -> text.matches("[1-9][0-9]{0,4}")
                && Integer.parseInt(text) <= 65535
                ? Optional.empty()
                : Optional.of(OnboardText.BAD_PORT.in(cli.language(), text)));
        String bind = ask.select(
                BIND.in(cli.language()),
                List.of(new Choice<>("loopback", "loopback", "127.0.0.1"), new Choice<>("lan", "lan", "0.0.0.0")),
                present.path("bind").asString("").equals("lan") ? 1 : 0);
        plan.put(port, "gateway", "port");
        plan.put(OnboardPlan.string(bind), "gateway", "bind");
        plan.add(OnboardPlan.string("token"), "gateway", "auth", "mode");
        plan.add(OnboardPlan.string(Tokens.gateway().reveal()), "gateway", "auth", "token");
    }
}
