package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told about a wrong configuration: everything at once, each with its place. */
class ValidationTest {
    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void anEmptyHome() {
        world = new World(home);
    }

    private List<String> problems(String text) {
        return World.lines(world.config(text).read().problems());
    }

    private List<String> warnings(String text) {
        return World.lines(world.config(text).read().warnings());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(problems("""
                {
                  gatway: { port: 1 },
                  gateway: {
                    prot: 18789,
                    port: "18789",
                    bind: 'loopbak',
                  },
                  models: { providers: { moonshot: { models: [ { id: '', contextWindow: 0 } ] } } },
                }
                """)).containsExactly(
                "2:3 : Unrecognized key: \"gatway\"; did you mean \"gateway\"?",
                "4:5 gateway: Unrecognized key: \"prot\"; did you mean \"port\"?",
                "5:11 gateway.port: Invalid input: expected number, received string",
                "6:11 gateway.bind: Invalid input: expected one of \"auto\"|\"lan\"|\"loopback\"|\"custom\"|\"tailnet\"; "
                        + "did you mean \"loopback\"?",
                "8:54 models.providers.moonshot.models.0.id: Too small: expected string to have >=1 characters",
                "8:73 models.providers.moonshot.models.0.contextWindow: Too small: expected number to be >0",
                "8:48 models.providers.moonshot.models.0.name: Invalid input: expected string, received undefined",
                "8:36 models.providers.moonshot.baseUrl: Invalid input: expected string, received undefined");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', value = {
        "{ gatway: {} }                                   → 1:3 : Unrecognized key: \"gatway\"; did you mean \"gateway\"?",
        "{ models: { providors: {} } }                    → 1:13 models: Unrecognized key: \"providors\"; did you mean \"providers\"?",
        "{ zzz: 1 }                                       → 1:3 : Unrecognized key: \"zzz\"",
        "[]                                               → 1:1 : Invalid input: expected object, received array",
        "7                                                → 1:1 : Invalid input: expected object, received number",
        "{ cron: { maxConcurrentRuns: 1.5 } }             → 1:30 cron.maxConcurrentRuns: Invalid input: expected int, received number",
        "{ cron: { maxConcurrentRuns: NaN } }             → 1:30 cron.maxConcurrentRuns: Invalid input: expected number, received NaN",
        "{ cron: { maxConcurrentRuns: 0 } }               → 1:30 cron.maxConcurrentRuns: Too small: expected number to be >0",
        "{ session: { reset: { atHour: 24 } } }           → 1:31 session.reset.atHour: Too big: expected number to be <=23",
        "{ session: { agentToAgent: { maxPingPongTurns: -1 } } } → 1:48 session.agentToAgent.maxPingPongTurns: Too small: expected number to be >=0",
        "{ messages: { ackReactionScope: 'al' } }         → 1:33 messages.ackReactionScope: Invalid option: expected one of \"group-mentions\"|\"group-all\"|\"direct\"|\"all\"; did you mean \"all\"?",
        "{ ui: { seamColor: 'red' } }                     → 1:20 ui.seamColor: expected hex color (RRGGBB)",
        "{ agents: { defaults: { heartbeat: { every: '1x' } } } } → 1:45 agents.defaults.heartbeat.every: invalid duration (use ms, s, m, h)",
        "{ agents: { defaults: { heartbeat: { activeHours: { start: '25:00' } } } } } → 1:60 agents.defaults.heartbeat.activeHours.start: invalid time (use \"HH:MM\" 24h format)",
        "{ agents: { defaults: { heartbeat: { target: ' ' } } } } → 1:46 agents.defaults.heartbeat.target: heartbeat target must not be empty",
        "{ agents: { defaults: { model: 7 } } }           → 1:32 agents.defaults.model: Invalid input: expected one of \"string\"|\"object\"",
        "{ agents: { defaults: { model: { primry: 'a/b' } } } } → 1:34 agents.defaults.model: Unrecognized key: \"primry\"; did you mean \"primary\"?",
        "{ channels: { telegrm: {} } }                    → 1:15 channels: unknown channel id: telegrm; did you mean \"telegram\"?",
        "{ channels: { telegram: { dmPolicy: 'open' } } } → 1:25 channels.telegram.allowFrom: channels.telegram.dmPolicy=\"open\" requires channels.telegram.allowFrom to include \"*\"",
        "{ agents: { list: [ { id: 'a' } ] }, broadcast: { g: ['b'] } } → 1:55 broadcast.g.0: Unknown agent id \"b\" (not in agents.list).",
        "{ agents: { list: [ { id: 'a', identity: { avatar: '/etc/passwd' } } ] } } → 1:52 agents.list.0.identity.avatar: identity.avatar must be a workspace-relative path, http(s) URL, or data URI",
        "{ agent: { model: 'x/y' } }                      → 1:12 agent: agent.model was moved; use agents.defaults.model.primary instead (run openclaw-cn doctor --fix)",
        "{ telegram: {} }                                 → 1:3 : telegram was moved; use channels.telegram instead (run openclaw-cn doctor --fix)",
        "{ tools: { bash: {} } }                          → 1:12 tools: tools.bash was moved; use tools.exec instead (run openclaw-cn doctor --fix)",
    })
    void theOriginalsWords(String text, String problem) {
        assertThat(problems(text)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', value = {
        "{ $schema: 'x', agents: { defaults: { thinkingDefault: 'max', model: 'moonshot/kimi-k2.6' } } }",
        "{ gateway: { bind: 'custom', customBindHost: '10.0.0.1' } }",
        "{ tools: { web: { search: { provider: 'kimi', kimi: { model: 'kimi-k2.6' } } } } }",
        "{ agents: { list: [ { id: 'a', models: { 'moonshot/*': {} } } ] } }",
        "{ models: { providers: { p: { baseUrl: 'u', proxy: 'http://127.0.0.1:1', limits: { stallMs: 5 }, models: [ { id: 'a', name: 'b', input: ['video'], compat: { supportsUsageInStreaming: true, thinkingFormat: 'zai', supportsStrictMode: false, requiresToolResultName: true, requiresThinkingAsText: true, requiresAssistantAfterToolResult: true, reasoningFields: ['reasoning'], schemaFlavor: 'mfjs', samplingProfile: 'open' } } ] } } } }",
        "{ agents: { defaults: { models: { 'a/b': { params: { temperature: 1, thinking: { type: 'disabled' }, any: [1, null] } } } } } }",
        "{ channels: { feishu: { appId: 'x', anything: true } } }",
        "{ plugins: { entries: { mine: {} } }, channels: { mine: {} } }",
    })
    void moreThanTheOriginalTakes(String text) {
        assertThat(problems(text)).isEmpty();
    }

    @Test
    void chineseIsSpokenToo() {
        ConfigProblem problem = world.config("{ gatway: 1 }").read().problems().getFirst();

        assertThat(problem.in(Language.ZH)).endsWith("openclaw.json:1:3: <root>: 不认识的配置项 “gatway”；是不是想写 “gateway”？");
    }

    @Test
    @DisplayName("P14 an alias must not hide a reference")
    void anAliasMustNotHideAReference() {
        assertThat(problems("{ agents: { defaults: { models: { 'a/b': { alias: 'c/d' }, 'c/d': {} } } } }"))
                .containsExactly("1:51 agents.defaults.models.a/b.alias: alias \"c/d\" equals the model reference c/d, "
                        + "so c/d would mean two models. Choose another alias.");
        assertThat(warnings("{ agents: { defaults: { models: { 'a/b': { alias: 'K2' }, 'c/d': { alias: 'k2' } } } } }"))
                .singleElement().asString().contains("alias \"k2\" is used twice (a/b and c/d)");
    }

    @Test
    void twoAgentsMustNotShareAFolder() {
        assertThat(problems("{ agents: { list: [ { id: 'a', agentDir: '/x' }, { id: 'b', agentDir: '/x' } ] } }"))
                .singleElement().asString()
                .startsWith("1:19 agents.list: Duplicate agentDir detected (multi-agent config). /x is used by: a, b.");
    }

    @Test
    void oddButAllowedThingsAreWarnings() {
        assertThat(warnings("{ gateway: { token: 't' } }")).containsExactly("1:14 gateway.token: "
                + "Config uses \"gateway.token\". This key is ignored; use \"gateway.auth.token\" instead.");
        assertThat(warnings("{ session: { mainKey: 'home' } }")).hasSize(1);
        assertThat(warnings("{ meta: { lastTouchedVersion: '99.0.0' } }"))
                .singleElement().asString().contains("newer version (99.0.0)");
        assertThat(warnings("{ meta: { lastTouchedVersion: '2026.1.31' } }")).isEmpty();
        assertThat(warnings("{ gateway: { auth: { token: '***' } } }")).singleElement().asString().contains("placeholder");
        assertThat(warnings("{ cron: {}, cron: {} }")).containsExactly("1:3 cron: \"cron\" is written twice; only the one on line 1 counts");
        assertThat(problems("{ gateway: { token: 't' } }")).isEmpty();
    }

    @Test
    void whatIsNotJson5HasAPlaceToo() {
        assertThat(problems("{\n  a: 1,\n  b: @\n}")).singleElement().asString().startsWith("3:6 : ");
        assertThat(problems("{")).hasSize(1);
        assertThat(problems("  ")).singleElement().asString().contains("the file is empty");
    }
}
