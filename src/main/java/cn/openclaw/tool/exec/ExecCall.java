package cn.openclaw.tool.exec;

import cn.openclaw.json.Json;
import cn.openclaw.tool.PrivatePlaces;
import cn.openclaw.tool.Tool;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call of {@code exec} wants.
 *
 * @param command the line as the model wrote it
 * @param folder where, with links resolved
 * @param env variables that are set for it
 * @param yield how long is waited before it goes to the background
 * @param timeout after how long it is ended
 * @param pty whether it gets a terminal
 * @param elevated whether it shall leave the sandbox
 * @param host where: {@code sandbox}, {@code gateway}, {@code node}; empty for the settings' choice
 * @param security may only lessen what the settings allow
 * @param ask may only add to what the settings ask
 */
record ExecCall(
        String command,
        Path folder,
        Map<String, String> env,
        Duration yield,
        Duration timeout,
        boolean pty,
        boolean elevated,
        Optional<String> host,
        Optional<ExecSettings.Security> security,
        Optional<ExecSettings.Ask> ask) {
    private static final long MOST_YIELD = 120_000;
    private static final long MOST_SECONDS = 24 * 3600;

    ExecCall {
        env = Map.copyOf(env);
    }

    static ExecCall of(ObjectNode arguments, Tool.Context context, ExecSettings settings) {
        Map<String, String> env = new LinkedHashMap<>();
        JsonNode written = arguments.path("env");
        for (String name : written.propertyNames()) {
            env.put(name, written.path(name).asString(""));
        }
        long yield = arguments.path("background").asBoolean(false)
                ? 0
                : Math.clamp(arguments.path("yieldMs").asLong(settings.background().toMillis()), 10, MOST_YIELD);
        long seconds = Math.clamp(arguments.path("timeout").asLong(settings.timeout().toSeconds()), 1, MOST_SECONDS);
        return new ExecCall(
                text(arguments, "command"),
                folder(text(arguments, "workdir"), context),
                env,
                Duration.ofMillis(yield),
                Duration.ofSeconds(seconds),
                arguments.path("pty").asBoolean(false),
                arguments.path("elevated").asBoolean(false),
                Optional.ofNullable(Json.text(arguments, "host")),
                ExecSettings.security(Json.text(arguments, "security")),
                ExecSettings.ask(Json.text(arguments, "ask")));
    }

    private static String text(ObjectNode arguments, String name) {
        String text = Json.text(arguments, name);
        return text == null ? "" : text;
    }

    private static Path folder(String written, Tool.Context context) {
        Path home = PrivatePlaces.real(context.workspace());
        String text = written.strip();
        try {
            boolean tilde = text.equals("~") || text.startsWith("~/");
            return PrivatePlaces.real(tilde ? context.world().places().expand(text) : home.resolve(text));
        } catch (InvalidPathException e) {
            // No such folder can exist; the call then says so.
            return home.resolve("not-a-path");
        }
    }

    /** What a person is shown: the line, and above it the variables that are set. */
    String shown() {
        StringBuilder shown = new StringBuilder();
        env.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> shown.append(one.getKey()).append('=').append(one.getValue()).append('\n'));
        return shown.append(command).toString();
    }
}
