package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.json.Json;
import cn.openclaw.tool.ToolWorld;
import cn.openclaw.tool.mcp.McpServerConfig;
import cn.openclaw.tool.mcp.McpServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code mcp} shows and changes. */
final class McpServersPage {
    private final Cli cli;
    private final boolean json;
    private final ConfigFile file;
    private final ConfigSnapshot snapshot;
    private final Places places;

    /** What {@code mcp add} was told. */
    record Entry(
            String name,
            List<String> command,
            String url,
            List<String> env,
            List<String> headers,
            String cwd,
            String timeout,
            boolean trust) {}

    McpServersPage(Cli cli, boolean json) {
        this.cli = cli;
        this.json = json;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
        this.snapshot = file.read();
    }

    private List<McpServerConfig> all() {
        return McpServerConfig.all(snapshot.config().tree());
    }

    private McpServers servers() {
        ToolWorld world = new ToolWorld(() -> snapshot, places, cli.clock(), new Lazily(cli)::http);
        McpServers servers = new McpServers(world);
        Endings.add(servers::close);
        return servers;
    }

    /** The way out is made when the first remote server is asked. */
    private static final class Lazily {
        private final Cli cli;
        private Optional<Http> made = Optional.empty();

        Lazily(Cli cli) {
            this.cli = cli;
        }

        synchronized Http http() {
            if (made.isEmpty()) {
                made = Optional.of(Network.of(cli));
            }
            return made.get();
        }
    }

    ExitCode list() {
        McpServers servers = servers();
        if (json) {
            ObjectNode page = Json.object();
            ArrayNode list = page.putArray("servers");
            all().forEach(server -> described(list.addObject(), server, servers.known(server)));
            cli.out().println(Json.pretty(page));
            return ExitCode.OK;
        }
        if (all().isEmpty()) {
            cli.print(McpText.NONE);
        }
        List<String[]> rows = new ArrayList<>();
        for (McpServerConfig server : all()) {
            String tools = servers.known(server)
                    .map(names -> McpText.TOOLS.in(cli.language(), names.size()))
                    .orElseGet(() -> McpText.NOT_SEEN.in(cli.language()));
            String state = (server.enabled() ? server.trust() ? McpText.TRUSTED : McpText.ASKS : McpText.OFF).in(cli.language());
            rows.add(new String[] {server.name(), state, tools, Columns.cut(server.target(), 80)});
        }
        Columns.table(cli.out(), rows);
        return ExitCode.OK;
    }

    private static void described(ObjectNode node, McpServerConfig server, Optional<List<String>> tools) {
        node.put("name", server.name())
                .put("transport", server.url().isPresent() ? "http" : "stdio")
                .put("target", server.target())
                .put("enabled", server.enabled())
                .put("trust", server.trust())
                .put("timeout", server.timeout().toSeconds());
        tools.ifPresent(names -> names.forEach(node.withArray("tools")::add));
    }

    ExitCode add(Entry entry) {
        if (entry.command().isEmpty() == entry.url().isBlank()) {
            throw new UsageException(McpText.NEITHER, entry.name());
        }
        ObjectNode node = Json.object();
        if (entry.url().isBlank()) {
            node.put("command", entry.command().getFirst());
            ArrayNode args = node.putArray("args");
            entry.command().stream().skip(1).forEach(args::add);
        } else {
            node.put("url", entry.url().strip());
        }
        pairs(node, "env", entry.env(), "--env");
        pairs(node, "headers", entry.headers(), "--header");
        if (!entry.cwd().isBlank()) {
            node.put("cwd", entry.cwd());
        }
        if (!entry.timeout().isBlank()) {
            node.put("timeout", seconds(entry.timeout()));
        }
        if (entry.trust()) {
            node.put("trust", true);
        }
        file.save(List.of(ConfigEdit.set(List.of("mcp", "servers", entry.name()), Json.pretty(node))));
        cli.print(McpText.ADDED, entry.name());
        return ExitCode.OK;
    }

    private static void pairs(ObjectNode node, String key, List<String> pairs, String option) {
        for (String pair : pairs) {
            int sign = pair.indexOf('=');
            if (sign < 1) {
                // What stands there may be a key: it is not repeated.
                throw new UsageException(McpText.PAIR, option, sign < 0 ? pair.length() + " …" : "=…");
            }
            node.withObject(key).put(pair.substring(0, sign), pair.substring(sign + 1));
        }
    }

    private static int seconds(String text) {
        try {
            int seconds = Integer.parseInt(text.strip());
            if (seconds > 0) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(McpText.BAD_SECONDS, text);
        }
        throw new UsageException(McpText.BAD_SECONDS, text);
    }

    private McpServerConfig server(String name) {
        String names = String.join(", ", all().stream().map(McpServerConfig::name).toList());
        return all().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(McpText.UNKNOWN, name, names.isEmpty() ? "-" : names));
    }

    ExitCode remove(String name) {
        McpServerConfig server = server(name);
        List<ConfigEdit> edits = new ArrayList<>();
        if (Json.at(snapshot.config().tree(), "mcp", "servers", name) != null) {
            edits.add(ConfigEdit.unset(List.of("mcp", "servers", name)));
        }
        if (Json.at(snapshot.config().tree(), "mcpServers", name) != null) {
            edits.add(ConfigEdit.unset(List.of("mcpServers", name)));
        }
        file.save(edits);
        cli.print(McpText.REMOVED, server.name());
        return ExitCode.OK;
    }

    ExitCode test(String name) throws InterruptedException {
        List<McpServerConfig> wanted =
                name.isBlank() ? all().stream().filter(McpServerConfig::enabled).toList() : List.of(server(name));
        if (wanted.isEmpty() && !json) {
            cli.print(McpText.NONE);
        }
        McpServers servers = servers();
        ObjectNode page = Json.object();
        ArrayNode list = page.putArray("servers");
        boolean fine = true;
        for (McpServerConfig server : wanted) {
            McpServers.Trial trial = servers.test(server);
            fine &= trial.failure().isEmpty();
            if (json) {
                ObjectNode node = list.addObject();
                described(node, server, Optional.of(trial.tools()));
                node.put("ok", trial.failure().isEmpty()).put("durationMs", trial.took().toMillis());
                trial.failure().ifPresent(why -> node.put("error", why));
            } else {
                show(trial);
            }
        }
        if (json) {
            cli.out().println(Json.pretty(page));
        }
        return fine ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }

    private void show(McpServers.Trial trial) {
        if (trial.failure().isPresent()) {
            cli.say(McpText.FAILED, trial.config().name(), trial.failure().get());
            return;
        }
        cli.print(McpText.REACHED, trial.config().name(), trial.tools().size(), trial.took().toMillis());
        trial.tools().forEach(tool -> cli.out().println("  " + tool));
    }
}
