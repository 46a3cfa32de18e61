package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The routes beside chat: models, money, token counts, files, and what only Kimi Code has. */
final class Utilities {
    /** The platform's own release dates do not matter to a client; this is the day of the newest model. */
    private static final long CREATED = 1_792_800_000L;

    private final World world;
    private final FileRoutes files;

    Utilities(World world) {
        this.world = world;
        files = new FileRoutes(world);
    }

    void handle(Visit visit, SimulatorKey key, Route route) throws IOException {
        visit.decided(route.what().name().toLowerCase(java.util.Locale.ROOT));
        switch (route.what()) {
            case MODELS -> visit.send(200, models(key));
            case BALANCE -> visit.send(200, balance(key));
            case ESTIMATE -> estimate(visit, key);
            case FILES -> files.handle(visit, key, route.rest());
            case USAGES -> visit.send(200, world.accounts().of(key).usages(visit.time()));
            case SEARCH -> search(visit);
            case FETCH -> visit.send(200, fetch(parsed(visit).path("url").asString("")));
            case CHAT, MESSAGES, COUNT_TOKENS -> throw new IllegalArgumentException("not a utility: " + route.what());
        }
    }

    private ObjectNode models(SimulatorKey key) {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (ModelFacts model : world.models().on(key.platform())) {
            data.add(key.platform().membership() ? membershipModel(model, key) : openModel(model));
        }
        return list;
    }

    private static ObjectNode openModel(ModelFacts model) {
        ObjectNode tree = Json.object()
                .put("id", model.id())
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "moonshot")
                .put("context_length", model.context())
                .put("supports_image_in", model.reads('i'))
                .put("supports_video_in", model.reads('v'))
                .put("supports_reasoning", model.thinks())
                .put("root", model.id())
                .put("parent", "");
        tree.putArray("permission");
        return tree;
    }

    private static ObjectNode membershipModel(ModelFacts model, SimulatorKey key) {
        boolean small = key.condition() == SimulatorKey.Condition.SMALL_PLAN;
        boolean effort = model.thinking() == ModelFacts.Thinking.EFFORT;
        ObjectNode tree = Json.object()
                .put("id", model.id())
                .put("object", "model")
                .put("created", CREATED)
                .put("display_name", model.id())
                .put("context_length", small ? Math.min(262_144, model.context()) : model.context())
                .put("supports_reasoning", model.thinks())
                .put("supports_image_in", model.reads('i'))
                .put("supports_video_in", model.reads('v'))
                .put("supports_tool_use", true)
                .put("supports_thinking_type", model.switchable() ? "both" : "only");
        ObjectNode efforts = tree.putObject("think_efforts").put("support", effort);
        ArrayNode valid = efforts.putArray("valid_efforts");
        if (effort) {
            valid.add("low").add("high").add("max");
        }
        efforts.put("default_effort", effort ? "high" : "");
        return tree.putNull("protocol");
    }

    private ObjectNode balance(SimulatorKey key) {
        BigDecimal available = world.accounts().of(key).balance().setScale(5, RoundingMode.HALF_UP);
        BigDecimal voucher = available.signum() > 0 ? available.min(BigDecimal.TEN) : BigDecimal.ZERO;
        ObjectNode tree = Json.object().put("code", 0);
        tree.putObject("data")
                .put("available_balance", available)
                .put("voucher_balance", voucher)
                .put("cash_balance", available.subtract(voucher));
        return tree.put("scode", "0x0").put("status", true);
    }

    private void estimate(Visit visit, SimulatorKey key) throws IOException {
        JsonNode body = parsed(visit);
        if (!body.path("messages").isArray()) {
            visit.send(400, ErrorBody.utility("invalid_argument"));
            return;
        }
        String model = body.path("model").asString("");
        if (world.models().find(key.platform(), model).isEmpty()) {
            throw Refusal.noSuchModel(model);
        }
        JsonNode tools = Optional.ofNullable(body.get("tools")).orElseGet(Json::array);
        ObjectNode tree = Json.object();
        tree.putObject("data").put("total_tokens", Tokens.prompt(body.get("messages"), tools));
        visit.send(200, tree);
    }

    private static JsonNode parsed(Visit visit) {
        try {
            JsonNode body = Json.parse(visit.request().body());
            visit.body(body);
            return body;
        } catch (JsonException e) {
            throw Refusal.invalid("Invalid request: the body is not valid JSON");
        }
    }

    private static void search(Visit visit) throws IOException {
        JsonNode body = parsed(visit);
        String query = body.path("text_query").asString("");
        int limit = body.path("limit").asInt(2);
        if (query.isBlank() || limit < 1 || limit > 20) {
            throw Refusal.invalid("Invalid request: text_query is required, and limit is 1 to 20");
        }
        visit.send(200, search(query, limit, body.path("enable_page_crawling").asBoolean(false)));
    }

    /** @param crawled whether each result brings the page's text */
    static ObjectNode search(String query, int limit, boolean crawled) {
        ObjectNode tree = Json.object();
        ArrayNode results = tree.putArray("search_results");
        for (int number = 1; number <= limit; number++) {
            ObjectNode result = results.addObject()
                    .put("title", "Simulated result " + number + " for: " + query)
                    .put("url", "https://example.com/" + number)
                    .put("snippet", "This text comes from a simulator, not from the web.")
                    .put("date", "2026-11-01")
                    .put("site_name", "example.com");
            if (crawled) {
                result.put("content", "This text comes from a simulator; no page was visited.");
            }
        }
        return tree;
    }

    private static ObjectNode fetch(String url) {
        return Json.object()
                .put("url", url)
                .put("title", "Simulated page")
                .put("content", "This text comes from a simulator; " + url + " was not visited.");
    }
}
