package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions list}: the conversations of all agents, the one used last first. */
final class SessionsList {
    /** Members of an entry that the original prints as they are. */
    private static final List<String> MEMBERS = List.of(
            "systemSent", "abortedLastRun", "thinkingLevel", "verboseLevel", "reasoningLevel", "elevatedLevel", "responseUsage",
            "groupActivation", "inputTokens", "outputTokens", "totalTokens", "modelProvider", "model", "contextTokens", "compactionCount",
            "label", "displayName", "channel", "spawnedBy", "lastChannel", "lastTo");

    private final SessionsContext context;
    private final Cli cli;

    SessionsList(SessionsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    /** Which ones, and how much of each. */
    record Wanted(Optional<String> agent, Optional<String> store, Optional<Integer> activeMinutes, boolean verbose) {}

    ExitCode print(Wanted wanted, boolean json) {
        Optional<String> agent = context.agent(wanted.agent());
        List<Sessions.Listed> all = wanted.store()
                .map(path -> Sessions.list(
                        new SessionStore(Folders.expand(path, cli.environment()), agent.orElse("main"), cli.clock()), agent.orElse("main")))
                .orElseGet(() -> context.sessions.list(agent));
        long now = cli.clock().millis();
        long oldest = wanted.activeMinutes().map(minutes -> now - minutes * 60_000L).orElse(Long.MIN_VALUE);
        List<Sessions.Listed> shown =
                all.stream().filter(one -> one.updatedAt().toEpochMilli() >= oldest).toList();
        List<Path> stores = stores(wanted, agent);
        if (json) {
            cli.out().println(Json.pretty(json(shown, wanted, stores)));
        } else {
            text(shown, wanted.verbose(), stores);
        }
        return ExitCode.OK;
    }

    private List<Path> stores(Wanted wanted, Optional<String> agent) {
        if (wanted.store().isPresent()) {
            return List.of(Folders.expand(wanted.store().get(), cli.environment()));
        }
        Set<String> agents = new LinkedHashSet<>();
        if (agent.isPresent()) {
            agents.add(agent.get());
        } else {
            agents.add(context.config().agents().defaultId());
            agents.addAll(context.sessions.agents());
        }
        return agents.stream().map(id -> context.sessions.store(id).file()).toList();
    }

    private ObjectNode json(List<Sessions.Listed> shown, Wanted wanted, List<Path> stores) {
        ObjectNode answer = Json.object();
        answer.put("path", stores.getFirst().toString());
        ArrayNode paths = answer.putArray("paths");
        stores.forEach(store -> paths.add(store.toString()));
        answer.put("count", shown.size());
        wanted.activeMinutes().ifPresentOrElse(minutes -> answer.put("activeMinutes", minutes), () -> answer.putNull("activeMinutes"));
        ArrayNode list = answer.putArray("sessions");
        shown.forEach(one -> list.add(json(one)));
        return answer;
    }

    private ObjectNode json(Sessions.Listed one) {
        ObjectNode tree = Json.object();
        one.key().ifPresentOrElse(key -> tree.put("key", key.text()), () -> tree.putNull("key"));
        tree.put("kind", kind(one)).put("agentId", one.agentId());
        tree.put("updatedAt", one.updatedAt().toEpochMilli()).put("ageMs", age(one));
        one.sessionId().ifPresent(id -> tree.put("sessionId", id.value()));
        one.file().ifPresent(file -> tree.put("file", file.toString()).put("bytes", one.bytes()));
        one.entry().ifPresent(entry -> {
            for (String name : MEMBERS) {
                JsonNode value = entry.tree().get(name);
                if (value != null) {
                    tree.set(name, value);
                }
            }
        });
        return tree;
    }

    private long age(Sessions.Listed one) {
        return Math.max(0, cli.clock().millis() - one.updatedAt().toEpochMilli());
    }

    /** {@code direct}, {@code group}, {@code global} or {@code unknown}, as in the original. */
    static String kind(Sessions.Listed one) {
        if (one.entry().isEmpty()) {
            return "unknown";
        }
        SessionEntry entry = one.entry().get();
        String key = entry.key().text();
        if (key.equals("global") || key.equals("unknown")) {
            return key;
        }
        String type = entry.word("chatType").orElse("");
        boolean group = type.equals("group") || type.equals("channel") || key.contains(":group:") || key.contains(":channel:");
        return group ? "group" : "direct";
    }

    private void text(List<Sessions.Listed> shown, boolean verbose, List<Path> stores) {
        if (shown.isEmpty()) {
            cli.print(SessionsText.NONE);
            return;
        }
        String where = stores.size() == 1 ? context.places.display(stores.getFirst()) : context.places.display(context.places.stateDir().resolve("agents"));
        cli.print(SessionsText.COUNT, shown.size(), where);
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {
            head(SessionsText.HEAD_KIND), head(SessionsText.HEAD_KEY), head(SessionsText.HEAD_AGE), head(SessionsText.HEAD_MODEL),
            head(SessionsText.HEAD_TOKENS), head(SessionsText.HEAD_FLAGS)
        });
        int widest = cli.screen().out() ? Math.max(16, cli.screen().width() * 2 / 5) : Integer.MAX_VALUE;
        for (Sessions.Listed one : shown) {
            rows.add(new String[] {
                kind(one),
                Columns.cut(one.key().map(SessionKey::text).orElse("-"), widest),
                ModelsStyle.span(age(one)),
                word(one, "model"),
                tokens(one),
                flags(one, verbose)
            });
        }
        Columns.table(cli.out(), rows);
    }

    private String head(cn.openclaw.base.Text text) {
        return text.in(cli.language());
    }

    private static String word(Sessions.Listed one, String name) {
        return one.entry().flatMap(entry -> entry.word(name)).orElse("-");
    }

    private static String tokens(Sessions.Listed one) {
        long used = one.entry().map(entry -> entry.number("totalTokens")).orElse(0L);
        long window = one.entry().map(entry -> entry.number("contextTokens")).orElse(0L);
        if (used == 0) {
            return "-";
        }
        return window == 0 ? thousands(used) : thousands(used) + "/" + thousands(window) + " (" + Math.min(999, used * 100 / window) + "%)";
    }

    static String thousands(long number) {
        if (number < 1000) {
            return Long.toString(number);
        }
        return number < 10_000 ? number / 1000 + "." + number % 1000 / 100 + "k" : (number + 500) / 1000 + "k";
    }

    private String flags(Sessions.Listed one, boolean verbose) {
        List<String> flags = new ArrayList<>();
        one.entry().ifPresent(entry -> {
            entry.word("label").ifPresent(label -> flags.add("\"" + context.clean(label) + "\""));
            entry.thinkingLevel().ifPresent(level -> flags.add("think:" + level));
            entry.word("verboseLevel").ifPresent(level -> flags.add("verbose:" + level));
            entry.modelOverride().ifPresent(model -> flags.add("model:" + model));
            if (entry.tree().path("abortedLastRun").asBoolean(false)) {
                flags.add("aborted");
            }
        });
        if (verbose || one.entry().isEmpty()) {
            one.sessionId().ifPresent(id -> flags.add("id:" + id));
        }
        if (verbose) {
            one.file().ifPresent(file -> flags.add(context.places.display(file)));
        }
        return String.join(" ", flags);
    }
}
