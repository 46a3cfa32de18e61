package cn.openclaw.cli;

import cn.openclaw.json.Json;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import cn.openclaw.simulator.SimulatorKey;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The provider page's two configurations in one, with the simulator's keys, and what the simulator is to answer. */
final class DemoConfig {
    static final String FILE = "demo.txt";
    /** The page's model that thinks. */
    static final String MODEL = "moonshot/kimi-k2-thinking";

    private static final List<String> MOONSHOT =
            List.of("kimi-k2-0905-preview", "kimi-k2-turbo-preview", "kimi-k2-thinking", "kimi-k2-thinking-turbo");
    private static final List<String> KIMI_CODE = List.of("kimi-for-coding");

    private DemoConfig() {}

    static String json5(String workspace) {
        return """
                {
                  env: { MOONSHOT_API_KEY: "%s", KIMICODE_API_KEY: "%s" },
                  agents: { defaults: {
                    workspace: %s,
                    model: { primary: "moonshot/kimi-k2-0905-preview" },
                    models: {
                      "moonshot/kimi-k2-0905-preview": { alias: "Kimi K2" },
                      "moonshot/kimi-k2-turbo-preview": { alias: "Kimi K2 Turbo" },
                      "moonshot/kimi-k2-thinking": { alias: "Kimi K2 Thinking" },
                      "moonshot/kimi-k2-thinking-turbo": { alias: "Kimi K2 Thinking Turbo" },
                      "kimi-code/kimi-for-coding": { alias: "Kimi Code" },
                      "moonshot/*": {}, "kimi-code/*": {},
                    },
                  } },
                  models: { mode: "merge", providers: {
                    moonshot: {
                      baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", api: "openai-completions",
                      models: [%s],
                    },
                    "kimi-code": {
                      baseUrl: "https://api.kimi.com/coding/v1", apiKey: "${KIMICODE_API_KEY}", api: "openai-completions",
                      models: [%s],
                    },
                  } },
                }
                """
                .formatted(
                        SimulatorKey.CN,
                        SimulatorKey.KIMI,
                        OnboardPlan.string(workspace),
                        models("moonshot", MOONSHOT),
                        models("kimi-code", KIMI_CODE));
    }

    private static String models(String provider, List<String> ids) {
        List<ModelDefinition> models = Providers.find(provider).map(Provider::models).orElse(List.of());
        return models.stream()
                .filter(model -> ids.contains(model.id()))
                .map(model -> PageModel.json5(model, java.util.Optional.empty()))
                .collect(Collectors.joining(", "));
    }

    /** What the simulator plays: it looks into the file, then says what is in it. */
    static JsonNode script(Cli cli) {
        JsonNode call = Json.array().add(reply("name", "read").set("arguments", reply("path", FILE)));
        JsonNode first = reply("reasoning", DemoText.THINKS_FIRST.in(cli.language()))
                .put("content", DemoText.SAYS_FIRST.in(cli.language()))
                .set("toolCalls", call);
        JsonNode second = reply("reasoning", DemoText.THINKS_THEN.in(cli.language()))
                .put("content", DemoText.SAYS_THEN.in(cli.language()));
        return Json.array().add(Json.object().set("reply", first)).add(Json.object().set("reply", second));
    }

    private static tools.jackson.databind.node.ObjectNode reply(String name, String value) {
        return Json.object().put(name, value);
    }
}
