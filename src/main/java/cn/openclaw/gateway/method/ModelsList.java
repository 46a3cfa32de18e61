package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.ModelRefException;
import cn.openclaw.provider.ModelRows;
import cn.openclaw.provider.ModelsAtHand;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The models that can be asked: the configured ones first, all that are known only on request. */
@AutoService(GatewayMethod.class)
public final class ModelsList implements GatewayMethod {
    @Override
    public String name() {
        return "models.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ModelsAtHand models = ModelDesk.of(params, call.world());
        ModelRows.Wanted wanted =
                new ModelRows.Wanted(params.flag("all").orElse(false), params.flag("local").orElse(false), params.text("provider"));
        String query = params.text("query").orElse("").toLowerCase(Locale.ROOT).strip();
        Map<String, String> aliases = new LinkedHashMap<>();
        models.resolver().aliases().forEach((alias, ref) -> aliases.putIfAbsent(ref, alias));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("models");
        for (ModelRows.Row row : new ModelRows(models).collect(wanted)) {
            boolean fits = query.isEmpty() || row.key().toLowerCase(Locale.ROOT).contains(query);
            if (fits && row.model().isPresent()) {
                list.add(new ModelRow(models, aliases).tree(row, row.model().get()));
            }
        }
        primary(models).ifPresent(ref -> answer.put("defaultModel", ref.model())
                .put("defaultProvider", ref.provider())
                .put("default", ref.toString()));
        ArrayNode fallbacks = answer.putArray("fallbacks");
        models.resolver().fallbackTexts().forEach(fallbacks::add);
        return answer;
    }

    private static Optional<ModelRef> primary(ModelsAtHand models) {
        try {
            return Optional.of(models.resolver().primary());
        } catch (ModelRefException e) {
            // A default that leads nowhere is told by models.explain.
            return Optional.empty();
        }
    }
}
