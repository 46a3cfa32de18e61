package cn.openclaw.gateway.method;

import cn.openclaw.json.Json;
import cn.openclaw.session.Spoken;
import cn.openclaw.session.TranscriptEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens and money of what was said, counted from transcripts: of a conversation, a day, a model, or all of them. */
final class UsageTally {
    private static final List<String> KINDS = List.of("input", "output", "cacheRead", "cacheWrite");

    private final Map<String, Long> tokens = new TreeMap<>();
    private final Map<String, Double> cost = new TreeMap<>();
    private final Map<String, Integer> messages = new TreeMap<>();
    private final Map<String, Integer> tools = new TreeMap<>();
    private final Map<String, UsageTally> models = new TreeMap<>();
    private final Map<LocalDate, UsageTally> days = new TreeMap<>();
    private int missing;
    private long first = Long.MAX_VALUE;
    private long last;

    /** Counts a line that lies between two days. */
    void add(TranscriptEntry entry, ZoneId zone, LocalDate from, LocalDate to) {
        JsonNode message = entry.tree().path("message");
        String role = Json.text(message, "role");
        long at = Spoken.millis(entry);
        if (!entry.type().equals("message") || role == null || at == 0) {
            return;
        }
        LocalDate day = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
        if (day.isBefore(from) || day.isAfter(to)) {
            return;
        }
        first = Math.min(first, at);
        last = Math.max(last, at);
        UsageTally today = days.computeIfAbsent(day, _ -> new UsageTally());
        UsageTally model = role.equals("assistant") && Json.text(message, "model") != null
                ? models.computeIfAbsent(Json.text(message, "provider") + "/" + Json.text(message, "model"), _ -> new UsageTally())
                : new UsageTally();
        for (UsageTally tally : List.of(this, today, model)) {
            tally.count(message, role);
        }
    }

    private void count(JsonNode message, String role) {
        messages.merge("total", 1, Integer::sum);
        messages.merge(role.equals("toolResult") ? "toolResults" : role, 1, Integer::sum);
        if (message.path("isError").asBoolean(false) || "error".equals(Json.text(message, "stopReason"))) {
            messages.merge("errors", 1, Integer::sum);
        }
        for (JsonNode part : message.path("content")) {
            if ("toolCall".equals(Json.text(part, "type"))) {
                messages.merge("toolCalls", 1, Integer::sum);
                tools.merge(String.valueOf(Json.text(part, "name")), 1, Integer::sum);
            }
        }
        if (message.get("usage") instanceof ObjectNode usage && role.equals("assistant")) {
            KINDS.forEach(kind -> tokens.merge(kind, usage.path(kind).asLong(0), Long::sum));
            JsonNode price = usage.path("cost");
            if (price.path("unknown").asBoolean(false)) {
                missing++;
            } else if (price.path("total").asDouble(0) > 0) {
                String currency = Json.text(price, "currency");
                cost.merge(currency == null ? "USD" : currency, price.path("total").asDouble(0), Double::sum);
            }
        }
    }

    void add(UsageTally other) {
        other.tokens.forEach((kind, count) -> tokens.merge(kind, count, Long::sum));
        other.cost.forEach((currency, sum) -> cost.merge(currency, sum, Double::sum));
        other.messages.forEach((kind, count) -> messages.merge(kind, count, Integer::sum));
        other.tools.forEach((tool, count) -> tools.merge(tool, count, Integer::sum));
        other.models.forEach((name, tally) -> models.computeIfAbsent(name, _ -> new UsageTally()).add(tally));
        other.days.forEach((day, tally) -> days.computeIfAbsent(day, _ -> new UsageTally()).add(tally));
        missing += other.missing;
        first = Math.min(first, other.first);
        last = Math.max(last, other.last);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Tokens and money. One number for money only means something where there is one currency; {@code cost} has them apart. */
    ObjectNode sums() {
        ObjectNode tree = Json.object();
        KINDS.forEach(kind -> tree.put(kind, tokens.getOrDefault(kind, 0L)));
        tree.put("totalTokens", tokens.values().stream().mapToLong(Long::longValue).sum());
        tree.put("totalCost", cost.values().stream().mapToDouble(Double::doubleValue).sum());
        ObjectNode apart = tree.putObject("cost");
        cost.forEach(apart::put);
        return tree.put("missingCostEntries", missing);
    }

    /** {@link #sums} and everything else that is known. */
    ObjectNode whole() {
        ObjectNode tree = sums();
        if (last > 0) {
            tree.put("firstActivity", first).put("lastActivity", last).put("durationMs", last - first);
        }
        tree.set("messageCounts", messages());
        tree.set("toolUsage", tools());
        tree.set("modelUsage", models());
        tree.set("dailyBreakdown", days());
        return tree;
    }

    ObjectNode messages() {
        ObjectNode tree = Json.object();
        List.of("total", "user", "assistant", "toolCalls", "toolResults", "errors")
                .forEach(kind -> tree.put(kind, messages.getOrDefault(kind, 0)));
        return tree;
    }

    ObjectNode tools() {
        ObjectNode tree = Json.object().put("totalCalls", tools.values().stream().mapToInt(Integer::intValue).sum());
        ArrayNode list = tree.put("uniqueTools", tools.size()).putArray("tools");
        tools.forEach((name, count) -> list.addObject().put("name", name).put("count", count));
        return tree;
    }

    ArrayNode models() {
        ArrayNode list = Json.array();
        models.forEach((name, tally) -> {
            int slash = name.indexOf('/');
            ObjectNode one = list.addObject().put("provider", name.substring(0, slash)).put("model", name.substring(slash + 1));
            one.put("count", tally.messages.getOrDefault("assistant", 0)).set("totals", tally.sums());
        });
        return list;
    }

    /** What models used, added up by something in their names. */
    Map<String, UsageTally> modelsBy(Function<String, String> name) {
        Map<String, UsageTally> groups = new TreeMap<>();
        models.forEach((model, tally) -> groups.computeIfAbsent(name.apply(model), _ -> new UsageTally()).add(tally));
        return groups;
    }

    ArrayNode days() {
        ArrayNode list = Json.array();
        days.forEach((day, tally) -> {
            ObjectNode one = list.addObject().put("date", day.toString());
            one.setAll(tally.sums());
            one.put("tokens", one.path("totalTokens").asLong(0)).put("messages", tally.messages.getOrDefault("total", 0));
            one.put("toolCalls", tally.messages.getOrDefault("toolCalls", 0)).put("errors", tally.messages.getOrDefault("errors", 0));
        });
        return list;
    }
}
