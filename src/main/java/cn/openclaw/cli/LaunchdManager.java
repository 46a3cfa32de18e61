package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A launch agent of the person's own. */
final class LaunchdManager implements ServiceManager {
    private final Environment environment;
    private final Places places;
    private final Commanded.Runner runner;
    private final String label;

    LaunchdManager(Cli cli, Commanded.Runner runner) {
        this.environment = cli.environment();
        this.places = Places.of(environment);
        this.runner = runner;
        this.label = "ai.openclaw." + places.profile().orElse("gateway");
    }

    @Override
    public String kind() {
        return "launchd";
    }

    @Override
    public String label() {
        return label;
    }

    Path file() {
        return environment.home().resolve("Library").resolve("LaunchAgents").resolve(label + ".plist");
    }

    private String domain() {
        return "gui/" + runner.run(List.of("id", "-u")).out().strip();
    }

    @Override
    public Optional<Problem> absent() {
        Commanded answer = runner.run(List.of("launchctl", "print", domain()));
        return answer.worked()
                ? Optional.empty()
                : Optional.of(new Problem(ServiceText.NO_LAUNCHD, new Object[] {answer.isThere() ? answer.said() : "launchctl"}));
    }

    @Override
    public State state() {
        if (!Files.exists(file())) {
            return new State(false, "stopped", "", "");
        }
        Commanded shown = runner.run(List.of("launchctl", "print", domain() + "/" + label));
        boolean running = shown.out().lines().map(String::strip).anyMatch(line -> line.equals("state = running"));
        return new State(shown.worked(), running ? "running" : "stopped", shown.worked() ? "" : shown.said(), command());
    }

    private String command() {
        try {
            List<String> lines = Files.readAllLines(file());
            int at = lines.indexOf("  <key>ProgramArguments</key>");
            StringBuilder command = new StringBuilder();
            for (int line = at + 2; at >= 0 && line < lines.size() && lines.get(line).contains("<string>"); line++) {
                String word = lines.get(line).strip().replace("<string>", "").replace("</string>", "");
                command.append(command.isEmpty() ? "" : " ").append(word.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"));
            }
            return command.toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Done install(ServiceUnit unit) {
        Path log = places.stateDir().resolve("logs").resolve("service.log");
        try {
            StateFile.makeFolder(log.resolveSibling(""));
            StateFile.write(file(), ServiceFiles.launchd(unit, log.toString()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Done.failed(ServiceText.NOT_WRITTEN, file(), FileTrouble.why(e));
        }
        // One that is loaded already must go first; that there is none is no failure.
        Commanded _ = runner.run(List.of("launchctl", "bootout", domain() + "/" + label));
        return done(runner.run(List.of("launchctl", "bootstrap", domain(), file().toString())));
    }

    private static Done done(Commanded answer) {
        return answer.worked() ? Done.OK : Done.failed(ServiceText.SAYS, "launchctl", answer.said());
    }

    @Override
    public Done uninstall() {
        Commanded out = runner.run(List.of("launchctl", "bootout", domain() + "/" + label));
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            return Done.failed(ServiceText.NOT_WRITTEN, file(), FileTrouble.why(e));
        }
        return out.isThere() ? Done.OK : done(out);
    }

    @Override
    public Done start() {
        Commanded loaded = runner.run(List.of("launchctl", "print", domain() + "/" + label));
        return loaded.worked()
                ? done(runner.run(List.of("launchctl", "kickstart", domain() + "/" + label)))
                : done(runner.run(List.of("launchctl", "bootstrap", domain(), file().toString())));
    }

    @Override
    public Done stop() {
        return done(runner.run(List.of("launchctl", "bootout", domain() + "/" + label)));
    }

    @Override
    public Done restart() {
        return done(runner.run(List.of("launchctl", "kickstart", "-k", domain() + "/" + label)));
    }
}
