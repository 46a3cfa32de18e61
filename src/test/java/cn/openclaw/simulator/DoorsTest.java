package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who comes in where: each row of "wrong key, wrong platform, wrong path", for all platforms and keys. */
class DoorsTest {
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static Talk talk(Platform platform, String key) {
        return new Talk(simulator).as(platform, key);
    }

    record Cell(Platform platform, String key, int status, String type) {}

    static final List<Cell> CELLS = List.of(
            new Cell(Platform.MOONSHOT_CN, SimulatorKey.CN, 200, ""),
            new Cell(Platform.MOONSHOT_CN, SimulatorKey.INTL, 401, "invalid_authentication_error"),
            new Cell(Platform.MOONSHOT_CN, SimulatorKey.KIMI, 401, "invalid_authentication_error"),
            new Cell(Platform.MOONSHOT_CN, "sk-nobody", 401, "incorrect_api_key_error"),
            new Cell(Platform.MOONSHOT_CN, "", 401, "incorrect_api_key_error"),
            new Cell(Platform.MOONSHOT_INTL, SimulatorKey.CN, 401, "invalid_authentication_error"),
            new Cell(Platform.MOONSHOT_INTL, SimulatorKey.INTL, 200, ""),
            new Cell(Platform.MOONSHOT_INTL, SimulatorKey.KIMI, 401, "invalid_authentication_error"),
            new Cell(Platform.MOONSHOT_INTL, "sk-nobody", 401, "incorrect_api_key_error"),
            new Cell(Platform.MOONSHOT_INTL, "", 401, "incorrect_api_key_error"),
            new Cell(Platform.KIMI_CODE, SimulatorKey.CN, 401, "invalid_authentication_error"),
            new Cell(Platform.KIMI_CODE, SimulatorKey.INTL, 401, "invalid_authentication_error"),
            new Cell(Platform.KIMI_CODE, SimulatorKey.KIMI, 200, ""),
            new Cell(Platform.KIMI_CODE, "sk-nobody", 401, "invalid_authentication_error"),
            new Cell(Platform.KIMI_CODE, "", 401, "invalid_authentication_error"),
            new Cell(Platform.KIMI_CODE, SimulatorKey.KIMI_NO_MEMBERSHIP, 402, "payment_required_error"),
            new Cell(Platform.MOONSHOT_CN, SimulatorKey.CN_ADDRESS_REFUSED, 403, "permission_denied_error"));

    @TestFactory
    List<DynamicTest> everyKeyOnEveryPlatform() {
        return CELLS.stream()
                .map(cell -> DynamicTest.dynamicTest(cell.platform() + " with " + cell.key(), () -> {
                    Talk.Heard heard = talk(cell.platform(), cell.key()).get("/models");
                    assertThat(heard.status()).isEqualTo(cell.status());
                    if (cell.status() != 200) {
                        assertThat(heard.errorType()).isEqualTo(cell.type());
                    }
                }))
                .toList();
    }

    @Test
    void saysThePlatformsOwnWords() {
        assertThat(talk(Platform.MOONSHOT_CN, "").get("/models").errorMessage()).isEqualTo("Incorrect API key provided");
        assertThat(talk(Platform.MOONSHOT_CN, SimulatorKey.INTL).get("/models").errorMessage())
                .isEqualTo("Invalid Authentication");
        assertThat(talk(Platform.KIMI_CODE, SimulatorKey.CN).get("/models").errorMessage())
                .contains("The API Key appears to be invalid or may have expired");
    }

    @Test
    void refusesAPlatformKeyOnKimiCodesAnthropicRouteInAnthropicsWords() {
        Talk.Heard heard = talk(Platform.KIMI_CODE, SimulatorKey.CN).post("/messages", "{}");
        assertThat(heard.status()).isEqualTo(401);
        assertThat(heard.json().path("type").asString()).isEqualTo("error");
        assertThat(heard.errorType()).isEqualTo("authentication_error");
        assertThat(heard.errorMessage()).startsWith("Failed to authenticate user");
    }

    @Test
    void answersAnUnknownPathInTheGatewaysShape() {
        for (String path : List.of("/chat/complete", "/batches", "/formulas/moonshot/web-search:latest/tools")) {
            Talk.Heard heard = talk(Platform.MOONSHOT_CN, SimulatorKey.CN).get(path);
            assertThat(heard.status()).isEqualTo(404);
            assertThat(heard.json().path("code").asInt()).isEqualTo(5);
            assertThat(heard.json().path("error").asString()).isEqualTo("url.not_found");
            assertThat(heard.json().path("scode").asString()).isEqualTo("0x5");
            assertThat(heard.json().path("url").asString()).isEqualTo("/moonshot-cn/v1" + path);
        }
    }

    @Test
    void answersAWrongMethodAsAnUnknownPath() {
        assertThat(talk(Platform.MOONSHOT_CN, SimulatorKey.CN).get("/chat/completions").json().path("error").asString())
                .isEqualTo("url.not_found");
    }

    @Test
    void answersAMissingModelWith404() {
        Talk.Heard heard = talk(Platform.MOONSHOT_CN, SimulatorKey.CN).chat(Talk.asks("kimi-k9", "hi"));
        assertThat(heard.status()).isEqualTo(404);
        assertThat(heard.errorType()).isEqualTo("resource_not_found_error");
        assertThat(heard.errorMessage()).isEqualTo("Not found the model kimi-k9 or Permission denied");
    }

    @Test
    void knowsThatTheOldModelsAreGoneUnlessTold() {
        List<String> old = List.of(
                "kimi-k2-0905-preview", "kimi-k2-turbo-preview", "kimi-k2-thinking", "kimi-k2-thinking-turbo", "kimi-k2.5");
        try (Simulator legacy = Simulator.start(SimulatorOptions.defaults().legacyModelsAlive(true))) {
            for (String model : old) {
                assertThat(talk(Platform.MOONSHOT_CN, SimulatorKey.CN).chat(Talk.asks(model, "hi")).status()).isEqualTo(404);
                assertThat(new Talk(legacy).chat(Talk.asks(model, "hi")).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void letsOnlyKnownClientsIntoKimiCode() {
        Talk stranger = talk(Platform.KIMI_CODE, SimulatorKey.KIMI).agent("openclaw-cn/0.1");
        Talk.Heard heard = stranger.chat(Talk.asks("kimi-for-coding", "hi"));
        assertThat(heard.status()).isEqualTo(403);
        assertThat(heard.errorType()).isEqualTo("access_terminated_error");
        assertThat(heard.errorMessage()).contains("only available for Coding Agents");
        assertThat(stranger.agent("KimiCLI/0.77").chat(Talk.asks("kimi-for-coding", "hi")).status()).isEqualTo(200);
    }

    @Test
    void checksTheKeyBeforeTheClient() {
        assertThat(talk(Platform.KIMI_CODE, "sk-nobody").agent("x").chat(Talk.asks("k3", "hi")).status()).isEqualTo(401);
    }

    @Test
    void checksMoneyBeforeTheBodyAndTheModelBeforeTheParameters() {
        assertThat(talk(Platform.MOONSHOT_CN, SimulatorKey.CN_EMPTY).post("/chat/completions", "{").errorType())
                .isEqualTo("exceeded_current_quota_error");
        assertThat(talk(Platform.MOONSHOT_CN, SimulatorKey.CN)
                        .chat(Talk.asks("kimi-k9", "hi", "{\"temperature\":9}"))
                        .errorType())
                .isEqualTo("resource_not_found_error");
    }

    @Test
    void writesNoKeyIntoItsJournal() {
        talk(Platform.MOONSHOT_CN, SimulatorKey.CN).get("/models");
        assertThat(simulator.journal().toString()).doesNotContain(SimulatorKey.CN).contains("ak-sim-cn");
    }

    @Test
    void listsModelsWithTheFieldsThatClientsRead() {
        var open = talk(Platform.MOONSHOT_CN, SimulatorKey.CN).get("/models").json();
        assertThat(open.path("object").asString()).isEqualTo("list");
        assertThat(Json.write(open)).contains("\"id\":\"kimi-k3\"", "\"context_length\":1048576").doesNotContain("kimi-k2-0905");
        var code = talk(Platform.KIMI_CODE, SimulatorKey.KIMI).get("/models").json();
        assertThat(Json.write(code)).contains("\"supports_thinking_type\":\"only\"", "\"think_efforts\"", "kimi-for-coding");
    }

    @Test
    void keepsTheSmallPlanFromTheFastModelAndTheLongWindow() {
        Talk small = talk(Platform.KIMI_CODE, SimulatorKey.KIMI_SMALL_PLAN);
        assertThat(small.chat(Talk.asks("kimi-for-coding-highspeed", "hi")).status()).isEqualTo(401);
        assertThat(small.get("/models").body()).doesNotContain("1048576");
    }
}
