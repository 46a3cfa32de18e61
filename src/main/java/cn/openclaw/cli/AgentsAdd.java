package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.TerminalPrompter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code agents add}: an entry in the configuration, its folders, and the files a workspace begins with. */
final class AgentsAdd {
    private final AgentsContext context;
    private final Cli cli;

    AgentsAdd(AgentsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    /** What was asked for. */
    record Wanted(
            Optional<String> name, Optional<String> workspace, Optional<String> model, Optional<String> agentDir, List<String> bind) {}

    private record Answers(String name, Path workspace) {}

    /** What became of the channels that were to be bound. */
    private record Bound(List<String> added, List<String> skipped, List<String> conflicts) {}

    ExitCode add(Wanted wanted, boolean silent, boolean json) {
        boolean mayAsk = cli.screen().in() && !silent && !json;
        Answers answers = answers(wanted, mayAsk);
        String id = free(answers.name());
        List<ConfigEdit> edits = new ArrayList<>();
        Optional<ModelRef> model = wanted.model().map(text -> model(text, id));
        Path agentDir = wanted.agentDir().map(written -> Folders.expand(written, cli.environment()))
                .orElseGet(() -> context.places.agentDir(context.config, id));
        edits.add(entry(id, answers, wanted, model, agentDir));
        Bound bound = bind(wanted.bind(), id, edits);
        context.save(edits);
        List<String> seeded = folders(answers.workspace(), agentDir, id);
        if (json) {
            cli.out().println(Json.pretty(json(id, answers, agentDir, bound)));
        } else {
            tell(id, answers, seeded, bound);
        }
        return ExitCode.OK;
    }

    private Answers answers(Wanted wanted, boolean mayAsk) {
        if (!mayAsk) {
            String name = wanted.name().orElseThrow(() -> new UsageException(AgentsText.NEEDS_NAME));
            String workspace = wanted.workspace().orElseThrow(() -> new UsageException(AgentsText.NEEDS_WORKSPACE, name));
            return new Answers(name, Folders.expand(workspace, cli.environment()));
        }
        if (wanted.name().isPresent() && wanted.workspace().isPresent()) {
            return new Answers(wanted.name().get(), Folders.expand(wanted.workspace().get(), cli.environment()));
        }
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            String name = wanted.name().orElseGet(() -> prompter.text(context.words(AgentsText.ASK_NAME), "", this::problem));
            String usual = context.places.display(context.workspace(Places.agentId(name)));
            String workspace = wanted.workspace()
                    .orElseGet(() -> prompter.text(context.words(AgentsText.ASK_WORKSPACE), usual, _ -> Optional.empty()));
            return new Answers(name, Folders.expand(workspace, cli.environment()));
        }
    }

    private Optional<String> problem(String name) {
        try {
            free(name);
            return Optional.empty();
        } catch (UsageException e) {
            return Optional.of(e.in(cli.language()));
        }
    }

    private String free(String name) {
        String id = Places.agentId(name);
        if (id.equals("main")) {
            return numbered(name);
        }
        if (context.ids().contains(id)) {
            throw new UsageException(AgentsText.TAKEN, id);
        }
        return id;
    }

    /** Folders and keys take plain letters only: an agent called 小码 is agent-1 there. */
    private String numbered(String name) {
        boolean said = name.codePoints().anyMatch(point -> point > 127 && Character.isLetter(point));
        if (!said) {
            throw new UsageException(AgentsText.RESERVED, name);
        }
        int number = 1;
        while (context.ids().contains("agent-" + number)) {
            number++;
        }
        return "agent-" + number;
    }

    private ModelRef model(String text, String id) {
        return new ModelResolver(context.config, new ModelCatalog(context.config, context.places.cacheDir()), id).resolve(text).ref();
    }

    /** The first agent that is listed would become the default one: so the one that was it without a list is listed before. */
    private ConfigEdit entry(String id, Answers answers, Wanted wanted, Optional<ModelRef> model, Path agentDir) {
        StringBuilder entry = new StringBuilder("{ id: ").append(AgentsContext.quoted(id));
        entry.append(", name: ").append(AgentsContext.quoted(answers.name().strip()));
        entry.append(", workspace: ").append(AgentsContext.quoted(context.places.display(answers.workspace())));
        if (wanted.agentDir().isPresent()) {
            entry.append(", agentDir: ").append(AgentsContext.quoted(context.places.display(agentDir)));
        }
        model.ifPresent(ref -> entry.append(", model: ").append(AgentsContext.quoted(ref.toString())));
        entry.append(" }");
        int size = context.config.agents().list().size();
        return size > 0
                ? ConfigEdit.set(List.of("agents", "list", Integer.toString(size)), entry.toString())
                : ConfigEdit.set(
                        List.of("agents", "list"), "[\n  { id: " + AgentsContext.quoted(context.defaultId()) + " },\n  " + entry + ",\n]");
    }

    private Bound bind(List<String> wanted, String id, List<ConfigEdit> edits) {
        Bound bound = new Bound(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<AgentsContext.Binding> known = new ArrayList<>(context.bindings());
        int next = Json.at(context.config.tree(), "bindings") instanceof ArrayNode list ? list.size() : 0;
        for (String written : wanted) {
            ObjectNode match = match(written);
            Optional<AgentsContext.Binding> same =
                    known.stream().filter(one -> one.match().equals((JsonNode) match)).findFirst();
            if (same.isPresent()) {
                boolean ours = same.get().agentId().equals(id);
                (ours ? bound.skipped() : bound.conflicts()).add(same.get().words() + (ours ? "" : " (agent=" + same.get().agentId() + ")"));
                continue;
            }
            ObjectNode binding = Json.object().put("agentId", id);
            binding.set("match", match);
            edits.add(ConfigEdit.set(List.of("bindings", Integer.toString(next++)), Json.write(binding)));
            known.add(new AgentsContext.Binding(next - 1, id, match));
            bound.added().add(known.getLast().words());
        }
        return bound;
    }

    private static ObjectNode match(String written) {
        int colon = written.indexOf(':');
        String channel = (colon < 0 ? written : written.substring(0, colon)).strip();
        String account = colon < 0 ? "" : written.substring(colon + 1).strip();
        if (channel.isEmpty() || (colon >= 0 && account.isEmpty())) {
            throw new UsageException(AgentsText.BAD_BIND, written);
        }
        ObjectNode match = Json.object().put("channel", channel);
        return account.isEmpty() ? match : match.put("accountId", account);
    }

    private List<String> folders(Path workspace, Path agentDir, String id) {
        Folders.make(agentDir, context.places.sessionsDir(id));
        return Workspaces.seed(cli, context.config, workspace);
    }

    private ObjectNode json(String id, Answers answers, Path agentDir, Bound bound) {
        ObjectNode tree = Json.object().put("agentId", id).put("name", answers.name().strip());
        tree.put("workspace", answers.workspace().toString()).put("agentDir", agentDir.toString());
        ObjectNode bindings = tree.putObject("bindings");
        ArrayNode added = bindings.putArray("added");
        bound.added().forEach(added::add);
        ArrayNode skipped = bindings.putArray("skipped");
        bound.skipped().forEach(skipped::add);
        ArrayNode conflicts = bindings.putArray("conflicts");
        bound.conflicts().forEach(conflicts::add);
        return tree;
    }

    private void tell(String id, Answers answers, List<String> seeded, Bound bound) {
        cli.print(AgentsText.ADDED, id);
        cli.print(AgentsText.LINE_WORKSPACE, context.places.display(answers.workspace()));
        if (!seeded.isEmpty()) {
            cli.print(AgentsText.SEEDED, String.join(", ", seeded));
        }
        bound.added().forEach(words -> cli.print(AgentsText.LINE_BINDINGS, words));
        for (String conflict : bound.conflicts()) {
            int at = conflict.lastIndexOf(" (agent=");
            cli.say(AgentsText.CONFLICT, conflict.substring(0, at), conflict.substring(at + 8, conflict.length() - 1));
        }
        context.alsoUsedBy(answers.workspace(), id)
                .ifPresent(other -> cli.say(AgentsText.SHARED, context.places.display(answers.workspace()), other));
        cli.print(AgentsText.TRY_ADDED, id);
    }
}
