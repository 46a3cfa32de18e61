package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.log.LogSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway logs}: the log of this state directory, from its file, also when no gateway runs; of another one, from itself. */
final class GatewayLogs {
    private static final Text NONE = new Text("还没有日志（{0}）。", "There is no log yet ({0}).");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    private static final Duration LOOK = Duration.ofMillis(250);
    /** Bytes from the end of the file that are looked through for the last lines. */
    private static final long WINDOW = 4L << 20;

    private final Cli cli;
    private final boolean json;
    private final int least;

    private GatewayLogs(Cli cli, boolean json, int least) {
        this.cli = cli;
        this.json = json;
        this.least = least;
    }

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "logs", GatewayCallText.LOGS, line -> run(cli, line));
        GatewayLink.addTo(spec, cli, 10_000);
        spec.addOption(Commands.flag(cli, GatewayCallText.FOLLOW, "-f", "--follow"));
        spec.addOption(Commands.value(cli, GatewayCallText.LIMIT, "N", "--limit", "-n"));
        spec.addOption(Commands.value(cli, GatewayCallText.LEVEL, "LEVEL", "--level"));
        spec.addOption(Commands.flag(cli, GatewayCallText.PLAIN, "--plain"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        String level = GatewayLink.value(line, "--level").orElse("trace");
        if (!LEVELS.contains(level)) {
            throw new UsageException(GatewayText.BAD_WORD, "--level", String.join("|", LEVELS), level);
        }
        GatewayLogs logs = new GatewayLogs(cli, line.hasMatchedOption("--json"), LEVELS.indexOf(level));
        int limit = GatewayLink.number(line, "--limit", 200);
        boolean follow = line.hasMatchedOption("--follow");
        try (CtrlC _ = CtrlC.interruptsThisThread()) {
            return line.hasMatchedOption("--url") ? logs.remote(line, limit, follow) : logs.local(limit, follow);
        } catch (InterruptedException e) {
            if (follow) {
                return ExitCode.OK; // Ctrl-C is how following is meant to end.
            }
            throw e;
        }
    }

    private ExitCode local(int limit, boolean follow) throws InterruptedException {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        LogSettings settings = LogSettings.of(snapshot, places);
        Path file = settings.current(today());
        try {
            Path newest = Files.exists(file) ? file : newest(settings).orElse(file);
            if (!Files.exists(newest) && !follow) {
                cli.say(NONE, places.display(newest));
                return ExitCode.OK;
            }
            long at = Files.exists(newest) ? last(newest, limit) : 0;
            while (follow) {
                Thread.sleep(LOOK);
                Path now = settings.current(today());
                if (!now.equals(newest) || (Files.exists(now) && Files.size(now) < at)) {
                    newest = now;
                    at = 0;
                }
                at = Files.exists(newest) ? print(newest, at) : 0;
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(cli.clock().instant(), ZoneId.systemDefault());
    }

    private static Optional<Path> newest(LogSettings settings) throws IOException {
        if (settings.path().isPresent() || !Files.isDirectory(settings.folder())) {
            return Optional.empty();
        }
        try (var files = Files.list(settings.folder())) {
            return files.filter(path -> path.getFileName().toString().matches("openclaw-\\d{4}-\\d\\d-\\d\\d\\.log")).max(Path::compareTo);
        }
    }

    /** Prints the last lines; answers where the file ended. */
    private long last(Path file, int limit) throws IOException {
        long size = Files.size(file);
        String text = read(file, Math.max(0, size - WINDOW), size);
        List<String> lines = new ArrayList<>(text.lines().filter(this::isWanted).toList());
        if (size > WINDOW && !lines.isEmpty()) {
            lines.removeFirst(); // Perhaps half a line.
        }
        lines.subList(Math.max(0, lines.size() - limit), lines.size()).forEach(this::show);
        return size;
    }

    private long print(Path file, long from) throws IOException {
        long size = Files.size(file);
        if (size <= from) {
            return from;
        }
        String text = read(file, from, size);
        int end = text.lastIndexOf('\n') + 1;
        String whole = text.substring(0, end);
        whole.lines().filter(this::isWanted).forEach(this::show);
        return from + whole.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String read(Path file, long from, long to) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(to - from, WINDOW)];
            in.seek(from);
            int read = in.read(bytes);
            return new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
        }
    }

    private ExitCode remote(ParseResult line, int limit, boolean follow) throws InterruptedException {
        Duration timeout = GatewayLink.timeout(line, 10_000);
        try (GatewayClient client = GatewayLink.of(cli, line).connect("cli", GatewayLink.ALL, timeout)) {
            ObjectNode params = Json.object().put("limit", Math.min(limit, 5000));
            do {
                JsonNode tail = client.call("logs.tail", params, timeout);
                tail.path("lines").forEach(one -> {
                    String text = one.asString("");
                    if (isWanted(text)) {
                        show(text);
                    }
                });
                params = Json.object().put("cursor", tail.path("cursor").asLong(0)).put("limit", 5000);
                if (follow) {
                    Thread.sleep(1_000);
                }
            } while (follow);
            return ExitCode.OK;
        }
    }

    private boolean isWanted(String line) {
        if (least == 0) {
            return true;
        }
        try {
            String level = Json.parse(line).path("_meta").path("logLevelName").asString("").toLowerCase(Locale.ROOT);
            return LEVELS.indexOf(level) >= least;
        } catch (JsonException e) {
            return false;
        }
    }

    private void show(String line) {
        cli.out().println(json ? line : readable(line));
    }

    /** For people: time, level, part, message, fields. */
    static String readable(String line) {
        try {
            JsonNode tree = Json.parse(line);
            StringBuilder out = new StringBuilder(clock(tree.path("time").asString("")));
            out.append(' ').append(String.format(Locale.ROOT, "%-5s", tree.path("_meta").path("logLevelName").asString("").toLowerCase(Locale.ROOT)));
            String name = tree.path("_meta").path("name").asString("");
            String part = name.startsWith("{") ? Json.parse(name).path("subsystem").asString("") : name;
            out.append(" [").append(part).append("]");
            for (Map.Entry<String, JsonNode> member : tree.properties()) {
                if (!member.getKey().isEmpty() && member.getKey().chars().allMatch(Character::isDigit)) {
                    out.append(' ').append(member.getValue().isString() ? member.getValue().stringValue() : Json.write(member.getValue()));
                }
            }
            return AgentScreen.safe(out.toString());
        } catch (JsonException e) {
            return AgentScreen.safe(line);
        }
    }

    private static String clock(String time) {
        try {
            return CLOCK.format(LocalDateTime.ofInstant(Instant.parse(time), ZoneId.systemDefault()));
        } catch (DateTimeParseException e) {
            return time;
        }
    }
}
