package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.ConfigRedaction;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes a skill's settings: whether it is used, its key, its variables. Blank removes. */
@AutoService(GatewayMethod.class)
public final class SkillsUpdate implements GatewayMethod {
    @Override
    public String name() {
        return "skills.update";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String key = params.need("skillKey");
        ConfigDesk desk = new ConfigDesk(call.world(), Tongue.of(params, call));
        ConfigSnapshot after = desk.written(() -> {
            List<ConfigEdit> edits = edits(params, List.of("skills", "entries", key), desk.file().read());
            return edits.isEmpty() ? desk.file().read() : desk.file().save(edits);
        });
        call.world().live().ifPresent(LiveConfig::reload);
        List<String> path = List.of("skills", "entries", key);
        ObjectNode answer = Json.object().put("ok", true).put("skillKey", key);
        JsonNode entry = ConfigPath.at(ConfigRedaction.of(after).tree(after.config().tree()), path).orElseGet(Json::object);
        answer.set("config", entry);
        return answer;
    }

    private static List<ConfigEdit> edits(Params params, List<String> entry, ConfigSnapshot now) {
        List<ConfigEdit> edits = new ArrayList<>();
        params.flag("enabled").ifPresent(on -> edits.add(ConfigEdit.set(below(entry, "enabled"), on.toString())));
        params.text("apiKey").ifPresent(key -> text(below(entry, "apiKey"), key, now, edits));
        params.object("env").ifPresent(env -> env.properties().forEach(variable -> {
            if (!variable.getValue().isString()) {
                throw params.wrong("at /env/" + variable.getKey() + ": must be string");
            }
            List<String> path = below(below(entry, "env"), variable.getKey().strip());
            text(path, variable.getValue().stringValue(), now, edits);
        }));
        return edits;
    }

    private static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static void text(List<String> path, String value, ConfigSnapshot now, List<ConfigEdit> edits) {
        if (!value.isBlank()) {
            edits.add(ConfigEdit.set(path, Json5.quote(value.strip())));
        } else if (ConfigPath.at(now.config().tree(), path).isPresent()) {
            edits.add(ConfigEdit.unset(path));
        }
    }
}
