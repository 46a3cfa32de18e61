package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigPatch;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Changes single values, every other byte as it is, and restarts the gateway if what changed needs that. */
@AutoService(GatewayMethod.class)
public final class ConfigPatchMethod implements GatewayMethod {
    @Override
    public String name() {
        return "config.patch";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ConfigDesk desk = new ConfigDesk(call.world(), Tongue.of(params, call));
        String raw = params.text("raw").orElseThrow(() -> params.wrong("must have required property 'raw'"));
        Json5Document patch = patch(raw);
        ConfigSnapshot now = desk.seen(params);
        ConfigSnapshot after = desk.written(() -> {
            List<ConfigEdit> edits = ConfigPatch.byId(patch, trees(now));
            return edits.isEmpty() ? now : desk.file().save(edits);
        });
        return desk.answer(params, now, after);
    }

    private static Json5Document patch(String raw) {
        Json5Document patch;
        try {
            patch = Json5Document.parse(raw);
        } catch (JsonException e) {
            throw GatewayException.invalid("raw is not JSON5: line " + e.line() + ", column " + e.column());
        }
        if (!patch.root().isObject()) {
            throw GatewayException.invalid("config.patch raw must be an object");
        }
        return patch;
    }

    /** What is there: in the file as it stands, and in it with its included files. */
    private static List<JsonNode> trees(ConfigSnapshot snapshot) {
        List<JsonNode> trees = new ArrayList<>();
        try {
            trees.add(snapshot.text().isBlank() ? Json.object() : Json5.parse(snapshot.text()));
        } catch (JsonException e) {
            // Saving will say so, with the place.
            return List.of(Json.object());
        }
        if (snapshot.origin() == ConfigSnapshot.Origin.FILE) {
            trees.add(snapshot.config().tree());
        }
        return List.copyOf(trees);
    }
}
