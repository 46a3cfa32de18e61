package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import cn.openclaw.testing.TempHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever somebody does to a configuration: a sentence with file, line and column, exit code 2, and never a stack trace. */
class ConfigMutationTest {
    private static final List<String> VALUES = List.of(
            "null", "true", "-1", "0", "1e999", "NaN", "''", "'x'", "[]", "{}", "[[[]]]", "{ a: { b: [null] } }", "'${UNSET_VARIABLE}'", "'${'",
            "'moonshot/kimi-k2.5'", "'file:/nowhere'", "'exec:false'", "'~'", "1.5", "99999999999999999999", "'\\ud800'", "'\\0'",
            "{ $include: './nowhere.json5' }", "{ $include: 7 }", "{ $include: './openclaw.json' }", "{ $include: ['./part.json5', './part.json5'] }",
            "['a', 1, null, {}]", "{ primary: 'a', fallbacks: 'b' }", "{ __proto__: 1, constructor: 2, '': 3 }");
    private static final List<String> KEYS = List.of("", "__proto__", "$include", "models", "id", "nonsense", "0", "apiKey", "键", "a.b", "modles");

    @TempDir
    Path folder;

    @Test
    void anyDamageIsNamed() {
        damage(0, 1_000);
    }

    @Test
    @Tag("slow")
    void anyDamageIsNamedOften() {
        damage(1_000_000, 20_000);
    }

    private void damage(int first, int count) {
        TempHome home = new TempHome(folder).variable("MOONSHOT_API_KEY", "sk-canary-0123456789012345678901");
        home.write(".openclaw/part.json5", "{ tools: {}, x: [1] }");
        int invalid = 0;
        for (int seed = first; seed < first + count; seed++) {
            String text = damaged(new Random(seed));
            home.config(text);
            int code = Main.run(home.cli(), "config", "validate");
            assertThat(code).as("seed %d: %s%n%s", seed, home.err(), text).isIn(0, 2);
            if (code == 2) {
                invalid++;
                assertThat(home.out().lines()).as("seed %d%n%s", seed, text).isNotEmpty().allMatch(ConfigMutationTest::hasPlace);
            }
            sane(seed, home, text);
            code = Main.run(home.cli(), "config", "get", "agents");
            assertThat(code).as("seed %d: %s%n%s", seed, home.err(), text).isIn(0, 1, 2);
            sane(seed, home, text);
            code = Main.run(home.cli(), "config", "explain", "models.providers.moonshot.models[0].contextWindow");
            assertThat(code).as("seed %d: %s%n%s", seed, home.err(), text).isIn(0, 1);
            sane(seed, home, text);
        }
        assertThat(invalid).as("some damage is harmless, most is not").isBetween(count / 3, count - 1);
    }

    private static void sane(int seed, TempHome home, String text) {
        assertThat(home.out() + home.err()).as("seed %d%n%s", seed, text)
                .doesNotContain("\tat ", "Exception", "our fault", "sk-canary-0123");
    }

    private static boolean hasPlace(String line) {
        return line.matches(".*openclaw[^:]*:[1-9][0-9]*:[1-9][0-9]*: .*") || line.matches(".*part\\.json5:[1-9][0-9]*:[1-9][0-9]*: .*")
                || line.startsWith("  ");
    }

    private static String damaged(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        int wounds = 1 + random.nextInt(3);
        for (int wound = 0; wound < wounds; wound++) {
            text = random.nextInt(4) == 0 ? scratched(random, text) : replaced(random, text);
        }
        return text;
    }

    /** A character goes, comes or changes, or the end is missing. */
    private static String scratched(Random random, String text) {
        int at = random.nextInt(text.length() + 1);
        String head = text.substring(0, at);
        String tail = text.substring(at);
        return switch (random.nextInt(4)) {
            case 0 -> head;
            case 1 -> head + "{}[],:'\"\\/*$\n\u0000\uFEFF，".charAt(random.nextInt(16)) + tail;
            case 2 -> head + tail.substring(Math.min(1, tail.length()));
            default -> head + tail.substring(Math.min(random.nextInt(30), tail.length()));
        };
    }

    /** Another value or another key stands somewhere; the text stays JSON5, so that what comes after reading has to cope. */
    private static String replaced(Random random, String text) {
        try {
            Json5Document document = Json5Document.parse(text);
            List<String> path = new ArrayList<>();
            JsonNode node = document.root();
            while (node.isContainer() && !node.isEmpty() && random.nextInt(6) > 0) {
                int pick = random.nextInt(node.size());
                String step = node.isArray() ? Integer.toString(pick) : List.copyOf(node.propertyNames()).get(pick);
                path.add(step);
                node = node.isArray() ? node.get(pick) : node.get(step);
            }
            if (node.isObject() && random.nextBoolean()) {
                path.add(KEYS.get(random.nextInt(KEYS.size())));
            }
            return document.set(path, VALUES.get(random.nextInt(VALUES.size()))).text();
        } catch (JsonException e) {
            return text;
        }
    }

    private static final List<String> TEXTS = List.of(
            """
            {
              env: { MOONSHOT_API_KEY: 'x', vars: { A: 'b' } },
              agents: {
                defaults: {
                  model: { primary: 'moonshot/kimi-k2.5', fallbacks: ['kimi-code/kimi-for-coding'] },
                  models: { 'moonshot/kimi-k2.5': { alias: 'k25', params: { temperature: 1 } } },
                  timeoutSeconds: 600, maxConcurrent: 4, thinkingDefault: 'low',
                  workspace: '~/work', heartbeat: { every: '30m', target: 'last' },
                },
                list: [{ id: 'main', default: true }, { id: 'other', agentDir: '~/x', model: 'moonshot/kimi-k2.5' }],
              },
            }
            """,
            """
            // providers
            {
              models: {
                mode: 'merge',
                providers: {
                  moonshot: {
                    baseUrl: 'https://api.moonshot.cn/v1', apiKey: '${MOONSHOT_API_KEY}', api: 'openai-completions',
                    headers: { 'X-A': 'b' }, authHeader: true,
                    models: [
                      { id: 'kimi-k2.5', name: 'Kimi', reasoning: false, input: ['text'],
                        cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
                        contextWindow: 256000, maxTokens: 8192, compat: { supportsStore: false, maxTokensField: 'max_tokens' } },
                    ],
                  },
                },
              },
              auth: { profiles: { 'moonshot:default': { provider: 'moonshot', mode: 'api_key' } }, order: { moonshot: ['moonshot:default'] } },
            }
            """,
            "\uFEFF{\r\n  \"$include\": ['./part.json5'],\r\n  \"gateway\": { \"port\": 18789, \"auth\": { \"mode\": \"token\", \"token\": \"t\" } },\r\n"
                    + "  \"channels\": { \"telegram\": { \"enabled\": false } },\r\n  \"messages\": { \"queue\": { \"mode\": \"steer\" } }\r\n}\r\n");
}
