package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The one description that checking, editors and {@code config explain} share. */
class ConfigSchemaTest {
    /** Every key of the whole schema, each named shape once, with a path that leads to it. */
    private static void everyKey(BiConsumer<String, SchemaKey> visit) {
        record Step(String path, SchemaNode node) {}
        Deque<Step> open = new ArrayDeque<>(List.of(new Step("", ConfigSchema.root())));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Step step = open.remove();
            switch (step.node()) {
                case SchemaNode.Group group -> {
                    group.keys().forEach(key -> {
                        visit.accept(step.path() + "." + key.name(), key);
                        open.add(new Step(step.path() + "." + key.name(), key.node()));
                    });
                    if (group.others() != null) {
                        open.add(new Step(step.path() + ".*", group.others()));
                    }
                }
                case SchemaNode.Dictionary(var values) -> open.add(new Step(step.path() + ".*", values));
                case SchemaNode.Sequence(var items) -> open.add(new Step(step.path() + "[]", items));
                case SchemaNode.Either(var options) -> options.forEach(option -> open.add(new Step(step.path(), option)));
                case SchemaNode.Named(var name) -> {
                    if (seen.add(name)) {
                        open.add(new Step(step.path(), ConfigSchema.shape(name)));
                    }
                }
                case SchemaNode.Chars _, SchemaNode.Amount _, SchemaNode.Flag _, SchemaNode.Words _, SchemaNode.Anything _ -> {}
            }
        }
    }

    @Test
    void everyKeyIsDescribedInBothLanguages() {
        List<String> bare = new ArrayList<>();
        int[] count = new int[1];
        everyKey((path, key) -> {
            count[0]++;
            if (key.description().zh().isBlank() || key.description().en().isBlank()) {
                bare.add(path);
            }
        });
        assertThat(bare).isEmpty();
        assertThat(count[0]).isGreaterThan(700);
    }

    @Test
    void noKeyStandsTwiceInAnObject() {
        everyKey((path, key) -> {
            if (ConfigSchema.resolved(key.node()) instanceof SchemaNode.Group group) {
                assertThat(group.keys()).as(path).extracting(SchemaKey::name).doesNotHaveDuplicates();
            }
        });
    }

    @Test
    void everyDefaultIsAllowedByItsOwnKey() {
        everyKey((path, key) -> {
            if (key.fallback() != null) {
                JsonNode value = Json.parse(key.fallback());
                Findings findings = new Findings(new Origin(new Source(Path.of("x"), Json5Document.parse("{}")), List.of()));
                new Validator(findings).check(key.node(), value);
                assertThat(findings.problems).as(path + " = " + key.fallback()).isEmpty();
            }
        });
    }

    @Test
    void theJsonSchemaIsWholeAndRefersOnlyToItself() {
        ObjectNode schema = ConfigSchema.jsonSchema();

        assertThat(schema.get("$schema").asString("")).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("additionalProperties").booleanValue()).isFalse();
        Set<String> references = new HashSet<>();
        references(schema, references);
        JsonNode definitions = schema.get("$defs");
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/$defs/");
            assertThat(definitions.get(reference.substring("#/$defs/".length()))).as(reference).isNotNull();
        });
        assertThat(references).hasSize(definitions.size());
        JsonNode port = definitions.get("gateway").get("properties").get("port");
        assertThat(port.get("description").asString("")).isEqualTo("端口\nits port");
        assertThat(port.get("exclusiveMinimum").intValue()).isZero();
        assertThat(port.get("default").intValue()).isEqualTo(18_789);
    }

    private static void references(JsonNode node, Set<String> into) {
        if (node.isObject() && node.get("$ref") != null) {
            into.add(node.get("$ref").asString(""));
        }
        node.forEach(child -> references(child, into));
    }

    @Test
    void aKeyCanBeLookedUp() {
        ConfigSchema.Entry mode = ConfigSchema.entry(List.of("models", "mode")).orElseThrow();
        assertThat(mode.type()).isEqualTo("\"merge\" | \"replace\"");
        assertThat(mode.fallback()).contains("\"merge\"");
        assertThat(mode.description().en()).contains("built-in catalogue");

        assertThat(ConfigSchema.entry(ConfigPath.parse("agents.list[3].heartbeat.every")).orElseThrow().type()).startsWith("duration");
        assertThat(ConfigSchema.entry(ConfigPath.parse("models.providers.any.models[0].compat")).orElseThrow().keys())
                .containsKeys("supportsStore", "thinkingFormat");
        assertThat(ConfigSchema.entry(ConfigPath.parse("agents.defaults.models.[a/b].params.x.y"))).isPresent();
        assertThat(ConfigSchema.entry(List.of("models", "nothing"))).isEmpty();
        assertThat(ConfigSchema.entry(List.of("agents", "list", "x"))).isEmpty();
        assertThat(ConfigSchema.entry(List.of()).orElseThrow().keys()).containsKeys("models", "agents", "gateway");
    }

    @Test
    void secretsAreKnownByTheirPlace() {
        for (String path : List.of(
                "models.providers.x.apiKey", "gateway.auth.token", "gateway.auth.password", "env.MOONSHOT_API_KEY",
                "env.vars.TELEGRAM_BOT_TOKEN", "channels.telegram.accounts.a.botToken", "channels.feishu.appSecret",
                "tools.web.search.apiKey", "models.providers.x.headers.Authorization", "plugins.entries.p.config.apiKey",
                "agents.defaults.models.[a/b].params.apiKey")) {
            assertThat(ConfigSchema.isSecret(ConfigPath.parse(path))).as(path).isTrue();
        }
        for (String path : List.of(
                "models.providers.x.baseUrl", "models.providers.x.models[0].maxTokens", "models", "env.LANG",
                "models.providers.x.headers.User-Agent", "agents.defaults.contextTokens", "env.shellEnv.enabled",
                "agents.defaults.compaction.memoryFlush.softThresholdTokens")) {
            assertThat(ConfigSchema.isSecret(ConfigPath.parse(path))).as(path).isFalse();
        }
    }
}
