package cn.openclaw.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code gateway run}, checked each by itself.
 *
 * @param port 0 for a free one
 * @param drain seconds
 */
record GatewayFlags(
        Optional<Integer> port,
        Optional<String> bind,
        Optional<String> token,
        Optional<String> auth,
        Optional<String> password,
        Optional<String> tailscale,
        boolean tailscaleReset,
        boolean unconfigured,
        boolean force,
        boolean verbose,
        String socketLog,
        Optional<Integer> drain) {
    static final List<String> BINDS = List.of("loopback", "lan", "tailnet", "auto", "custom");

    static void addTo(CommandSpec spec, Cli cli) {
        spec.addOption(Commands.value(cli, GatewayText.PORT, "PORT", "--port"));
        spec.addOption(Commands.value(cli, GatewayText.BIND, "WHERE", "--bind"));
        spec.addOption(Commands.value(cli, GatewayText.TOKEN, "TOKEN", "--token"));
        spec.addOption(Commands.value(cli, GatewayText.AUTH, "HOW", "--auth"));
        spec.addOption(Commands.value(cli, GatewayText.PASSWORD, "PASSWORD", "--password"));
        spec.addOption(Commands.value(cli, GatewayText.TAILSCALE, "HOW", "--tailscale"));
        spec.addOption(Commands.flag(cli, GatewayText.TAILSCALE_RESET, "--tailscale-reset-on-exit"));
        spec.addOption(Commands.flag(cli, GatewayText.ALLOW, "--allow-unconfigured"));
        spec.addOption(Commands.flag(cli, GatewayText.DEV, "--dev"));
        spec.addOption(Commands.flag(cli, GatewayText.RESET, "--reset"));
        spec.addOption(Commands.flag(cli, GatewayText.FORCE, "--force"));
        spec.addOption(Commands.flag(cli, GatewayText.VERBOSE, "--verbose"));
        spec.addOption(Commands.value(cli, GatewayText.WS_LOG, "HOW", "--ws-log"));
        spec.addOption(Commands.flag(cli, GatewayText.COMPACT, "--compact"));
        spec.addOption(Commands.value(cli, GatewayText.DRAIN, "SECONDS", "--drain"));
        spec.addOption(Commands.flag(cli, GatewayText.IGNORED, "--claude-cli-logs"));
        spec.addOption(Commands.flag(cli, GatewayText.IGNORED, "--raw-stream"));
        spec.addOption(Commands.value(cli, GatewayText.IGNORED, "FILE", "--raw-stream-path"));
    }

    /** @throws UsageException if an option makes no sense */
    static GatewayFlags of(ParseResult line, Cli cli) {
        Optional<String> drain = value(line, "--drain").or(() -> cli.environment().get("OPENCLAW_GATEWAY_DRAIN_SECONDS"));
        return new GatewayFlags(
                value(line, "--port").map(text -> number(text, 65_535, GatewayText.BAD_PORT)),
                word(line, "--bind", BINDS),
                value(line, "--token"),
                word(line, "--auth", List.of("token", "password")),
                value(line, "--password"),
                word(line, "--tailscale", List.of("off", "serve", "funnel")),
                line.hasMatchedOption("--tailscale-reset-on-exit"),
                line.hasMatchedOption("--allow-unconfigured") || line.hasMatchedOption("--dev"),
                line.hasMatchedOption("--force"),
                line.hasMatchedOption("--verbose"),
                line.hasMatchedOption("--compact") ? "compact" : word(line, "--ws-log", List.of("auto", "full", "compact")).orElse("auto"),
                drain.map(text -> number(text, 86_400, GatewayCallText.BAD_SECONDS)));
    }

    private static Optional<String> value(ParseResult line, String option) {
        return Optional.ofNullable(line.<String>matchedOptionValue(option, null));
    }

    private static Optional<String> word(ParseResult line, String option, List<String> words) {
        Optional<String> word = value(line, option);
        if (word.isPresent() && !words.contains(word.get())) {
            throw new UsageException(GatewayText.BAD_WORD, option, String.join("|", words), word.get());
        }
        return word;
    }

    static int number(String text, int most, cn.openclaw.base.Text wrong) {
        boolean digits = !text.isBlank() && text.strip().length() <= 6 && text.strip().chars().allMatch(Character::isDigit);
        if (!digits || Integer.parseInt(text.strip()) > most) {
            throw new UsageException(wrong, text);
        }
        return Integer.parseInt(text.strip());
    }

    /** The same words on the command line of the process that takes over. */
    static List<String> again(String... arguments) {
        return Arrays.stream(arguments).filter(word -> !word.equals("--force") && !word.equals("--reset")).toList();
    }
}
