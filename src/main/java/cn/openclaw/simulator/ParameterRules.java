package cn.openclaw.simulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request's own members may be, apart from its messages and tools. */
final class ParameterRules {
    private static final int MOST_CHOICES = 5;
    private static final int MOST_STOPS = 5;
    private static final int LONGEST_STOP = 32;

    private final Chat chat;
    private final JsonNode body;

    private ParameterRules(Chat chat) {
        this.chat = chat;
        this.body = chat.body();
    }

    static void check(Chat chat) {
        ParameterRules rules = new ParameterRules(chat);
        rules.checkLimits();
        rules.checkThinking();
        rules.checkEffort();
        rules.checkSampling();
        rules.checkStop();
        rules.checkStream();
        rules.checkResponseFormat();
    }

    private @Nullable JsonNode given(String name) {
        JsonNode value = body.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private void checkLimits() {
        for (String name : List.of("max_tokens", "max_completion_tokens")) {
            JsonNode value = given(name);
            if (value != null && (!value.isIntegralNumber() || value.longValue() < 1)) {
                throw Refusal.invalid("invalid " + name + ": must be a positive integer");
            }
        }
    }

    private void checkThinking() {
        JsonNode thinking = given("thinking");
        if (thinking == null || chat.model().thinking() == ModelFacts.Thinking.NONE) {
            return;
        }
        String type = thinking.path("type").asString("");
        if (!type.equals("enabled") && !type.equals("disabled")) {
            throw Refusal.invalid("invalid thinking: type must be 'enabled' or 'disabled'");
        }
        if (type.equals("disabled") && !chat.model().switchable()) {
            throw Refusal.invalid("invalid thinking: only type 'enabled' is allowed for this model");
        }
        for (Map.Entry<String, JsonNode> member : thinking.properties()) {
            if (!thinkingMayHave(member.getKey())) {
                throw Refusal.invalid("invalid thinking: unknown field '" + member.getKey() + "' for this model");
            }
        }
        JsonNode keep = thinking.get("keep");
        if (keep != null && !keep.isNull() && !keep.asString("").equals("all")) {
            throw Refusal.invalid("invalid thinking: keep must be null or 'all'");
        }
        if (thinking.has("effort")) {
            checkEffort(thinking.get("effort"));
        }
    }

    private boolean thinkingMayHave(String member) {
        return switch (chat.model().thinking()) {
            case NONE -> true;
            case TOGGLE -> member.equals("type");
            case TOGGLE_KEEP, ALWAYS -> List.of("type", "keep").contains(member);
            case EFFORT -> List.of("type", "keep", "effort").contains(member);
        };
    }

    private void checkEffort() {
        JsonNode effort = given("reasoning_effort");
        if (effort != null && chat.model().thinking() == ModelFacts.Thinking.EFFORT) {
            checkEffort(effort);
        }
    }

    /** Kimi Code maps two more words to the nearest effort; the open platform does not. */
    private void checkEffort(JsonNode effort) {
        List<String> known = chat.platform().membership()
                ? List.of("low", "medium", "high", "xhigh", "max")
                : List.of("low", "high", "max");
        if (!known.contains(effort.asString(""))) {
            throw Refusal.invalid("invalid reasoning_effort: must be one of low, high, max");
        }
    }

    private void checkSampling() {
        if (chat.model().sampling() == ModelFacts.Sampling.FIXED) {
            boolean cool = chat.model().switchable() && !chat.thinks();
            only("temperature", cool ? "0.6" : "1");
            only("top_p", "0.95");
            only("n", "1");
            only("presence_penalty", "0");
            only("frequency_penalty", "0");
            return;
        }
        within("temperature", 0, 1);
        within("top_p", 0, 1);
        within("n", 1, MOST_CHOICES);
        within("presence_penalty", -2, 2);
        within("frequency_penalty", -2, 2);
        JsonNode heat = given("temperature");
        double temperature = heat == null ? chat.model().temperature().doubleValue() : heat.doubleValue();
        if (chat.choices() > 1 && temperature < 0.3) {
            throw Refusal.invalid("invalid n: only 1 is allowed when temperature is close to 0");
        }
    }

    private void only(String name, String allowed) {
        JsonNode value = given(name);
        if (value != null && (!value.isNumber() || value.decimalValue().compareTo(new BigDecimal(allowed)) != 0)) {
            throw Refusal.invalid("invalid " + name + ": only " + allowed + " is allowed for this model");
        }
    }

    private void within(String name, int least, int most) {
        JsonNode value = given(name);
        boolean whole = name.equals("n");
        if (value == null) {
            return;
        }
        boolean number = whole ? value.isIntegralNumber() : value.isNumber();
        if (!number || value.doubleValue() < least || value.doubleValue() > most) {
            throw Refusal.invalid("invalid " + name + ": must be between " + least + " and " + most);
        }
    }

    private void checkStop() {
        JsonNode stop = given("stop");
        if (stop == null) {
            return;
        }
        boolean list = stop.isArray();
        if (!list && !stop.isString()) {
            throw Refusal.invalid("invalid stop: must be a string or an array of strings");
        }
        if (list && stop.size() > MOST_STOPS) {
            throw Refusal.invalid("invalid stop: at most " + MOST_STOPS + " strings are allowed");
        }
        for (JsonNode one : list ? stop : List.of(stop)) {
            if (!one.isString() || one.stringValue().getBytes(StandardCharsets.UTF_8).length > LONGEST_STOP) {
                throw Refusal.invalid("invalid stop: each must be a string of at most " + LONGEST_STOP + " bytes");
            }
        }
    }

    private void checkStream() {
        JsonNode stream = given("stream");
        if (stream != null && !stream.isBoolean()) {
            throw Refusal.invalid("invalid stream: must be a boolean");
        }
        JsonNode options = given("stream_options");
        if (options != null && !options.isObject()) {
            throw Refusal.invalid("invalid stream_options: must be an object");
        }
        JsonNode usage = options == null ? null : options.get("include_usage");
        if (usage != null && !usage.isBoolean()) {
            throw Refusal.invalid("invalid stream_options: include_usage must be a boolean");
        }
    }

    private void checkResponseFormat() {
        JsonNode format = given("response_format");
        if (format == null) {
            return;
        }
        String type = format.path("type").asString("");
        if (!List.of("text", "json_object", "json_schema").contains(type)) {
            throw Refusal.invalid("invalid response_format: type must be one of text, json_object, json_schema");
        }
        if (type.equals("json_schema")) {
            checkJsonSchema(format.path("json_schema"));
        }
    }

    private static void checkJsonSchema(JsonNode schema) {
        if (!schema.isObject()) {
            throw Refusal.invalid("invalid response_format: json_schema is required");
        }
        if (schema.path("name").asString("").isEmpty()) {
            throw Refusal.invalid("invalid response_format: json_schema.name is required");
        }
        if (!schema.path("schema").isObject()) {
            throw Refusal.invalid("invalid response_format: json_schema.schema must be an object");
        }
        if (schema.has("strict") && !schema.get("strict").isBoolean()) {
            throw Refusal.invalid("invalid response_format: json_schema.strict must be a boolean");
        }
    }
}
