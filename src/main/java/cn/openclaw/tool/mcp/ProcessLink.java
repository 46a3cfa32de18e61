package cn.openclaw.tool.mcp;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that we start and speak to over its standard input and output, one message a line. */
final class ProcessLink extends Link {
    /** What a program needs to run at all; keys of ours are not among it. */
    private static final List<String> PASSED = List.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
            "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "TEMP", "TMP", "APPDATA",
            "LOCALAPPDATA", "PROGRAMFILES", "ProgramFiles", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
            "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "NPM_CONFIG_REGISTRY",
            "npm_config_registry", "UV_INDEX_URL", "PIP_INDEX_URL", "JAVA_HOME");

    private static final int LONGEST_LINE = 32 << 20;
    private static final int KEPT_WORDS = 600;
    /** In a row. Some print a greeting or a log where messages belong; one that never stops would keep a processor busy. */
    private static final int MOST_CHATTER = 4 << 20;

    private final McpServerConfig config;
    private final Environment environment;
    private final Path folder;
    private final StringBuilder said = new StringBuilder();
    private volatile @Nullable Process process;
    private volatile String absent = "the server is not running";

    /** @param folder where it works if its entry does not say */
    ProcessLink(McpServerConfig config, Environment environment, Path folder) {
        this.config = config;
        this.environment = environment;
        this.folder = folder;
    }

    @Override
    void start() {
        ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables());
        try {
            Process started = builder.start();
            process = started;
            Thread.ofVirtual().name("mcp-" + config.name()).start(() -> listen(started));
            Thread.ofVirtual().name("mcp-errors-" + config.name()).start(() -> overhear(started));
        } catch (IOException e) {
            // The SDK drops what goes wrong here; the first message will say it.
            absent = "cannot start " + config.command().orElse("?") + ": " + reason(e);
        }
    }

    private List<String> command() {
        List<String> line = new ArrayList<>();
        String program = config.command().orElse("");
        // On Windows npx and its like are scripts, which only its shell finds.
        if (File.separatorChar == '\\' && program.indexOf('.') < 0) {
            line.addAll(List.of("cmd.exe", "/c"));
        }
        line.add(program);
        line.addAll(config.args());
        return line;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : PASSED) {
            String value = environment.variables().get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        variables.putAll(config.env());
        return variables;
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        boolean absent = message.contains("error=2,") || message.contains("error: 2 ");
        return absent ? "there is no such program or folder" : message;
    }

    private void listen(Process started) {
        try (InputStream in = new BufferedInputStream(started.getInputStream())) {
            long chatter = 0;
            for (String line = line(in); line != null; line = line(in)) {
                chatter = heard(line.strip()) ? 0 : chatter + line.length() + 1;
                if (chatter > MOST_CHATTER) {
                    throw new IOException("it writes what is no message to its standard output, without end");
                }
            }
        } catch (IOException e) {
            // It is gone, or of no use: whoever waits is told at once.
            broken(String.valueOf(e.getMessage()) + state());
            started.destroyForcibly();
        }
        try {
            started.waitFor(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broken("the server ended" + state());
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("a message is too long");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void overhear(Process started) {
        byte[] piece = new byte[1024];
        try (InputStream in = started.getErrorStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                synchronized (said) {
                    said.append(new String(piece, 0, n, StandardCharsets.UTF_8));
                    said.delete(0, Math.max(0, said.length() - KEPT_WORDS));
                }
            }
        } catch (IOException e) {
            // Nothing more to hear.
            return;
        }
    }

    @Override
    boolean isAlive() {
        Process started = process;
        return started != null && started.isAlive();
    }

    @Override
    String state() {
        Process started = process;
        String code = started == null || started.isAlive() ? "" : " (exit code " + started.exitValue() + ")";
        String words;
        synchronized (said) {
            words = said.toString().strip();
        }
        List<Secret> secrets = config.env().values().stream().map(Secret::new).toList();
        String clean = Redactor.of(environment, secrets).redact(words);
        return code + (clean.isEmpty() ? "" : "; it said: " + clean);
    }

    @Override
    void send(JSONRPCMessage message, String json) throws IOException {
        Process started = process;
        if (started == null || !started.isAlive()) {
            throw new IOException(absent);
        }
        OutputStream out = started.getOutputStream();
        synchronized (out) {
            out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Closing its input tells it to end; whoever does not, and whatever it started, is ended. */
    @Override
    void end() {
        Process started = process;
        if (started == null) {
            return;
        }
        List<ProcessHandle> family = new ArrayList<>(started.descendants().toList());
        try {
            started.getOutputStream().close();
            if (!started.waitFor(300, TimeUnit.MILLISECONDS)) {
                started.destroy();
                family.forEach(ProcessHandle::destroy);
                started.waitFor(500, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            started.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        started.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
