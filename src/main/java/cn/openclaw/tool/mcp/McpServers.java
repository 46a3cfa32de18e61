package cn.openclaw.tool.mcp;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Redactor;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.http.Http;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.tool.ToolWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The servers of a process: each is connected to once, and all end with it. Several threads use it; it locks itself. */
public final class McpServers implements AutoCloseable {
    /** How long a turn waits for servers of which nothing is known yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Surroundings around;
    private final Map<String, McpServer> servers = new LinkedHashMap<>();
    private final Map<String, String> told = new LinkedHashMap<>();

    /** What servers need of the world. */
    record Surroundings(Environment environment, Path home, Supplier<Http> http, InstantSource clock, ToolLists lists, String version) {
        Link link(McpServerConfig config) throws McpFailure {
            if (config.url().isPresent()) {
                return new HttpLink(config, http.get());
            }
            if (config.command().isEmpty()) {
                throw new McpFailure(McpText.INCOMPLETE.en());
            }
            String written = config.cwd().orElse("");
            Path folder = written.isEmpty()
                    ? environment.workingDirectory()
                    : home.resolve(written.startsWith("~/") ? written.substring(2) : written.equals("~") ? "" : written);
            return new ProcessLink(config, environment, folder);
        }
    }

    /**
     * What a server answered when it was tried.
     *
     * @param tools the names of its tools
     * @param failure why it did not answer
     */
    public record Trial(McpServerConfig config, List<String> tools, Optional<String> failure, Duration took) {
        public Trial {
            tools = List.copyOf(tools);
        }
    }

    /** For a process whose world is this. */
    public McpServers(ToolWorld world) {
        ConfigSnapshot snapshot = world.snapshot();
        this.around = new Surroundings(
                snapshot.environment(), world.places().home(), world::http, world.clock(), new ToolLists(world.places().cacheDir()), version());
    }

    private static String version() {
        try (InputStream text = McpServers.class.getResourceAsStream("/cn/openclaw/version.txt")) {
            return text == null ? "0" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "0";
        }
    }

    private synchronized McpServer server(McpServerConfig config) {
        McpServer known = servers.get(config.name());
        if (known != null && known.config().equals(config)) {
            return known;
        }
        // The person changed its entry: the old one is ended beside us.
        if (known != null) {
            Thread.ofVirtual().start(known::close);
        }
        McpServer fresh = new McpServer(config, around);
        servers.put(config.name(), fresh);
        return fresh;
    }

    /** The enabled servers whose tools are known, asking those of which nothing is known yet, for a moment. */
    List<McpServer> ready(List<McpServerConfig> configs, Consumer<LlmNotice> notices) throws InterruptedException {
        List<McpServer> all = configs.stream().filter(McpServerConfig::enabled).map(this::server).toList();
        List<Thread> asking = new ArrayList<>();
        for (McpServer server : all) {
            if (server.known().isEmpty() && !server.rests()) {
                asking.add(Thread.ofVirtual().name("mcp-connect-" + server.config().name()).start(server::askQuietly));
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : asking) {
            thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        List<McpServer> ready = new ArrayList<>();
        for (McpServer server : all) {
            if (server.known().isPresent()) {
                ready.add(server);
            } else {
                missing(server, notices);
            }
        }
        return ready;
    }

    /** A server that stays away is named once for each reason, and not in every turn. */
    private void missing(McpServer server, Consumer<LlmNotice> notices) {
        String name = server.config().name();
        String why = server.failure().map(McpServer.Failure::why).map(Redactor.of(around.environment())::redact).orElse("");
        if (isNew(name, why)) {
            notices.accept(why.isEmpty() ? LlmNotice.of(McpText.LATER, name) : LlmNotice.of(McpText.NOT_THERE, name, why));
        }
    }

    /** Whether this was not said yet. */
    synchronized boolean isNew(String about, String words) {
        return !words.equals(told.put(about, words));
    }

    /** Connects to a server, whatever is known of it, and asks for its tools. */
    public Trial test(McpServerConfig config) throws InterruptedException {
        long begun = System.nanoTime();
        McpServer server = server(config);
        try {
            server.connected();
            List<String> names = server.known().orElse(List.of()).stream().map(ServerTool::name).toList();
            return new Trial(config, names, Optional.empty(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (McpFailure e) {
            String why = Redactor.of(around.environment()).redact(String.valueOf(e.getMessage()));
            return new Trial(config, List.of(), Optional.of(why), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** The names of a server's tools as far as an earlier run saw them; asks nobody. */
    public Optional<List<String>> known(McpServerConfig config) {
        return around.lists().read(config).map(list -> list.tools().stream().map(ServerTool::name).toList());
    }

    @Override
    public void close() {
        List<McpServer> all;
        synchronized (this) {
            all = List.copyOf(servers.values());
            servers.clear();
        }
        // At once, so that ten servers take no longer to end than one.
        List<Thread> ending = all.stream().map(server -> Thread.ofVirtual().start(server::close)).toList();
        try {
            for (Thread thread : ending) {
                thread.join(Duration.ofSeconds(3));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
