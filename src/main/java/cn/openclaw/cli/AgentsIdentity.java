package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import cn.openclaw.memory.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code agents set-identity}: who an agent is, from the command line or from its {@code IDENTITY.md}. */
final class AgentsIdentity {
    private final AgentsContext context;
    private final Cli cli;

    AgentsIdentity(AgentsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    /**
     * What was asked for.
     *
     * @param agent which agent
     * @param workspace or the one that works there
     * @param file where to read it
     * @param fromWorkspace whether to read the workspace's file
     * @param said what was said on the command line, which counts before any file
     */
    record Wanted(Optional<String> agent, Optional<String> workspace, Optional<String> file, boolean fromWorkspace, Identity said) {}

    ExitCode set(Wanted wanted, boolean json) {
        String id = agent(wanted);
        Path workspace = context.workspace(id);
        Optional<Path> file = wanted.file()
                .map(written -> Folders.expand(written, cli.environment()))
                .or(() -> wanted.fromWorkspace() ? Optional.of(workspace.resolve("IDENTITY.md")) : Optional.empty());
        Identity read = file.map(AgentsIdentity::read).orElse(new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        Identity said = wanted.said();
        Identity all = new Identity(
                said.name().or(read::name), said.theme().or(read::theme), said.emoji().or(read::emoji), said.avatar().or(read::avatar));
        if (all.isEmpty()) {
            throw file.isPresent()
                    ? new UsageException(AgentsText.EMPTY_IDENTITY, context.places.display(file.get()))
                    : new UsageException(AgentsText.NO_IDENTITY);
        }
        ObjectNode identity = tree(all);
        context.save(edits(id, identity));
        if (json) {
            ObjectNode answer = Json.object().put("agentId", id);
            answer.set("identity", identity);
            answer.put("workspace", workspace.toString());
            file.ifPresentOrElse(path -> answer.put("identityFile", path.toString()), () -> answer.putNull("identityFile"));
            cli.out().println(Json.pretty(answer));
        } else {
            cli.print(AgentsText.IDENTITY_SET, id, Json.write(identity));
        }
        return ExitCode.OK;
    }

    private String agent(Wanted wanted) {
        if (wanted.agent().isPresent()) {
            return context.known(wanted.agent().get());
        }
        if (wanted.workspace().isEmpty()) {
            return context.defaultId();
        }
        Path there = Folders.expand(wanted.workspace().get(), cli.environment()).toAbsolutePath().normalize();
        List<String> ids = context.ids().stream()
                .filter(id -> context.workspace(id).toAbsolutePath().normalize().equals(there))
                .toList();
        if (ids.isEmpty()) {
            throw new UsageException(AgentsText.NONE_THERE, wanted.workspace().get());
        }
        if (ids.size() > 1) {
            throw new UsageException(AgentsText.SEVERAL_THERE, wanted.workspace().get(), String.join(", ", ids));
        }
        return ids.getFirst();
    }

    private static Identity read(Path file) {
        try {
            return Identity.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException(AgentsText.NOT_READABLE, file);
        }
    }

    private static ObjectNode tree(Identity identity) {
        ObjectNode tree = Json.object();
        identity.name().ifPresent(text -> tree.put("name", text));
        identity.theme().ifPresent(text -> tree.put("theme", text));
        identity.emoji().ifPresent(text -> tree.put("emoji", text));
        identity.avatar().ifPresent(text -> tree.put("avatar", text));
        return tree;
    }

    private List<ConfigEdit> edits(String id, ObjectNode identity) {
        Optional<Integer> index = context.index(id);
        List<ConfigEdit> edits = new ArrayList<>();
        if (index.isEmpty()) {
            String entry = "[\n  { id: " + AgentsContext.quoted(id) + ", identity: " + Json.write(identity) + " },\n]";
            edits.add(ConfigEdit.set(List.of("agents", "list"), entry));
            return edits;
        }
        // One edit for each word: what else the file says of it stays.
        identity.properties().forEach(member -> edits.add(ConfigEdit.set(
                List.of("agents", "list", Integer.toString(index.get()), "identity", member.getKey()), Json.write(member.getValue()))));
        return edits;
    }
}
