package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A unit of the person's own systemd. */
final class SystemdManager implements ServiceManager {
    private final Environment environment;
    private final Commanded.Runner runner;
    private final String name;

    SystemdManager(Cli cli, Commanded.Runner runner) {
        this.environment = cli.environment();
        this.runner = runner;
        this.name = "openclaw-gateway" + Places.of(environment).profile().map(profile -> "-" + profile).orElse("") + ".service";
    }

    @Override
    public String kind() {
        return "systemd";
    }

    @Override
    public String label() {
        return name;
    }

    Path file() {
        Path config = environment.get("XDG_CONFIG_HOME").map(Path::of).orElse(environment.home().resolve(".config"));
        return config.resolve("systemd").resolve("user").resolve(name);
    }

    private Commanded ctl(String... words) {
        List<String> line = new ArrayList<>(List.of("systemctl", "--user"));
        line.addAll(List.of(words));
        return runner.run(line);
    }

    @Override
    public Optional<Problem> absent() {
        Commanded answer = ctl("is-system-running");
        // "degraded" and the like are answers too; only who cannot be asked is absent.
        boolean there = answer.isThere() && !answer.out().contains("Failed to connect") && !answer.out().isBlank() && !answer.out().strip().equals("offline");
        return there
                ? Optional.empty()
                : Optional.of(new Problem(ServiceText.NO_SYSTEMD, new Object[] {answer.isThere() ? answer.said() : "systemctl --user"}));
    }

    @Override
    public State state() {
        String command = "";
        try {
            if (Files.exists(file())) {
                command = Files.readString(file())
                        .lines()
                        .filter(line -> line.startsWith("ExecStart="))
                        .findFirst()
                        .map(line -> line.substring("ExecStart=".length()))
                        .orElse("");
            }
        } catch (IOException e) {
            command = "";
        }
        if (command.isEmpty()) {
            return new State(false, "stopped", "", "");
        }
        Commanded shown = ctl("show", name, "--property=LoadState,ActiveState,SubState,MainPID,ExecMainStatus");
        if (!shown.worked()) {
            return new State(true, "unknown", "", command);
        }
        boolean active = shown.out().lines().anyMatch(line -> line.equals("ActiveState=active") || line.equals("ActiveState=activating"));
        return new State(true, active ? "running" : "stopped", String.join(" ", shown.out().lines().toList()), command);
    }

    @Override
    public Done install(ServiceUnit unit) {
        try {
            StateFile.write(file(), ServiceFiles.systemd(unit).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Done.failed(ServiceText.NOT_WRITTEN, file(), FileTrouble.why(e));
        }
        return all(List.of(ctl("daemon-reload"), ctl("enable", name), ctl("restart", name)));
    }

    private static Done all(List<Commanded> answers) {
        for (Commanded answer : answers) {
            if (!answer.worked()) {
                return Done.failed(ServiceText.SAYS, "systemctl", answer.said());
            }
        }
        return Done.OK;
    }

    @Override
    public Done uninstall() {
        Commanded disabled = ctl("disable", "--now", name);
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            return Done.failed(ServiceText.NOT_WRITTEN, file(), FileTrouble.why(e));
        }
        Commanded reloaded = ctl("daemon-reload");
        return all(List.of(disabled, reloaded));
    }

    @Override
    public Done start() {
        return all(List.of(ctl("start", name)));
    }

    @Override
    public Done stop() {
        return all(List.of(ctl("stop", name)));
    }

    @Override
    public Done restart() {
        return all(List.of(ctl("restart", name)));
    }
}
