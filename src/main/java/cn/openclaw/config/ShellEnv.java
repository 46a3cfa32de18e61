package cn.openclaw.config;

import cn.openclaw.base.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes keys from the person's login shell, for programs started without one (a service, a desktop icon). Only when asked for
 * by {@code env.shellEnv.enabled} or {@code OPENCLAW_LOAD_SHELL_ENV}: it runs the person's shell profile. Which variables:
 * those the configuration refers to, and every name that a provider's or a channel's key can have. A rule instead of a list,
 * so that no provider is forgotten.
 */
final class ShellEnv {
    private static final int MOST_BYTES = 2 * 1024 * 1024;
    private static final long USUAL_TIMEOUT_MS = 15_000;

    private ShellEnv() {}

    /** What the shell knows and the environment does not; empty when it is not asked for or not needed. */
    static Map<String, String> variables(JsonNode root, Environment environment, Set<String> referred) {
        JsonNode settings = root.path("env").path("shellEnv");
        boolean asked = settings.path("enabled").asBoolean(false) || isTrue(environment, "OPENCLAW_LOAD_SHELL_ENV");
        if (!asked || isTrue(environment, "OPENCLAW_DEFER_SHELL_ENV_FALLBACK") || !isNeeded(environment, referred)) {
            return Map.of();
        }
        Map<String, String> taken = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable :
                run(environment, timeout(settings, environment)).entrySet()) {
            boolean wanted = referred.contains(variable.getKey()) || isExpected(variable.getKey());
            if (wanted && environment.get(variable.getKey()).isEmpty() && !variable.getValue().isBlank()) {
                taken.put(variable.getKey(), variable.getValue());
            }
        }
        return taken;
    }

    private static boolean isTrue(Environment environment, String name) {
        return environment.get(name).filter(EnvBlock::isTrue).isPresent();
    }

    private static boolean isNeeded(Environment environment, Set<String> referred) {
        for (String name : referred) {
            if (environment.get(name).isEmpty()) {
                return true;
            }
        }
        for (String name : environment.variables().keySet()) {
            if (isExpected(name) && environment.get(name).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** Names of keys: those of model providers all end alike, those of channels and of the gateway too. */
    static boolean isExpected(String name) {
        return name.endsWith("_API_KEY")
                || name.endsWith("_BOT_TOKEN")
                || name.endsWith("_APP_TOKEN")
                || name.endsWith("_OAUTH_TOKEN")
                || name.equals("OPENCLAW_GATEWAY_TOKEN")
                || name.equals("OPENCLAW_GATEWAY_PASSWORD");
    }

    private static long timeout(JsonNode settings, Environment environment) {
        if (settings.path("timeoutMs").isNumber()) {
            return (long) Types.number(settings.path("timeoutMs"));
        }
        try {
            return environment.get("OPENCLAW_SHELL_ENV_TIMEOUT_MS").map(Long::parseLong).orElse(USUAL_TIMEOUT_MS);
        } catch (NumberFormatException e) {
            return USUAL_TIMEOUT_MS;
        }
    }

    private static Map<String, String> run(Environment environment, long timeoutMs) {
        Process shell = null;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(environment.get("SHELL").orElse("/bin/sh"), "-l", "-c", "env -0");
            builder.environment().clear();
            builder.environment().putAll(environment.variables());
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            shell = builder.start();
            Process started = shell;
            Thread killer = Thread.ofVirtual().start(() -> killAfter(started, timeoutMs));
            byte[] output = readSome(shell.getInputStream());
            boolean ended = shell.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
            killer.interrupt();
            return ended && shell.exitValue() == 0 ? split(new String(output, StandardCharsets.UTF_8)) : Map.of();
        } catch (IOException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        } finally {
            if (shell != null) {
                shell.destroyForcibly();
            }
        }
    }

    private static byte[] readSome(InputStream stream) throws IOException {
        return stream.readNBytes(MOST_BYTES);
    }

    private static void killAfter(Process process, long timeoutMs) {
        try {
            if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            // The shell ended in time.
        }
    }

    private static Map<String, String> split(String output) {
        Map<String, String> found = new LinkedHashMap<>();
        int at = 0;
        while (at < output.length()) {
            int end = output.indexOf('\0', at);
            @Nullable String entry = end < 0 ? null : output.substring(at, end);
            if (entry == null) {
                break;
            }
            int equals = entry.indexOf('=');
            if (equals > 0) {
                found.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
            at = end + 1;
        }
        return found;
    }
}
