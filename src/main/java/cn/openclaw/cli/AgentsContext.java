package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What every {@code agents} command works with: the configuration, and the agents in it. */
final class AgentsContext {
    final Cli cli;
    final Places places;
    final ConfigFile file;
    final ConfigSnapshot snapshot;
    final ClawConfig config;

    AgentsContext(Cli cli) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
        this.snapshot = file.read();
        this.config = snapshot.config();
    }

    String defaultId() {
        return Places.agentId(config.agents().defaultId());
    }

    /** Every agent's id, the default one also where no list names it. */
    List<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        config.agents().list().forEach(agent -> ids.add(Places.agentId(agent.id())));
        if (ids.isEmpty()) {
            ids.add(defaultId());
        }
        return List.copyOf(ids);
    }

    /** The id that is meant; refused if no agent has it. */
    String known(String written) {
        String id = Places.agentId(written);
        if (!ids().contains(id)) {
            throw unknown(written);
        }
        return id;
    }

    UsageException unknown(String written) {
        return new UsageException(AgentsText.UNKNOWN, written, String.join(", ", ids()));
    }

    /** Its place in {@code agents.list}; empty if it is not there. */
    Optional<Integer> index(String id) {
        List<ClawConfig.Agent> list = config.agents().list();
        for (int at = 0; at < list.size(); at++) {
            if (Places.agentId(list.get(at).id()).equals(id)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    Optional<ClawConfig.Agent> agent(String id) {
        return index(id).map(config.agents().list()::get);
    }

    /** What the file says of it beyond the parts that have names. */
    @Nullable JsonNode at(String id, String... path) {
        Optional<Integer> index = index(id);
        JsonNode list = Json.at(config.tree(), "agents", "list");
        return index.isEmpty() || !(list instanceof ArrayNode array) ? null : Json.at(array.get(index.get()), path);
    }

    Path workspace(String id) {
        return places.workspace(config, id);
    }

    /** Another agent whose workspace this is, or lies in, or holds. */
    Optional<String> alsoUsedBy(Path workspace, String except) {
        Path wanted = workspace.toAbsolutePath().normalize();
        return ids().stream()
                .filter(id -> !id.equals(except))
                .filter(id -> {
                    Path other = workspace(id).toAbsolutePath().normalize();
                    return other.startsWith(wanted) || wanted.startsWith(other);
                })
                .findFirst();
    }

    /** {@code bindings} of an agent, with their places in the list. */
    List<Binding> bindings() {
        List<Binding> all = new ArrayList<>();
        if (Json.at(config.tree(), "bindings") instanceof ArrayNode list) {
            for (int at = 0; at < list.size(); at++) {
                String id = Json.text(list.get(at), "agentId");
                JsonNode match = list.get(at).get("match");
                if (id != null && match != null) {
                    all.add(new Binding(at, Places.agentId(id), match));
                }
            }
        }
        return all;
    }

    /** One entry of {@code bindings}. */
    record Binding(int index, String agentId, JsonNode match) {
        String words() {
            StringBuilder out = new StringBuilder(String.valueOf(Json.text(match, "channel")));
            String account = Json.text(match, "accountId");
            out.append(account == null ? "" : " accountId=" + account);
            String peer = Json.text(match, "peer", "id");
            out.append(peer == null ? "" : " peer=" + Json.text(match, "peer", "kind") + ":" + peer);
            String guild = Json.text(match, "guildId");
            String team = Json.text(match, "teamId");
            return out.append(guild == null ? "" : " guildId=" + guild).append(team == null ? "" : " teamId=" + team).toString();
        }
    }

    void save(List<ConfigEdit> edits) {
        if (!edits.isEmpty()) {
            file.save(edits);
        }
    }

    static String quoted(String text) {
        return Json5.quote(text);
    }

    /** A sentence with a sentence in it. */
    String words(Text text, Object... arguments) {
        return text.in(cli.language(), arguments);
    }
}
