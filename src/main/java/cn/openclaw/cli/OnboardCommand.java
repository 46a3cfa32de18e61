package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code onboard}: from nothing to a configuration that answers, by questions or by options. */
@AutoService(CliCommand.class)
public final class OnboardCommand implements CliCommand {
    private static final Text WORKSPACE = new Text("工作区文件夹", "workspace folder");
    private static final Text CHOICE = new Text("密钥的种类，例如 moonshot-api-key、kimi-code-api-key", "which kind of key, such as moonshot-api-key or kimi-code-api-key");
    private static final Text KEY = new Text("{0} 的密钥", "the key for {0}");
    private static final Text SECRET_MODE =
            new Text("store：密钥存入 0600 的密钥文件；ref：配置引用环境变量，不复制密钥", "store: keep the key in a 0600 file; ref: refer to the environment variable and copy nothing");
    private static final Text AGENT = new Text("发送给 Kimi Code 的 User-Agent：own、page 或任意文字", "the User-Agent sent to Kimi Code: own, page, or any text");
    private static final Text MODEL = new Text("默认型号（provider/model）", "the default model (provider/model)");
    private static final Text NO_QUESTIONS = new Text("不提问，只用选项和环境变量", "ask nothing; use options and the environment");
    private static final Text RISK = new Text("确认已知晓风险", "acknowledge the risk");
    private static final Text SKIP_PROBE = new Text("保存前不联网检查密钥", "save the key without asking the platform");
    private static final Text RESET = new Text("先把现有配置移到备份", "move the present configuration to a backup first");
    private static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    private static final Text FLOW = new Text("quickstart 或 advanced", "quickstart or advanced");
    private static final Text MODE = new Text("local 或 remote", "local or remote");
    private static final Text GATEWAY = new Text("网关设置", "a setting of the gateway");
    private static final Text REMOTE = new Text("远程网关", "the remote gateway");
    private static final Text SERVICE = new Text("不安装后台服务（本版本没有）", "install no service (this version has none)");
    private static final Text ACCEPTED = new Text("为兼容而接受；这里没有对应的步骤", "accepted for compatibility; there is no such step here");

    @Override
    public String name() {
        return "onboard";
    }

    @Override
    public Text summary() {
        return OnboardText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return with(cli, OnboardFlags.keyFlags());
    }

    /** Most lines need only the keys that are written down; the others' options are the providers', who would all have to be loaded. */
    @Override
    public CommandSpec spec(Cli cli, List<String> line) {
        if (line.contains("--help") || line.contains("-h")) {
            return spec(cli);
        }
        CommandSpec few = with(cli, OnboardFlags.usualKeyFlags());
        for (String word : line) {
            if (word.startsWith("-") && !few.optionsMap().containsKey(word.split("=", 2)[0])) {
                return spec(cli);
            }
        }
        return few;
    }

    private CommandSpec with(Cli cli, List<String> keyFlags) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> run(cli, line));
        spec.addOption(Commands.value(cli, CHOICE, "CHOICE", "--auth-choice"));
        spec.addOption(Commands.flag(cli, NO_QUESTIONS, "--non-interactive"));
        spec.addOption(Commands.flag(cli, RISK, "--accept-risk"));
        spec.addOption(Commands.flag(cli, SKIP_PROBE, "--skip-probe"));
        spec.addOption(Commands.flag(cli, JSON, "--json"));
        spec.addOption(Commands.flag(cli, RESET, "--reset"));
        spec.addOption(Commands.value(cli, MODEL, "REF", "--model"));
        spec.addOption(Commands.value(cli, WORKSPACE, "DIR", "--workspace"));
        spec.addOption(Commands.value(cli, SECRET_MODE, "MODE", "--secret-input-mode"));
        spec.addOption(Commands.value(cli, AGENT, "AGENT", "--user-agent"));
        spec.addOption(Commands.value(cli, FLOW, "FLOW", "--flow"));
        spec.addOption(Commands.value(cli, MODE, "MODE", "--mode"));
        values(cli, spec, REMOTE, "--remote-url", "--remote-token");
        values(cli, spec, GATEWAY, "--gateway-port", "--gateway-bind", "--gateway-auth", "--gateway-token", "--gateway-password", "--tailscale");
        flags(cli, spec, GATEWAY, "--tailscale-reset-on-exit");
        flags(cli, spec, SERVICE, "--no-install-daemon", "--skip-daemon", "--install-daemon");
        flags(cli, spec, ACCEPTED, "--skip-channels", "--skip-skills", "--skip-health", "--skip-ui");
        values(cli, spec, ACCEPTED, "--daemon-runtime", "--node-manager");
        for (String flag : keyFlags) {
            spec.addOption(OptionSpec.builder(flag)
                    .type(String.class)
                    .arity("1")
                    .paramLabel("KEY")
                    .description(KEY.in(cli.language(), flag.substring(2, flag.length() - "-api-key".length())))
                    .build());
        }
        return spec;
    }

    private static void values(Cli cli, CommandSpec spec, Text what, String... names) {
        for (String name : names) {
            spec.addOption(Commands.value(cli, what, "VALUE", name));
        }
    }

    private static void flags(Cli cli, CommandSpec spec, Text what, String... names) {
        for (String name : names) {
            spec.addOption(Commands.flag(cli, what, name));
        }
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        OnboardFlags flags = OnboardFlags.of(line);
        Onboarding onboarding = new Onboarding(cli, flags, () -> Network.of(cli));
        if (flags.nonInteractive()) {
            return onboarding.withoutQuestions();
        }
        if (!cli.screen().in()) {
            throw new UsageException(OnboardText.NO_TERMINAL);
        }
        return OnboardWizard.run(onboarding);
    }
}
