package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.memory.Identity;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code agents list}. */
final class AgentsList {
    private final AgentsContext context;
    private final Cli cli;

    AgentsList(AgentsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    ExitCode print(boolean bindings, boolean json) {
        if (json) {
            ArrayNode all = Json.array();
            context.ids().forEach(id -> all.add(json(id, bindings)));
            cli.out().println(Json.pretty(all));
        } else {
            context.ids().forEach(id -> text(id, bindings));
        }
        return ExitCode.OK;
    }

    private Identity.Known identity(String id) {
        return Identity.of(context.config, id, context.workspace(id));
    }

    private Optional<String> model(String id) {
        return context.agent(id)
                .flatMap(ClawConfig.Agent::model)
                .flatMap(ClawConfig.ModelChoice::primary)
                .or(() -> context.config.agents().defaults().model().primary());
    }

    private List<String> bound(String id) {
        return context.bindings().stream()
                .filter(binding -> binding.agentId().equals(id))
                .map(AgentsContext.Binding::words)
                .toList();
    }

    private ObjectNode json(String id, boolean bindings) {
        ObjectNode tree = Json.object().put("id", id);
        Identity.Known known = identity(id);
        context.agent(id).flatMap(ClawConfig.Agent::name).ifPresent(name -> tree.put("name", name));
        known.identity().name().ifPresent(name -> tree.put("identityName", name));
        known.identity().emoji().ifPresent(emoji -> tree.put("identityEmoji", emoji));
        known.source().ifPresent(source -> tree.put("identitySource", source));
        tree.put("workspace", context.workspace(id).toString());
        tree.put("agentDir", context.places.agentDir(context.config, id).toString());
        model(id).ifPresent(model -> tree.put("model", model));
        List<String> bound = bound(id);
        tree.put("bindings", bound.size());
        if (bindings) {
            ArrayNode details = tree.putArray("bindingDetails");
            bound.forEach(details::add);
        }
        boolean isDefault = id.equals(context.defaultId());
        tree.put("isDefault", isDefault);
        ArrayNode routes = tree.putArray("routes");
        bound.forEach(routes::add);
        if (isDefault) {
            routes.add("default");
        }
        return tree;
    }

    private void text(String id, boolean bindings) {
        Identity.Known known = identity(id);
        String name = context.agent(id).flatMap(ClawConfig.Agent::name).filter(given -> !given.equals(id)).map(given -> " (" + given + ")").orElse("");
        String mark = id.equals(context.defaultId()) ? " [" + AgentsText.DEFAULT.in(cli.language()) + "]" : "";
        cli.out().println("- " + id + name + mark);
        if (!known.identity().isEmpty()) {
            cli.print(AgentsText.LINE_IDENTITY,
                    String.join(" ", known.identity().emoji().orElse(""), known.identity().name().orElse(""), known.identity().theme().orElse("")).strip());
        }
        cli.print(AgentsText.LINE_WORKSPACE, context.places.display(context.workspace(id)));
        cli.print(AgentsText.LINE_DIR, context.places.display(context.places.agentDir(context.config, id)));
        model(id).ifPresent(model -> cli.print(AgentsText.LINE_MODEL, model));
        List<String> bound = bound(id);
        if (bindings || !bound.isEmpty()) {
            cli.print(AgentsText.LINE_BINDINGS, bound.isEmpty() ? "-" : String.join(", ", bound));
        }
    }
}
