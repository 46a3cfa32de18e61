package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionIndex;
import cn.openclaw.session.Sessions;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.TerminalPrompter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code agents delete}: the entry, what points to it, and its folders; says what is gone, and what stays and why. A workspace outside
 * the state folder may be somebody's project, so it stays unless it is asked for by name.
 */
final class AgentsDelete {
    private final AgentsContext context;
    private final Cli cli;

    AgentsDelete(AgentsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    /** How: without asking; with a workspace anywhere; as JSON. */
    record Wanted(boolean force, boolean withWorkspace, boolean json) {}

    private record Kept(Path path, String why) {}

    private record Plan(List<Path> gone, List<Kept> kept) {}

    ExitCode delete(String written, Wanted wanted) {
        String id = Places.agentId(written);
        // "../x" is read as "x" elsewhere; what deletes wants the very name.
        if (!id.equals(written.strip().toLowerCase(Locale.ROOT))) {
            throw context.unknown(written);
        }
        boolean leftOver = Files.isDirectory(context.places.stateDir().resolve("agents").resolve(id));
        if (!context.ids().contains(id) && !leftOver) {
            throw context.unknown(written);
        }
        if (id.equals(context.defaultId())) {
            throw new UsageException(AgentsText.IS_DEFAULT, id);
        }
        boolean nobody = !cli.screen().in() || wanted.json();
        if (nobody && !wanted.force()) {
            throw new UsageException(AgentsText.NEEDS_FORCE);
        }
        Plan plan = plan(id, wanted.withWorkspace());
        if (!wanted.force() && !isSure(id, plan)) {
            cli.print(AgentsText.KEPT);
            return ExitCode.OK;
        }
        Path workspace = context.workspace(id);
        Path agentDir = context.places.agentDir(context.config, id);
        List<AgentsContext.Binding> bindings =
                context.bindings().stream().filter(binding -> binding.agentId().equals(id)).toList();
        int allowed = edit(id, bindings);
        List<Path> files = transcripts(id);
        Plan done = remove(plan);
        forget(files);
        ObjectNode report = Json.object().put("agentId", id).put("workspace", workspace.toString());
        report.put("agentDir", agentDir.toString()).put("sessionsDir", context.places.sessionsDir(id).toString());
        report.put("removedBindings", bindings.size()).put("removedAllow", allowed);
        tell(id, bindings.size(), done, report, wanted.json());
        return done.kept().size() > plan.kept().size() ? ExitCode.FAILED : ExitCode.OK;
    }

    private Plan plan(String id, boolean withWorkspace) {
        Plan plan = new Plan(new ArrayList<>(), new ArrayList<>());
        Path state = context.places.stateDir().toAbsolutePath().normalize();
        Path own = state.resolve("agents").resolve(id);
        Path agentDir = context.places.agentDir(context.config, id).toAbsolutePath().normalize();
        Path workspace = context.workspace(id).toAbsolutePath().normalize();
        plan.gone().add(own);
        if (!agentDir.startsWith(own)) {
            decide(plan, agentDir, withWorkspace || agentDir.startsWith(state), Optional.empty());
        }
        if (context.agent(id).isPresent()) {
            decide(plan, workspace, withWorkspace || workspace.startsWith(state), context.alsoUsedBy(workspace, id));
        }
        plan.gone().removeIf(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
        plan.kept().removeIf(kept -> !Files.exists(kept.path(), LinkOption.NOFOLLOW_LINKS));
        return plan;
    }

    private void decide(Plan plan, Path path, boolean welcome, Optional<String> alsoUsedBy) {
        Path home = context.places.home().toAbsolutePath().normalize();
        Path state = context.places.stateDir().toAbsolutePath().normalize();
        if (alsoUsedBy.isPresent()) {
            plan.kept().add(new Kept(path, context.words(AgentsText.WHY_SHARED, alsoUsedBy.get())));
        } else if (home.startsWith(path) || state.startsWith(path) || path.getNameCount() < 2) {
            plan.kept().add(new Kept(path, context.words(AgentsText.WHY_UNSAFE)));
        } else if (!welcome) {
            plan.kept().add(new Kept(path, context.words(AgentsText.WHY_OUTSIDE)));
        } else {
            plan.gone().add(path);
        }
    }

    private boolean isSure(String id, Plan plan) {
        cli.print(AgentsText.WILL_DELETE, id);
        plan.gone().forEach(path -> cli.print(AgentsText.WILL_REMOVE, context.places.display(path)));
        plan.kept().forEach(kept -> cli.print(AgentsText.WILL_KEEP, context.places.display(kept.path()), kept.why()));
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            return prompter.confirm(context.words(AgentsText.ASK_DELETE), false);
        }
    }

    /** Takes it out of the configuration; answers from how many lists of allowed agents. From the end, so that places stay right. */
    private int edit(String id, List<AgentsContext.Binding> bindings) {
        List<ConfigEdit> edits = new ArrayList<>();
        for (AgentsContext.Binding binding : bindings.reversed()) {
            edits.add(ConfigEdit.unset(List.of("bindings", Integer.toString(binding.index()))));
        }
        List<ConfigEdit> allow = new ArrayList<>();
        allowed(id, allow, List.of("tools", "agentToAgent", "allow"));
        for (int at = 0; at < context.config.agents().list().size(); at++) {
            allowed(id, allow, List.of("agents", "list", Integer.toString(at), "subagents", "allowAgents"));
        }
        edits.addAll(allow);
        context.index(id).ifPresent(at -> edits.add(ConfigEdit.unset(List.of("agents", "list", Integer.toString(at)))));
        context.save(edits);
        return allow.size();
    }

    private void allowed(String id, List<ConfigEdit> edits, List<String> path) {
        var node = context.config.tree().at("/" + String.join("/", path));
        if (node instanceof ArrayNode list) {
            for (int at = list.size() - 1; at >= 0; at--) {
                String name = list.get(at).asString("");
                if (!name.equals("*") && Places.agentId(name).equals(id)) {
                    List<String> whole = new ArrayList<>(path);
                    whole.add(Integer.toString(at));
                    edits.add(ConfigEdit.unset(whole));
                }
            }
        }
    }

    private List<Path> transcripts(String id) {
        return List.copyOf(new Sessions(context.places, cli.clock()).transcripts(Optional.of(id)).keySet());
    }

    private void forget(List<Path> transcripts) {
        Path file = context.places.cacheDir().resolve("sessions.sqlite");
        if (Files.exists(file) && !transcripts.isEmpty()) {
            try (SessionIndex index = new SessionIndex(file, words -> words)) {
                transcripts.forEach(index::forget);
            }
        }
    }

    private Plan remove(Plan plan) {
        Plan done = new Plan(new ArrayList<>(), new ArrayList<>(plan.kept()));
        for (Path path : plan.gone()) {
            try (Stream<Path> files = Files.walk(path)) {
                // Links inside are removed, never followed.
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
                done.gone().add(path);
            } catch (IOException e) {
                done.kept().add(new Kept(path, context.words(AgentsText.WHY_FAILED, e.getClass().getSimpleName())));
            }
        }
        return done;
    }

    private void tell(String id, int bindings, Plan done, ObjectNode report, boolean json) {
        ArrayNode removed = report.putArray("removed");
        done.gone().forEach(path -> removed.add(path.toString()));
        ArrayNode kept = report.putArray("kept");
        done.kept().forEach(one -> kept.addObject().put("path", one.path().toString()).put("why", one.why()));
        if (json) {
            cli.out().println(Json.pretty(report));
            return;
        }
        cli.print(AgentsText.DELETED, id, bindings);
        done.gone().forEach(path -> cli.print(AgentsText.GONE, context.places.display(path)));
        Text stays = AgentsText.STAYS;
        done.kept().forEach(one -> cli.print(stays, context.places.display(one.path()), one.why()));
    }
}
