package cn.openclaw.gateway.method;

import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigException;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigRedaction;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.RestartNote;
import cn.openclaw.gateway.SystemEvents;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.ConfigValues;
import cn.openclaw.session.SessionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What all methods about the configuration share: the file, what a caller may see of it, and what changing it asks of the gateway. */
final class ConfigDesk {
    private final GatewayWorld world;
    private final Language language;
    private final Places places;
    private final ConfigFile file;

    ConfigDesk(GatewayWorld world, Language language) {
        this.world = world;
        this.language = language;
        this.places = world.agents().places();
        this.file = new ConfigFile(places, own(world.config()));
    }

    /** What the process was started with: variables that a file of the last reading gave must not outlive that file. */
    private static Environment own(ConfigSnapshot snapshot) {
        Map<String, String> variables = new HashMap<>(snapshot.environment().variables());
        variables.keySet().removeAll(snapshot.variables().keySet());
        return new Environment(variables, snapshot.environment().home(), snapshot.environment().workingDirectory());
    }

    ConfigFile file() {
        return file;
    }

    String path() {
        return places.configFile().toString();
    }

    /** What the configuration says with its defaults, secrets hidden. */
    JsonNode shown(ConfigSnapshot snapshot) {
        JsonNode whole = new ConfigValues(places, snapshot).effective(List.of()).orElseGet(Json::object);
        return ConfigRedaction.of(snapshot).tree(whole);
    }

    /**
     * The file as it is now, if the caller has seen it.
     *
     * @throws GatewayException if it has changed since, or the caller does not say what it has seen
     */
    ConfigSnapshot seen(Params params) {
        ConfigSnapshot now = file.read();
        Optional<String> base = params.text("baseHash").filter(hash -> !hash.isBlank());
        if (now.exists() && base.isEmpty()) {
            throw GatewayException.invalid("config base hash required; re-run config.get and retry");
        }
        if (now.exists() && !now.hash().equals(base.get().strip())) {
            throw GatewayException.invalid("config changed since last load; re-run config.get and retry");
        }
        return now;
    }

    interface Writing {
        ConfigSnapshot write();
    }

    /** Writes; what is wrong with the new configuration is told piece by piece. */
    ConfigSnapshot written(Writing writing) {
        try {
            return writing.write();
        } catch (ConfigException e) {
            if (!e.problems().isEmpty()) {
                ObjectNode details = Json.object();
                details.set("issues", issues(e.problems()));
                throw GatewayException.invalid("invalid config", details);
            }
            String sentence = e.abroad(language);
            throw e.exitCode() == ExitCode.USAGE ? GatewayException.invalid(sentence) : GatewayException.unavailable(sentence);
        }
    }

    /** {@code raw} with every hidden secret put back. */
    String whole(String raw, ConfigSnapshot now) {
        List<String> before = new ArrayList<>(List.of(now.text()));
        for (Path copy : ConfigFile.lastGood(places)) {
            try {
                if (Files.isRegularFile(copy)) {
                    before.add(Files.readString(copy));
                }
            } catch (IOException e) {
                // One copy fewer to look into.
            }
        }
        try {
            return ConfigRedaction.of(now).restored(raw, before);
        } catch (ConfigException e) {
            throw GatewayException.invalid(e.abroad(language));
        }
    }

    ArrayNode issues(List<ConfigProblem> problems) {
        ArrayNode issues = Json.array();
        for (ConfigProblem problem : problems) {
            issues.addObject()
                    .put("path", problem.path())
                    .put("message", problem.text().in(language, problem.arguments().toArray()))
                    .put("line", problem.line())
                    .put("column", problem.column());
        }
        return issues;
    }

    /** How {@code config.patch} and {@code config.apply} answer: a restart only where the change needs one. */
    ObjectNode answer(Params params, ConfigSnapshot before, ConfigSnapshot after) {
        Optional<String> session = params.text("sessionKey").filter(key -> !key.isBlank());
        long delay = params.number("restartDelayMs", 0, 60_000).orElse(2_000L);
        RestartDesk desk = new RestartDesk(world, before.config().tree(), after.config().tree());
        ObjectNode answer = Json.object().put("ok", true).put("path", path());
        answer.set("config", shown(after));
        ObjectNode restart = desk.restart(params.method(), Duration.ofMillis(delay));
        answer.set("restart", restart);
        if (restart.path("mode").asString("").equals("emit")) {
            answer.set("sentinel", desk.sentinel(params.method(), session, params.text("note")));
        } else {
            // It counts from the next request on; nobody waits for the watcher.
            world.live().ifPresent(LiveConfig::reload);
            answer.putNull("sentinel");
            session.ifPresent(key -> SystemEvents.of(world)
                    .add(
                            SessionKey.of(key, world.config().config().agents().defaultId()),
                            RestartNote.words(params.method(), params.text("note"))));
        }
        return answer.put("hash", after.hash());
    }
}
