package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Credential;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.KeyProbe;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.provider.ProfileRoutes;
import cn.openclaw.provider.Provider;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps a key and makes it count. It is first shown to the hosts it is for: one that nobody takes is refused unless {@code force} is set. */
@AutoService(GatewayMethod.class)
public final class ModelsAuthSave implements GatewayMethod {
    @Override
    public String name() {
        return "models.auth.save";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        ModelsAtHand models = ModelDesk.of(params, world);
        String provider = ModelDesk.provider(params, models.config());
        Secret key = KeyParam.of(params);
        boolean token = type(params).equals("token");
        String id = params.text("profileId").map(String::strip).filter(text -> !text.isEmpty()).orElse(provider + (token ? ":manual" : ":default"));
        AuthProfileStore store = ModelDesk.store(world, models.agentId());
        Optional<AuthProfile> before = free(params, store, id, provider);
        Optional<Provider.Region> region = region(params, call, new KeyTrial(world, models), provider, key);
        store.put(new AuthProfile(
                id,
                provider,
                token ? new Credential.Token(key, Optional.empty()) : new Credential.ApiKey(key),
                before.flatMap(AuthProfile::email),
                before.map(AuthProfile::metadata).orElse(Map.of())));
        List<String> order = store.order(provider);
        if (!order.isEmpty() && !order.contains(id)) {
            List<String> longer = new ArrayList<>(order);
            longer.add(id);
            store.setOrder(provider, longer);
        }
        configure(call, models, region, ProfileRoutes.adding(models.config(), id, provider, token ? "token" : "api_key"));
        ObjectNode answer = Json.object().put("ok", true).put("profileId", id).put("provider", provider);
        answer.put("type", token ? "token" : "api_key");
        region.ifPresent(chosen -> answer.put("region", chosen.id()));
        return answer.put("replaced", before.isPresent());
    }

    private static String type(Params params) {
        String type = params.text("type").orElse("api_key");
        if (!type.equals("api_key") && !type.equals("token")) {
            throw params.wrong("at /type: must be equal to one of the allowed values");
        }
        return type;
    }

    private static Optional<AuthProfile> free(Params params, AuthProfileStore store, String id, String provider) {
        if (id.length() > 128 || id.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw params.wrong("at /profileId: must be one word");
        }
        Optional<AuthProfile> before = store.profiles().stream().filter(old -> old.id().equals(id)).findFirst();
        if (before.filter(old -> !ProfileRoutes.isOf(provider, old.provider())).isPresent()) {
            throw GatewayException.invalid("profile " + id + " belongs to " + before.get().provider());
        }
        return before;
    }

    /** The host that the key is for: the one that was named, else the first that takes it. */
    private static Optional<Provider.Region> region(
            Params params, MethodCall call, KeyTrial trial, String provider, Secret key) throws InterruptedException {
        Optional<String> named = params.text("region").filter(text -> !text.isBlank());
        List<Provider.Region> regions = trial.regions(provider);
        if (named.isPresent()) {
            return Optional.of(regions.stream()
                    .filter(region -> region.id().equals(named.get()))
                    .findFirst()
                    .orElseThrow(() -> GatewayException.invalid("provider " + provider + " has no region " + named.get())));
        }
        if (params.flag("force").orElse(false) || regions.isEmpty()) {
            return Optional.empty();
        }
        List<KeyProbe.ProbeResult> results = trial.ask(provider, key, regions);
        Optional<KeyProbe.ProbeResult> taken = results.stream().filter(result -> takes(result.verdict())).findFirst();
        boolean refused = results.stream().allMatch(result -> result.verdict() == KeyProbe.Verdict.REFUSED);
        if (taken.isEmpty() && refused) {
            ObjectNode details = Json.object();
            ArrayNode tried = details.putArray("results");
            results.forEach(result -> tried.add(KeyTrial.tree(result, Asked.language(call))));
            throw GatewayException.invalid("the key is refused by every host of " + provider + "; nothing was saved", details);
        }
        // The host in use comes first: where nobody could be asked, it stays.
        return taken.map(KeyProbe.ProbeResult::region);
    }

    private static boolean takes(KeyProbe.Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED, GATED, OUT_OF_CREDIT -> true;
            case REFUSED, BUSY, UNREACHABLE, ODD -> false;
        };
    }

    /** The configuration follows: the host, if it is another one, and the lists that would leave the profile out. */
    private static void configure(
            MethodCall call, ModelsAtHand models, Optional<Provider.Region> region, List<ConfigEdit> routes) {
        List<ConfigEdit> edits = new ArrayList<>(routes);
        region.ifPresent(chosen -> models.catalog().providers().stream()
                .filter(provider -> provider.known().map(Provider::regions).orElse(List.of()).contains(chosen))
                .filter(provider -> !provider.region().equals(Optional.of(chosen)))
                .findFirst()
                .ifPresent(provider -> edits.addAll(host(provider, chosen))));
        if (!edits.isEmpty()) {
            ConfigDesk desk = new ConfigDesk(call.world(), Asked.language(call));
            desk.written(() -> desk.file().save(edits));
            call.world().live().ifPresent(LiveConfig::reload);
        }
    }

    private static List<ConfigEdit> host(CatalogProvider provider, Provider.Region region) {
        List<String> path = List.of("models", "providers", provider.configured().map(ClawConfig.Provider::id).orElse(provider.id()));
        List<ConfigEdit> edits = new ArrayList<>();
        List<String> address = new ArrayList<>(path);
        address.add("baseUrl");
        edits.add(ConfigEdit.set(address, Json5.quote(region.baseUrl().toString())));
        if (provider.configured().isEmpty()) {
            List<String> list = new ArrayList<>(path);
            list.add("models");
            edits.add(ConfigEdit.set(list, "[]"));
        }
        return edits;
    }
}
