package cn.openclaw.cli;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code agent}, checked in the original's order: message, session, agent, thinking, verbose, timeout. */
final class AgentFlags {
    private AgentFlags() {}

    static void addTo(CommandSpec spec, Cli cli) {
        spec.addOption(Commands.value(cli, AgentCommandText.MESSAGE, "TEXT", "-m", "--message"));
        spec.addOption(Commands.value(cli, AgentCommandText.TO, "PEER", "-t", "--to"));
        spec.addOption(Commands.value(cli, AgentCommandText.SESSION_ID, "ID", "--session-id"));
        spec.addOption(Commands.value(cli, AgentCommandText.AGENT, "ID", "--agent"));
        spec.addOption(Commands.value(cli, AgentCommandText.THINKING, "LEVEL", "--thinking"));
        spec.addOption(Commands.value(cli, AgentCommandText.VERBOSE, "HOW", "--verbose"));
        spec.addOption(Commands.flag(cli, AgentCommandText.LOCAL, "--local"));
        spec.addOption(Commands.flag(cli, AgentCommandText.JSON, "--json"));
        spec.addOption(Commands.value(cli, AgentCommandText.TIMEOUT, "SECONDS", "--timeout"));
        spec.addOption(Commands.value(cli, AgentCommandText.MODEL, "MODEL", "--model"));
        spec.addOption(Commands.value(cli, ApprovalsText.APPROVE, "HOW", "--approve"));
        spec.addOption(OptionSpec.builder("--attach")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel("FILE")
                .description(AgentCommandText.ATTACH.in(cli.language()))
                .build());
    }

    /**
     * The turn that is wanted.
     *
     * @throws UsageException if an option makes no sense
     */
    static RunRequest request(ParseResult line, Cli cli, ClawConfig config) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Text(message(line, cli)));
        Optional<String> to = value(line, "--to");
        Optional<SessionId> session = value(line, "--session-id").map(SessionId::new);
        if (to.isPresent() && session.isPresent()) {
            throw new UsageException(AgentCommandText.TOO_MANY_SELECTORS);
        }
        Optional<String> agent = value(line, "--agent");
        String agentId = agent.orElseGet(() -> config.agents().defaultId());
        String scope = Optional.ofNullable(Json.text(config.tree(), "session", "dmScope")).orElse("main");
        Optional<ThinkingLevel> thinking = value(line, "--thinking").map(word -> ThinkingLevel.of(word)
                .orElseThrow(() -> new UsageException(AgentCommandText.BAD_THINKING, word)));
        Optional<String> verbose = value(line, "--verbose").map(AgentFlags::verbose);
        Optional<Duration> timeout = value(line, "--timeout").map(AgentFlags::seconds);
        for (String file : line.matchedOptionValue("--attach", List.<String>of())) {
            parts.add(Attachments.read(cli.environment().workingDirectory(), file));
        }
        return new RunRequest(
                agent,
                to.map(peer -> SessionKey.direct(agentId, scope, peer)),
                session,
                parts,
                thinking,
                verbose,
                value(line, "--model"),
                timeout,
                cli.language());
    }

    private static String message(ParseResult line, Cli cli) {
        String message = value(line, "--message").orElse("");
        try {
            String words = message.equals("-") ? new String(cli.in().readAllBytes(), StandardCharsets.UTF_8).strip() : message;
            if (words.isBlank()) {
                throw new UsageException(AgentCommandText.NO_MESSAGE);
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> value(ParseResult line, String option) {
        return Optional.ofNullable(line.<String>matchedOptionValue(option, null));
    }

    private static String verbose(String word) {
        if (!List.of("on", "full", "off").contains(word)) {
            throw new UsageException(AgentCommandText.BAD_VERBOSE, word);
        }
        return word;
    }

    private static Duration seconds(String text) {
        try {
            int seconds = Integer.parseInt(text.strip());
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new UsageException(AgentCommandText.BAD_TIMEOUT, text);
        }
        throw new UsageException(AgentCommandText.BAD_TIMEOUT, text);
    }
}
