package cn.openclaw.auth;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Finds the secret behind what a person wrote in its place, when it is needed and not before:
 *
 * <ul>
 *   <li>{@code ${VAR}}: the environment variable;
 *   <li>{@code file:/path} or {@code file:~/path}: the file's text, blanks around it cut off;
 *   <li>{@code exec:command argument "with blanks"}: what the command prints. No shell reads it. It has ten seconds, and
 *       what it printed is kept as long as this process lives. Only the config file may name one: whoever can write the
 *       profile store must not be able to start programs.
 * </ul>
 */
final class SecretReferences {
    static final Duration EXEC_LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST = 64 * 1024;
    private static final Map<String, String> PRINTED = new ConcurrentHashMap<>();

    private final Environment environment;
    private final Duration execLimit;
    private final Consumer<AuthException> warnings;

    /** @param warnings hears of files that others may read */
    SecretReferences(Environment environment, Duration execLimit, Consumer<AuthException> warnings) {
        this.environment = environment;
        this.execLimit = execLimit;
        this.warnings = warnings;
    }

    static boolean isReference(String written) {
        return variable(written).isPresent() || written.startsWith("file:") || written.startsWith("exec:");
    }

    /** The name in {@code ${NAME}}, if that is all there is. */
    static Optional<String> variable(String written) {
        boolean whole = written.startsWith("${") && written.endsWith("}") && written.length() > 3;
        String name = whole ? written.substring(2, written.length() - 1) : "";
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c != '_' && !Character.isLetterOrDigit(c)) {
                return Optional.empty();
            }
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * @param written a reference, or the secret itself
     * @param where it is written, for people
     * @param mayExec whether {@code exec:} is allowed there
     * @throws AuthException BAD_REFERENCE, if it leads to no secret
     */
    Secret resolve(String written, String where, boolean mayExec) {
        Optional<String> variable = variable(written);
        if (variable.isPresent()) {
            String value = environment
                    .get(variable.get())
                    .orElseThrow(() -> bad(AuthText.VARIABLE_UNSET, where, variable.get()));
            return new Secret(value.strip());
        }
        if (written.startsWith("file:")) {
            return fromFile(written.substring("file:".length()).strip(), where);
        }
        if (written.startsWith("exec:")) {
            if (!mayExec) {
                throw bad(AuthText.EXEC_NOT_HERE, where);
            }
            String command = written.substring("exec:".length());
            String known = PRINTED.get(command);
            if (known == null) {
                known = run(command, where);
                PRINTED.put(command, known);
            }
            return new Secret(known);
        }
        return new Secret(written.strip());
    }

    private Secret fromFile(String written, String where) {
        String path = written.startsWith("//") ? written.substring(2) : written;
        try {
            Path file = path.startsWith("~/") ? environment.home().resolve(path.substring(2)) : Path.of(path);
            if (!file.isAbsolute()) {
                throw bad(AuthText.FILE_PATH, where, written);
            }
            // A pipe or a device may never end.
            if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > LONGEST) {
                throw bad(AuthText.FILE_UNREADABLE, where, file);
            }
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw bad(AuthText.FILE_UNREADABLE, where, file);
            }
            if (SafeFile.isReadableByOthers(file)) {
                warnings.accept(
                        new AuthException(AuthException.Reason.STORE_READABLE, AuthText.STORE_READABLE, file));
            }
            return new Secret(text);
        } catch (IOException | InvalidPathException e) {
            throw bad(AuthText.FILE_UNREADABLE, where, written);
        }
    }

    private String run(String command, String where) {
        List<String> words = words(command).orElseThrow(() -> failed(where, "exec:", AuthText.EXEC_QUOTE));
        String program = words.isEmpty() ? "exec:" : words.getFirst();
        if (words.isEmpty()) {
            throw failed(where, program, AuthText.EXEC_ABSENT);
        }
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        builder.directory(environment.home().toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw failed(where, program, AuthText.EXEC_ABSENT);
        }
        try {
            return output(process, where, program);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String output(Process process, String where, String program) {
        byte[][] printed = new byte[1][];
        Thread reader = Thread.ofVirtual().start(() -> printed[0] = read(process.getInputStream()));
        try {
            process.getOutputStream().close();
            if (!process.waitFor(execLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(where, program, new Filled(AuthText.EXEC_SLOW, execLimit.toSeconds()).text());
            }
            reader.join(execLimit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(where, program, AuthText.INTERRUPTED);
        } catch (IOException e) {
            throw failed(where, program, AuthText.EXEC_ABSENT);
        }
        if (process.exitValue() != 0) {
            throw failed(where, program, new Filled(AuthText.EXEC_STATUS, process.exitValue()).text());
        }
        byte[] bytes = printed[0] == null ? new byte[0] : printed[0];
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw failed(where, program, AuthText.EXEC_EMPTY);
        }
        return text;
    }

    /** A sentence whose holes are filled already, so that it can fill a hole itself. */
    private record Filled(Text sentence, Object argument) {
        Text text() {
            return new Text(
                    sentence.zh().replace("{0}", argument.toString()), sentence.en().replace("{0}", argument.toString()));
        }
    }

    private static byte[] read(InputStream in) {
        try {
            return in.readNBytes(LONGEST);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Splits at blanks, but not within quotes; a backslash keeps the next character as it is, except within single quotes. */
    static Optional<List<String>> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (int at = 0; at < command.length(); at++) {
            char c = command.charAt(at);
            if (c == '\\' && quote != '\'' && at + 1 < command.length()) {
                word.append(command.charAt(++at));
                started = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                started = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                started = true;
            } else if (started) {
                words.add(word.toString());
                word.setLength(0);
                started = false;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }

    private static AuthException failed(String where, String program, Text why) {
        return bad(AuthText.EXEC_FAILED, where, program, why);
    }

    private static AuthException bad(Text text, Object... arguments) {
        return new AuthException(AuthException.Reason.BAD_REFERENCE, text, arguments);
    }
}
