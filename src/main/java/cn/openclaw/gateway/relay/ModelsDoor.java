package cn.openclaw.gateway.relay;

import cn.openclaw.base.ClawException;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.gateway.Abroad;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelRefException;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models}: what may be asked here, agents and aliases included; in Anthropic's shape for its clients. */
@AutoService(HttpDoor.class)
public final class ModelsDoor implements HttpDoor {
    private static final String PATH = "/v1/models";

    @Override
    public String name() {
        return "models";
    }

    @Override
    public int order() {
        return 51;
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) {
        Relay relay = Relay.of(world);
        boolean anthropic = visit.header("anthropic-version").isPresent();
        try {
            byte[] body = Json.bytes(answer(visit, relay, anthropic));
            visit.reply(200, Map.of("content-type", "application/json"), body);
        } catch (ClawException e) {
            Wire wire = anthropic ? Wire.MESSAGES : Wire.COMPLETIONS;
            Refusals.Answer answer = Refusals.of(wire, e, Abroad.of(e, Order.language(visit), world.log(), visit.path()), relay.id());
            if (answer.status() == 405) {
                answer.headers().put("allow", "GET");
            }
            visit.reply(answer.status(), answer.headers(), answer.body());
        }
    }

    private static JsonNode answer(HttpVisit visit, Relay relay, boolean anthropic) {
        Routes routes = relay.routes();
        JsonNode enabled = Json.at(routes.config().tree(), "gateway", "http", "endpoints", "models", "enabled");
        if (enabled != null && enabled.isBoolean() && !enabled.booleanValue()) {
            throw new RelayException(RelayException.Kind.NOT_FOUND, RelayText.DISABLED, "models");
        }
        if (!visit.method().equals("GET") && !visit.method().equals("HEAD")) {
            throw new RelayException(RelayException.Kind.NO_METHOD, RelayText.POST_ONLY, visit.path(), "GET");
        }
        Asker asker = Askers.of(visit, routes);
        Map<String, Entry> entries = entries(routes, asker);
        if (visit.path().equals(PATH)) {
            return list(entries, anthropic);
        }
        String id = visit.path().substring(PATH.length() + 1);
        Entry known = entries.get(id);
        if (known == null) {
            throw new RelayException(RelayException.Kind.NOT_FOUND, RelayText.NO_MODEL, id);
        }
        return anthropic ? known.anthropic(id) : known.openai(id);
    }

    private static ObjectNode list(Map<String, Entry> entries, boolean anthropic) {
        ArrayNode data = Json.array();
        entries.forEach((id, entry) -> data.add(anthropic ? entry.anthropic(id) : entry.openai(id)));
        ObjectNode body = Json.object();
        if (!anthropic) {
            body.put("object", "list");
        }
        body.set("data", data);
        if (anthropic) {
            List<String> ids = List.copyOf(entries.keySet());
            body.put("has_more", false);
            body.put("first_id", ids.isEmpty() ? null : ids.getFirst()).put("last_id", ids.isEmpty() ? null : ids.getLast());
        }
        return body;
    }

    /**
     * One thing that may be asked.
     *
     * @param model set for a model, and for an alias of one
     */
    private record Entry(String owner, String label, Optional<CatalogModel> model) {
        ObjectNode openai(String id) {
            ObjectNode out = Json.object().put("id", id).put("object", "model").put("created", 0).put("owned_by", owner);
            model.ifPresent(known -> {
                out.put("context_length", known.definition().contextWindow());
                out.put("max_output_tokens", known.definition().maxTokens());
                out.put("supports_image_in", known.definition().input().contains("image"));
                out.put("supports_reasoning", known.definition().reasoning());
                out.put("api", known.api().id());
                if (!known.ref().toString().equals(id)) {
                    out.put("root", known.ref().toString());
                }
            });
            return out;
        }

        ObjectNode anthropic(String id) {
            return Json.object()
                    .put("type", "model")
                    .put("id", id)
                    .put("display_name", label)
                    .put("created_at", "1970-01-01T00:00:00Z");
        }
    }

    private static Map<String, Entry> entries(Routes routes, Asker asker) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        synchronized (routes.catalog()) {
            for (String provider : providers(routes)) {
                for (CatalogModel model : routes.catalog().of(provider)) {
                    boolean retired = model.definition().lifecycle().status() == Lifecycle.Status.RETIRED
                            && !"config".equals(model.origins().get("model"));
                    if (!retired && asker.mayAsk(model.ref().toString(), model.ref().toString())) {
                        entries.put(model.ref().toString(), of(model));
                    }
                }
            }
            routes.resolver().aliases().forEach((alias, written) -> ModelRef.parse(written)
                    .flatMap(routes.catalog()::find)
                    .filter(model -> asker.mayAsk(alias, model.ref().toString()))
                    .ifPresent(model -> entries.putIfAbsent(alias, of(model))));
        }
        for (ClawConfig.Agent agent : routes.config().agents().list()) {
            boolean usual = agent.id().equals(routes.config().agents().defaultId());
            agent(entries, asker.mayAskAgent(agent.id(), usual), "openclaw:" + agent.id(), agent.name().orElse(agent.id()));
        }
        agent(entries, asker.mayAskAgent(routes.config().agents().defaultId(), true), "openclaw", "OpenClaw");
        return entries;
    }

    private static void agent(Map<String, Entry> entries, boolean allowed, String id, String label) {
        if (allowed) {
            entries.put(id, new Entry("openclaw", label, Optional.empty()));
        }
    }

    private static Entry of(CatalogModel model) {
        return new Entry(model.ref().provider(), model.definition().name(), Optional.of(model));
    }

    /** Those that the config speaks of, and the one whose model is asked by default. */
    private static Set<String> providers(Routes routes) {
        Set<String> providers = new LinkedHashSet<>(routes.catalog().configuredProviders());
        try {
            providers.add(routes.resolver().primary().provider());
        } catch (ModelRefException e) {
            // A default model that leads nowhere is told where it is asked.
        }
        return providers;
    }
}
