package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelExplanation;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.provider.ProfileRoutes;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who serves models, where, and for whom there is a key: those first. */
@AutoService(GatewayMethod.class)
public final class ModelsProviders implements GatewayMethod {
    @Override
    public String name() {
        return "models.providers";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ModelsAtHand models = ModelDesk.of(params, call.world());
        Language language = Tongue.of(params, call);
        AuthProfileStore store = ModelDesk.store(call.world(), models.agentId());
        List<ObjectNode> rows = new ArrayList<>();
        Providers.all().forEach(provider -> rows.add(row(provider, models, store, language)));
        models.config().models().providers().keySet().stream()
                .filter(id -> Providers.find(id).isEmpty())
                .forEach(id -> rows.add(own(id, models, store)));
        rows.sort(Comparator.comparing((ObjectNode row) -> !row.path("ready").asBoolean(false))
                .thenComparing(row -> !List.of("moonshot", "kimi-code").contains(row.path("id").asString("")))
                .thenComparing(row -> row.path("label").asString("")));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("providers");
        rows.forEach(list::add);
        return answer;
    }

    private static ObjectNode row(Provider provider, ModelsAtHand models, AuthProfileStore store, Language language) {
        ObjectNode row = Json.object().put("id", provider.id()).put("label", provider.label().in(language));
        row.putArray("types").add("api_key").add("token");
        ArrayNode regions = row.putArray("regions");
        for (Provider.Region region : provider.regions()) {
            ObjectNode node = regions.addObject().put("id", region.id()).put("label", region.label().in(language));
            node.put("baseUrl", region.baseUrl().toString());
            region.keyPage().ifPresent(page -> node.put("keyPage", page.toString()));
        }
        provider.apiKeyEnv().forEach(row.putArray("env")::add);
        return counts(row, provider.id(), models, store);
    }

    private static ObjectNode own(String id, ModelsAtHand models, AuthProfileStore store) {
        ObjectNode row = Json.object().put("id", id).put("label", id);
        row.putArray("types").add("api_key").add("token");
        row.putArray("regions");
        row.putArray("env");
        return counts(row, id, models, store);
    }

    private static ObjectNode counts(ObjectNode row, String id, ModelsAtHand models, AuthProfileStore store) {
        Optional<CatalogProvider> provider = models.catalog().provider(id);
        row.put("models", models.catalog().of(id).size());
        row.put("profiles", store.profiles().stream().filter(profile -> ProfileRoutes.isOf(id, profile.provider())).count());
        provider.ifPresent(known -> row.put("baseUrl", ModelExplanation.shown(known.baseUrl())));
        return row.put("ready", provider.flatMap(models::source).filter(source -> source != Key.Source.NONE_NEEDED).isPresent());
    }
}
