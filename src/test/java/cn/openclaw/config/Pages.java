package cn.openclaw.config;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configurations that tests read: those of the provider page, and one of our own that has a bit of everything. */
final class Pages {
    /** Like the page's first example, in our own words, with what an edit must leave alone. */
    static final String MOONSHOT = """
            // Moonshot, for the tests
            {
              env: { MOONSHOT_API_KEY: "sk-test-0000" }, // not a real key
              agents: {
                defaults: {
                  model: { primary: "moonshot/kimi-k2-0905-preview", fallbacks: ['moonshot/kimi-k2-thinking'] },
                  models: {
                    // aliases:start
                    "moonshot/kimi-k2-0905-preview": { alias: "Kimi K2" },
                    "moonshot/kimi-k2-thinking": { alias: "Kimi K2 Thinking", params: { temperature: 0.6 } }
                    // aliases:end
                  },
                },
              },
              models: {
                mode: "merge",
                providers: {
                  moonshot: {
                    baseUrl: "https://api.moonshot.cn/v1",
                    apiKey: "${MOONSHOT_API_KEY}",
                    api: "openai-completions",
                    models: [
                      {
                        id: "kimi-k2-0905-preview",
                        name: "Kimi K2 0905 Preview",
                        reasoning: false,
                        input: ["text"],
                        cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
                        contextWindow: 256000,
                        maxTokens: 8192,
                        headers: { "User-Agent": "Test/1.0" },
                        compat: { supportsDeveloperRole: false, maxTokensField: "max_tokens" },
                      },
                    ],
                  },
                },
              },
              gateway: { port: 0x4965, bind: "loopback", auth: { mode: "token", token: "t-0000" } },
            }
            """;

    private Pages() {}

    /** The JSON5 blocks of the user's page; a test that asks for them is skipped, and says so, where the page is not there. */
    static List<String> seed() throws IOException {
        Path page = Path.of(System.getProperty("shared.dir"), "seed", "moonshot-provider-page.md");
        assumeTrue(Files.exists(page), "skipped: no " + page);
        List<String> blocks = new ArrayList<>();
        String text = Files.readString(page);
        for (int at = text.indexOf("```json5\n"); at >= 0; at = text.indexOf("```json5\n", at + 1)) {
            int start = at + "```json5\n".length();
            blocks.add(text.substring(start, text.indexOf("```", start)));
        }
        return blocks;
    }
}
