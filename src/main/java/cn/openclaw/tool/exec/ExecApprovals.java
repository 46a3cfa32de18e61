package cn.openclaw.tool.exec;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.tool.PrivatePlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code exec-approvals.json}, the original's file: {@code version}, {@code defaults}, and for each agent an {@code allowlist} of
 * program paths. What "always" allowed stands beside it under {@code exact}: the whole command line with its folder and the
 * fingerprint of the files it names. The original does not know that key and asks; it could not take it for more than it is.
 * What else is in the file is kept. Private (0600); written as a whole or not at all.
 */
public final class ExecApprovals {
    /** One writer at a time in this process; between processes the last one wins, and a lost line is asked about again. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path file;

    /** The file cannot be read or written. */
    public static final class Broken extends ClawException {
        private static final long serialVersionUID = 1;

        Broken(Text text, Object... arguments) {
            super(text, arguments);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.USAGE;
        }
    }

    /**
     * A program that may run.
     *
     * @param agent whose entry it is; {@code *} for every agent
     * @param id to remove it by
     * @param pattern the program's path; {@code *}, {@code ?} and {@code **} are wildcards; a bare name is searched in {@code PATH}
     * @param lastUsedAt milliseconds since 1970, if it was used
     * @param lastUsedCommand what it was last used for
     */
    public record Allowed(String agent, String id, String pattern, Optional<Long> lastUsedAt, Optional<String> lastUsedCommand) {}

    /**
     * A command line that may run again, exactly so.
     *
     * @param agent whose entry it is
     * @param id to remove it by
     * @param command the line as it is run, every word quoted
     * @param cwd in which folder
     * @param files fingerprint of the files in the workspace that it names
     */
    public record Exact(String agent, String id, String command, String cwd, String files) {}

    /** The rules of one agent, with the file's defaults under them. */
    record Rules(
            Optional<ExecSettings.Security> security,
            Optional<ExecSettings.Ask> ask,
            ExecSettings.Security askFallback,
            List<Allowed> allowed,
            List<Exact> exact) {}

    public ExecApprovals(Places places) {
        this.file = places.stateDir().resolve("exec-approvals.json");
    }

    public Path file() {
        return file;
    }

    /**
     * The whole file as it is; an empty one if it is not there.
     *
     * @throws Broken if it is no JSON object
     */
    public ObjectNode read() {
        try {
            if (!Files.exists(file)) {
                return Json.object().put("version", 1);
            }
            if (Json.parse(Files.readAllBytes(file)) instanceof ObjectNode tree) {
                return tree;
            }
            throw new Broken(ExecText.BROKEN, file, "not a JSON object");
        } catch (JsonException | IOException e) {
            throw new Broken(ExecText.BROKEN, file, String.valueOf(e.getMessage()));
        }
    }

    /** Replaces the whole file. */
    public void write(ObjectNode tree) {
        WRITING.lock();
        try {
            StateFile.write(file, (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Broken(ExecText.UNSAVED, file, e.getClass().getSimpleName());
        } finally {
            WRITING.unlock();
        }
    }

    private void change(Consumer<ObjectNode> edit) {
        WRITING.lock();
        try {
            ObjectNode tree = read();
            tree.put("version", 1);
            edit.accept(tree);
            write(tree);
        } finally {
            WRITING.unlock();
        }
    }

    Rules rules(String agent) {
        ObjectNode tree = read();
        JsonNode defaults = tree.path("defaults");
        JsonNode own = tree.path("agents").path(agent);
        return new Rules(
                ExecSettings.least(
                        ExecSettings.security(Json.text(defaults, "security")), ExecSettings.security(Json.text(own, "security"))),
                ExecSettings.most(ExecSettings.ask(Json.text(defaults, "ask")), ExecSettings.ask(Json.text(own, "ask"))),
                ExecSettings.security(Json.text(own, "askFallback"))
                        .or(() -> ExecSettings.security(Json.text(defaults, "askFallback")))
                        .orElse(ExecSettings.Security.DENY),
                allowed().stream().filter(entry -> isFor(entry.agent(), agent)).toList(),
                exact().stream().filter(entry -> isFor(entry.agent(), agent)).toList());
    }

    private static boolean isFor(String entry, String agent) {
        return entry.equals("*") || entry.equals(agent);
    }

    /** Every allowed program of every agent. */
    public List<Allowed> allowed() {
        List<Allowed> all = new ArrayList<>();
        entries("allowlist", (agent, entry) -> {
            String pattern = entry.isString() ? entry.stringValue() : Json.text(entry, "pattern");
            if (pattern != null && !pattern.isBlank()) {
                JsonNode used = entry.get("lastUsedAt");
                all.add(new Allowed(
                        agent,
                        orEmpty(Json.text(entry, "id")),
                        pattern.strip(),
                        used == null || !used.isNumber() ? Optional.empty() : Optional.of(used.asLong()),
                        Optional.ofNullable(Json.text(entry, "lastUsedCommand"))));
            }
        });
        return all;
    }

    /** Every command line that "always" allowed. */
    public List<Exact> exact() {
        List<Exact> all = new ArrayList<>();
        entries("exact", (agent, entry) -> all.add(new Exact(
                agent,
                orEmpty(Json.text(entry, "id")),
                orEmpty(Json.text(entry, "command")),
                orEmpty(Json.text(entry, "cwd")),
                orEmpty(Json.text(entry, "files")))));
        return all;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @FunctionalInterface
    private interface Entry {
        void of(String agent, JsonNode entry);
    }

    private void entries(String list, Entry hears) {
        JsonNode agents = read().path("agents");
        for (String agent : agents.propertyNames()) {
            for (JsonNode entry : agents.path(agent).path(list)) {
                hears.of(agent, entry);
            }
        }
    }

    /** Adds a program; answers false if it is there already. */
    public boolean allow(String agent, String pattern, RandomGenerator random) {
        if (allowed().stream().anyMatch(entry -> entry.agent().equals(agent) && entry.pattern().equals(pattern))) {
            return false;
        }
        change(tree -> list(tree, agent, "allowlist").add(Json.object().put("id", id(random)).put("pattern", pattern)));
        return true;
    }

    /** Adds a command line; answers false if it is there already. */
    public boolean allowExactly(Exact exact) {
        if (exact().stream().anyMatch(entry -> matches(entry, exact) && entry.agent().equals(exact.agent()))) {
            return false;
        }
        change(tree -> list(tree, exact.agent(), "exact")
                .add(Json.object()
                        .put("id", exact.id())
                        .put("command", exact.command())
                        .put("cwd", exact.cwd())
                        .put("files", exact.files())));
        return true;
    }

    /**
     * Where a command would run.
     *
     * @param agent whose command
     * @param folder in which folder
     * @param workspace the agent's folder
     * @param path where programs are searched
     */
    public record Where(String agent, Path folder, Path workspace, String path) {}

    /** The entry for a command line of these words; empty if there is no such program. */
    public static Optional<Exact> exactly(Where where, List<String> words, RandomGenerator random) {
        Path folder = PrivatePlaces.real(where.folder());
        Path workspace = PrivatePlaces.real(where.workspace());
        Optional<Path> program = new Programs(where.path(), workspace).find(words.getFirst(), folder);
        Line line = new Line(folder, List.of(new Line.Part(Optional.of(Script.Join.START), words, program, List.of())));
        return program.map(_ -> new Exact(where.agent(), id(random), line.text(), folder.toString(), line.files(workspace)));
    }

    /** Whether an entry for this program would have no effect, because it could run anything else. */
    public static boolean runsOthers(String program) {
        Path name = Path.of(program);
        return Escalation.is(List.of(name)) || SafeCommands.knows(String.valueOf(name.getFileName()));
    }

    static boolean matches(Exact entry, Exact wanted) {
        return entry.command().equals(wanted.command()) && entry.cwd().equals(wanted.cwd()) && entry.files().equals(wanted.files());
    }

    /** Removes every entry with this id or this pattern; answers how many there were. */
    public int remove(String idOrPattern) {
        int[] removed = new int[1];
        change(tree -> {
            for (JsonNode agent : tree.path("agents")) {
                for (String list : List.of("allowlist", "exact")) {
                    if (agent.get(list) instanceof ArrayNode entries) {
                        int before = entries.size();
                        entries.removeIf(entry -> idOrPattern.equals(Json.text(entry, "id"))
                                || idOrPattern.equals(Json.text(entry, "pattern"))
                                || (entry.isString() && idOrPattern.equals(entry.stringValue())));
                        removed[0] += before - entries.size();
                    }
                }
            }
        });
        return removed[0];
    }

    /** Notes that an entry was used, at most once a minute: each note is a write to the disk. */
    void used(Allowed entry, long now, String command, String resolved) {
        if (entry.id().isEmpty() || entry.lastUsedAt().orElse(0L) > now - 60_000) {
            return;
        }
        change(tree -> {
            for (JsonNode one : tree.path("agents").path(entry.agent()).path("allowlist")) {
                if (one instanceof ObjectNode written && entry.id().equals(Json.text(written, "id"))) {
                    written.put("lastUsedAt", now).put("lastUsedCommand", command).put("lastResolvedPath", resolved);
                }
            }
        });
    }

    private static ArrayNode list(ObjectNode tree, String agent, String name) {
        ObjectNode agents = member(tree, "agents");
        ObjectNode own = member(agents, agent);
        if (own.get(name) instanceof ArrayNode list) {
            return list;
        }
        ArrayNode list = Json.array();
        own.set(name, list);
        return list;
    }

    private static ObjectNode member(ObjectNode tree, String name) {
        if (tree.get(name) instanceof ObjectNode there) {
            return there;
        }
        ObjectNode made = Json.object();
        tree.set(name, made);
        return made;
    }

    /** A new entry's id. */
    public static String id(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
