package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A scheduled task of the person's own Windows account. The XML is UTF-16 with its mark, so that a Chinese user name is read right;
 * success is judged by exit codes and XML, never by translated words.
 */
final class TaskManager implements ServiceManager {
    private final Environment environment;
    private final Places places;
    private final Commanded.Runner runner;
    private final String name;

    TaskManager(Cli cli, Commanded.Runner runner) {
        this.environment = cli.environment();
        this.places = Places.of(environment);
        this.runner = runner;
        this.name = "OpenClaw Gateway" + places.profile().map(profile -> " (" + profile + ")").orElse("");
    }

    @Override
    public String kind() {
        return "schtasks";
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Optional<Problem> absent() {
        Commanded answer = runner.run(List.of("schtasks", "/Query", "/?"));
        return answer.isThere() ? Optional.empty() : Optional.of(new Problem(ServiceText.NO_TASKS, new Object[] {"schtasks"}));
    }

    Path file() {
        return places.stateDir().resolve("gateway").resolve("task.xml");
    }

    private String user() {
        String domain = environment.get("USERDOMAIN").map(text -> text + "\\").orElse("");
        return domain + environment.get("USERNAME").orElse("");
    }

    /** With the mark of its byte order in front, which schtasks wants. */
    static byte[] utf16(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xFF);
        bytes.write(0xFE);
        bytes.writeBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_16LE));
        return bytes.toByteArray();
    }

    @Override
    public State state() {
        Commanded query = runner.run(List.of("schtasks", "/Query", "/TN", name, "/XML"));
        if (!query.worked()) {
            return new State(false, "stopped", "", "");
        }
        String command = between(query.out(), "<Command>", "</Command>") + " " + between(query.out(), "<Arguments>", "</Arguments>");
        boolean running = cn.openclaw.client.RunningGateway.find(places).isPresent();
        return new State(true, running ? "running" : "stopped", "", command.strip());
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to);
        return start < 0 || end < start ? "" : text.substring(start + from.length(), end).replace("&quot;", "\"").replace("&amp;", "&");
    }

    private static Done done(Commanded answer) {
        return answer.worked() ? Done.OK : Done.failed(ServiceText.SAYS, "schtasks", answer.said());
    }

    @Override
    public Done install(ServiceUnit unit) {
        try {
            StateFile.write(file(), utf16(ServiceFiles.task(unit, user())));
        } catch (IOException e) {
            return Done.failed(ServiceText.NOT_WRITTEN, file(), FileTrouble.why(e));
        }
        Done made = done(runner.run(List.of("schtasks", "/Create", "/TN", name, "/XML", file().toString(), "/F")));
        return made.problem().isPresent() ? made : start();
    }

    @Override
    public Done uninstall() {
        Commanded _ = runner.run(List.of("schtasks", "/End", "/TN", name));
        Done gone = done(runner.run(List.of("schtasks", "/Delete", "/TN", name, "/F")));
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            return Done.failed(ServiceText.NOT_WRITTEN, file(), FileTrouble.why(e));
        }
        return gone;
    }

    @Override
    public Done start() {
        return done(runner.run(List.of("schtasks", "/Run", "/TN", name)));
    }

    @Override
    public Done stop() {
        return done(runner.run(List.of("schtasks", "/End", "/TN", name)));
    }

    @Override
    public Done restart() {
        Commanded _ = runner.run(List.of("schtasks", "/End", "/TN", name));
        return start();
    }
}
