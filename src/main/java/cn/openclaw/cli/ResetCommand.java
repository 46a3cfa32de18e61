package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.Prompter.Choice;
import cn.openclaw.tui.TerminalPrompter;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code reset}: takes away configuration, sessions, or everything, after saying what and asking. */
@AutoService(CliCommand.class)
public final class ResetCommand implements CliCommand {
    private static final Text SUMMARY = new Text("清除配置、会话或全部数据", "remove configuration, sessions, or everything");
    private static final Text SCOPE = new Text("config、config+creds+sessions 或 full", "config, config+creds+sessions, or full");
    private static final Text YES = new Text("不再询问", "do not ask");
    private static final Text DRY = new Text("只列出将被删除的内容", "only list what would be removed");
    private static final Text QUIET = new Text("不提问", "ask nothing");
    private static final Text BAD_SCOPE = new Text(
            "--scope 无效，应为 config、config+creds+sessions 或 full。",
            "Invalid --scope. Expected \"config\", \"config+creds+sessions\", or \"full\".");
    private static final Text NEEDS_YES = new Text("非交互模式需要 --yes。", "Non-interactive mode requires --yes.");
    private static final Text NEEDS_SCOPE = new Text("非交互模式需要 --scope。", "Non-interactive mode requires --scope.");
    private static final Text ASK_SCOPE = new Text("清除哪些内容？", "Remove what?");
    private static final Text ASK = new Text("删除以上内容？无法撤销。", "Remove all of this? It cannot be undone.");
    private static final Text NOTHING = new Text("没有可删除的内容。", "There is nothing to remove.");
    private static final Text REMOVED = new Text("已删除 {0}", "Removed {0}");
    private static final Text KEPT = new Text("没有删除任何东西。", "Nothing was removed.");
    private static final Text NEXT = new Text("下一步：openclaw-cn onboard", "Next: openclaw-cn onboard");
    private static final Text UNSAFE = new Text(
            "拒绝删除 {0}：它不像是本程序的目录。", "{0} is not removed: it does not look like a folder of this program.");

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public Text summary() {
        return SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> run(cli, line));
        spec.addOption(Commands.value(cli, SCOPE, "SCOPE", "--scope"));
        spec.addOption(Commands.flag(cli, YES, "--yes"));
        spec.addOption(Commands.flag(cli, QUIET, "--non-interactive"));
        spec.addOption(Commands.flag(cli, DRY, "--dry-run"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) {
        boolean dry = line.hasMatchedOption("--dry-run");
        boolean yes = line.hasMatchedOption("--yes");
        boolean silent = line.hasMatchedOption("--non-interactive") || !cli.screen().in();
        Optional<String> given = Optional.ofNullable(line.matchedOptionValue("--scope", null));
        if (silent && given.isEmpty()) {
            throw new UsageException(NEEDS_SCOPE);
        }
        if (silent && !yes && !dry) {
            throw new UsageException(NEEDS_YES);
        }
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        String scope = given.orElseGet(() -> ask(cli));
        List<Path> targets = targets(places, snapshot, scope).stream().filter(Files::exists).distinct().toList();
        if (targets.isEmpty()) {
            cli.print(NOTHING);
            return ExitCode.OK;
        }
        targets.forEach(target -> cli.out().println((dry ? "[dry-run] remove " : "remove ") + places.display(target)));
        if (dry) {
            return ExitCode.OK;
        }
        if (!yes && !sure(cli)) {
            cli.print(KEPT);
            return ExitCode.OK;
        }
        for (Path target : targets) {
            remove(target);
            cli.print(REMOVED, places.display(target));
        }
        cli.print(NEXT);
        return ExitCode.OK;
    }

    private static String ask(Cli cli) {
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            return prompter.select(
                    ASK_SCOPE.in(cli.language()),
                    List.of(
                            new Choice<>("config", "config", ""),
                            new Choice<>("config+creds+sessions", "config+creds+sessions", ""),
                            new Choice<>("full", "full", "")),
                    0);
        }
    }

    private static boolean sure(Cli cli) {
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            return prompter.confirm(ASK.in(cli.language()), false);
        }
    }

    private static List<Path> targets(Places places, ConfigSnapshot snapshot, String scope) {
        List<Path> targets = new ArrayList<>();
        targets.add(snapshot.file());
        // Or the next broken configuration would be replaced by the one that was to go.
        targets.addAll(ConfigFile.lastGood(places));
        return switch (scope) {
            case "config" -> targets;
            case "config+creds+sessions" -> {
                targets.add(places.stateDir().resolve("credentials"));
                targets.addAll(sessions(places));
                yield targets;
            }
            case "full" -> {
                targets.addAll(withTarget(places, places.stateDir()));
                Path workspace = places.workspace(snapshot.config(), snapshot.config().agents().defaultId());
                if (isOurs(places, workspace)) {
                    targets.add(guarded(places, workspace));
                }
                yield targets;
            }
            default -> throw new UsageException(BAD_SCOPE);
        };
    }

    /** A path that came from a variable or a configuration may be the home itself: that is never removed. */
    private static Path guarded(Places places, Path folder) {
        Path real = folder.toAbsolutePath().normalize();
        boolean holdsHome = places.home().toAbsolutePath().normalize().startsWith(real);
        if (holdsHome || real.getNameCount() < 2 || !isKnown(places, real)) {
            throw new UsageException(UNSAFE, places.display(folder));
        }
        return folder;
    }

    /** OPENCLAW_STATE_DIR may have been pointed at a folder of documents by mistake: its name or what lies in it must be ours. */
    private static boolean isKnown(Places places, Path folder) {
        String name = String.valueOf(folder.getFileName());
        return !folder.equals(places.stateDir().toAbsolutePath().normalize())
                || !Files.exists(folder)
                || name.startsWith(".openclaw")
                || Files.exists(folder.resolve("openclaw.json"))
                || Files.isDirectory(folder.resolve("agents"));
    }

    /** Where the folder is a link, what holds the data goes first, then the link. */
    private static List<Path> withTarget(Places places, Path folder) {
        if (!Files.isSymbolicLink(folder) || !Files.exists(folder)) {
            return List.of(guarded(places, folder));
        }
        try {
            return List.of(guarded(places, folder.toRealPath()), guarded(places, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own default folders go; a folder the person pointed us at is theirs and stays. */
    private static boolean isOurs(Places places, Path workspace) {
        return workspace.startsWith(places.stateDir())
                || workspace.equals(places.home().resolve("clawd"))
                || places.profile().map(name -> workspace.equals(places.home().resolve("clawd-" + name))).orElse(false);
    }

    private static List<Path> sessions(Places places) {
        Path agents = places.stateDir().resolve("agents");
        if (!Files.isDirectory(agents)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(agents)) {
            return folders.map(agent -> agent.resolve("sessions")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links inside are removed, never followed. */
    private static void remove(Path target) {
        if (!Files.exists(target, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return; // it went with a folder that was removed before it
        }
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
