package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor --fix} can offer for a configuration of an older release, or with slips of the fingers. */
class ConfigRepairTest {
    @TempDir
    Path home;

    private String mended(String text) {
        World world = new World(home).config(text);
        for (int pass = 0; pass < 3; pass++) {
            for (ConfigRepair.Repair repair : ConfigRepair.of(world.read())) {
                world.file().save(repair.edits());
            }
        }
        ConfigSnapshot snapshot = world.read();
        assertThat(World.lines(snapshot.problems())).isEmpty();
        return Json.write(snapshot.config().tree());
    }

    @Test
    void anOlderConfigurationIsMovedWithoutLoss() {
        assertThat(Json.parse(mended("""
                {
                  agent: {
                    model: "moonshot/kimi-k2.6", // the best
                    modelFallbacks: ["moonshot/kimi-k2.5"],
                    allowedModels: ["moonshot/kimi-k2.6", "moonshot/kimi-k2.5"],
                    modelAliases: { Kimi: "moonshot/kimi-k2.6" },
                    workspace: "~/w",
                  },
                  routing: { queue: { cap: 3 }, groupChat: { mentionPatterns: ["@kimi"] } },
                  telegram: { botToken: "${TELEGRAM}", },
                  identity: { name: "Kimi" },
                  tools: { bash: { timeoutSec: 5 } },
                  messages: { tts: { enabled: true } },
                  gateway: { token: "t" },
                  env: { TELEGRAM: "x" },
                }
                """))).isEqualTo(Json.parse("""
                {"tools":{"exec":{"timeoutSec":5}},
                 "messages":{"tts":{"auto":"always"},"groupChat":{"mentionPatterns":["@kimi"]},"queue":{"cap":3}},
                 "gateway":{"auth":{"token":"t"}},
                 "env":{"TELEGRAM":"x"},
                 "channels":{"telegram":{"botToken":"x"}},
                 "agents":{"list":[{"id":"main","identity":{"name":"Kimi"}}],
                   "defaults":{"model":{"fallbacks":["moonshot/kimi-k2.5"],"primary":"moonshot/kimi-k2.6"},
                     "models":{"moonshot/kimi-k2.6":{"alias":"Kimi"},"moonshot/kimi-k2.5":{}},"workspace":"~/w"}}}
                """));
    }

    @Test
    void slipsOfTheFingersGetTheirRightNames() {
        assertThat(mended("{ gatway: { prot: 1 }, models: { 'providers': { 'a.b': { baseUrl: 'u', models: [], apikey: 'k' } } }, zzz: 1 }"))
                .isEqualTo("{\"models\":{\"providers\":{\"a.b\":{\"baseUrl\":\"u\",\"models\":[],\"apiKey\":\"k\"}}},\"gateway\":{\"port\":1}}");
    }
}
