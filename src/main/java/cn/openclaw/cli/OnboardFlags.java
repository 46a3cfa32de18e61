package cn.openclaw.cli;

import cn.openclaw.base.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The command line of {@code onboard}, checked: every value is one that means something, or {@link UsageException}. */
record OnboardFlags(
        boolean nonInteractive,
        boolean acceptRisk,
        boolean json,
        boolean reset,
        boolean skipProbe,
        Flow flow,
        boolean remote,
        Optional<AuthChoice> choice,
        Optional<Secret> key,
        boolean keyAsReference,
        Optional<String> userAgent,
        Optional<String> model,
        Optional<String> workspace,
        Gateway gateway,
        Optional<String> remoteUrl,
        Optional<Secret> remoteToken) {

    /** How much is asked. */
    enum Flow {
        QUICKSTART,
        ADVANCED
    }

    /** The gateway's options; empty means: keep what is there, else the default. */
    record Gateway(
            Optional<Integer> port,
            Optional<String> bind,
            Optional<String> auth,
            Optional<Secret> token,
            Optional<Secret> password,
            Optional<String> tailscale,
            boolean tailscaleReset) {}

    private static final Map<String, String> FLOWS = words(
            "quickstart", "quickstart", "advanced", "advanced", "manual", "advanced", "快速开始", "quickstart", "高级", "advanced");
    private static final Map<String, String> MODES = words("local", "local", "remote", "remote", "本地", "local", "远程", "remote");
    private static final Map<String, String> BINDS = words(
            "loopback", "loopback", "lan", "lan", "tailnet", "tailnet", "auto", "auto", "custom", "custom", "本机", "loopback",
            "局域网", "lan", "自动", "auto", "自定义", "custom");
    private static final Map<String, String> AUTHS =
            words("off", "off", "token", "token", "password", "password", "关", "off", "令牌", "token", "密码", "password");
    private static final Map<String, String> TAILSCALE = words("off", "off", "serve", "serve", "funnel", "funnel", "关", "off");
    private static final Map<String, String> SECRET_MODES = words("plaintext", "store", "store", "store", "ref", "ref");

    static OnboardFlags of(ParseResult line) {
        refuseServices(line);
        Optional<AuthChoice> choice = choice(line);
        Flow flow = value(line, "--flow", FLOWS).orElse("quickstart").equals("advanced") ? Flow.ADVANCED : Flow.QUICKSTART;
        return new OnboardFlags(
                line.hasMatchedOption("--non-interactive"),
                line.hasMatchedOption("--accept-risk"),
                line.hasMatchedOption("--json"),
                line.hasMatchedOption("--reset"),
                line.hasMatchedOption("--skip-probe"),
                flow,
                value(line, "--mode", MODES).orElse("local").equals("remote"),
                choice,
                key(line, choice),
                value(line, "--secret-input-mode", SECRET_MODES).orElse("store").equals("ref"),
                text(line, "--user-agent"),
                text(line, "--model"),
                text(line, "--workspace"),
                gateway(line),
                text(line, "--remote-url"),
                text(line, "--remote-token").map(Secret::new));
    }

    private static Gateway gateway(ParseResult line) {
        return new Gateway(
                port(line),
                value(line, "--gateway-bind", BINDS),
                value(line, "--gateway-auth", AUTHS),
                text(line, "--gateway-token").map(Secret::new),
                text(line, "--gateway-password").map(Secret::new),
                value(line, "--tailscale", TAILSCALE),
                line.hasMatchedOption("--tailscale-reset-on-exit"));
    }

    private static void refuseServices(ParseResult line) {
        if (line.hasMatchedOption("--install-daemon") && !line.hasMatchedOption("--skip-daemon")) {
            throw new UsageException(OnboardText.DAEMON, "--install-daemon");
        }
        value(line, "--daemon-runtime", words("node", "node", "bun", "bun", "java", "java"));
        value(line, "--node-manager", words("npm", "npm", "pnpm", "pnpm", "bun", "bun"));
    }

    private static Optional<AuthChoice> choice(ParseResult line) {
        Optional<String> wanted = text(line, "--auth-choice");
        if (wanted.isEmpty()) {
            return keyFlagGiven(line);
        }
        if (wanted.get().equals("skip")) {
            return Optional.empty();
        }
        if (AuthChoice.NEEDS_LOGIN.contains(wanted.get())) {
            throw new UsageException(OnboardText.NEEDS_LOGIN, wanted.get(), "moonshot-api-key");
        }
        return Optional.of(AuthChoice.of(wanted.get())
                .orElseThrow(() -> new UsageException(
                        OnboardText.BAD_VALUE,
                        "--auth-choice",
                        wanted.get(),
                        String.join(", ", AuthChoice.all().stream().map(AuthChoice::id).toList()) + ", skip")));
    }

    /** A key's option alone says what is meant: {@code --moonshot-api-key sk-…} needs no {@code --auth-choice}. */
    private static Optional<AuthChoice> keyFlagGiven(ParseResult line) {
        return line.matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(name -> name.endsWith("-api-key"))
                .flatMap(name -> AuthChoice.all().stream().filter(choice -> choice.keyFlag().equals(name)))
                .findFirst();
    }

    private static Optional<Secret> key(ParseResult line, Optional<AuthChoice> choice) {
        return choice.flatMap(found -> text(line, found.keyFlag())).map(KeyInput::of);
    }

    private static Optional<Integer> port(ParseResult line) {
        return text(line, "--gateway-port").map(text -> {
            if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
                throw new UsageException(OnboardText.BAD_PORT, text);
            }
            return Integer.parseInt(text);
        });
    }

    private static Optional<String> value(ParseResult line, String option, Map<String, String> words) {
        return text(line, option).map(given -> {
            String meant = words.get(given);
            if (meant == null) {
                throw new UsageException(OnboardText.BAD_VALUE, option, given, String.join("|", words.keySet()));
            }
            return meant;
        });
    }

    private static Optional<String> text(ParseResult line, String option) {
        return line.hasMatchedOption(option)
                ? Optional.ofNullable(line.<String>matchedOptionValue(option, null)).filter(value -> !value.isBlank())
                : Optional.empty();
    }

    private static Map<String, String> words(String... pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return words;
    }

    /** The options that bring keys, for the command's specification. */
    static List<String> keyFlags() {
        return AuthChoice.all().stream().map(AuthChoice::keyFlag).distinct().toList();
    }

    /** Those of them that are known without loading every provider. */
    static List<String> usualKeyFlags() {
        return AuthChoice.WRITTEN_DOWN.stream().map(AuthChoice::keyFlag).distinct().toList();
    }
}
