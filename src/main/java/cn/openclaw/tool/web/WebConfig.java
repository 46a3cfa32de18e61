package cn.openclaw.tool.web;

import cn.openclaw.http.AddressBlock;
import cn.openclaw.json.Json;
import cn.openclaw.tool.ToolWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One block of {@code tools.web}, with its defaults. */
record WebConfig(ObjectNode block) {

    static WebConfig of(ToolWorld world, String name) {
        JsonNode block = Json.at(world.snapshot().config().tree(), "tools", "web", name);
        return new WebConfig(block instanceof ObjectNode object ? object : Json.object());
    }

    boolean enabled() {
        JsonNode enabled = block.get("enabled");
        return enabled == null || enabled.asBoolean(true);
    }

    int number(String name, int otherwise) {
        JsonNode node = block.get(name);
        return node != null && node.isNumber() ? (int) Math.min(Integer.MAX_VALUE, node.asLong(otherwise)) : otherwise;
    }

    Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(number(name, otherwise));
    }

    Duration cacheTime() {
        JsonNode minutes = block.get("cacheTtlMinutes");
        double length = minutes != null && minutes.isNumber() ? minutes.doubleValue() : 15;
        return Duration.ofMillis((long) (length * 60_000));
    }

    @Nullable String text(String... path) {
        String text = Json.text(block, path);
        return text == null || text.isBlank() ? null : text.strip();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode list = block.get(name);
        if (list != null && list.isArray()) {
            list.forEach(one -> texts.add(one.asString("").strip()));
        }
        return texts;
    }

    List<AddressBlock> blocks(String name) {
        return texts(name).stream().flatMap(text -> AddressBlock.parse(text).stream()).toList();
    }
}
