package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.Canary;
import cn.openclaw.testing.TempHome;
import cn.openclaw.tui.Prompter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person gets from {@code onboard}, with the simulator in the place of the three platforms. */
class OnboardTest {
    private static final String KEY = "sk-onboard-test-0123456789abcdef";
    private static Simulator simulator;

    @TempDir
    Path folder;

    private TempHome home;

    @BeforeAll
    static void platforms() {
        simulator = Simulator.start(SimulatorOptions.defaults().instant(true));
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    @BeforeEach
    void anEmptyHome() {
        home = new TempHome(folder).variable("OPENCLAW_SIMULATOR", simulator.address().toString());
    }

    private int onboard(String... more) {
        List<String> line = new ArrayList<>(List.of("onboard", "--non-interactive", "--accept-risk"));
        line.addAll(Arrays.asList(more));
        return Main.run(home.cli(), line.toArray(String[]::new));
    }

    private ObjectNode written() {
        return (ObjectNode) Json5Document.parse(home.read(".openclaw/openclaw.json")).root();
    }

    @Test
    void moonshotWritesThePagesSnippet() {
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY, "--skip-probe")).isZero();
        equalsThePage(0, written());
    }

    @Test
    void kimiCodeWritesThePagesSnippet() {
        assertThat(onboard("--auth-choice", "kimi-code-api-key", "--kimi-code-api-key", KEY, "--skip-probe")).isZero();
        equalsThePage(1, written());
        assertThat(home.out()).contains("KimiCLI/0.77", "--user-agent");
    }

    /** The page's blocks without the key itself, which is kept in the profile store, and the parts onboarding adds. */
    private static void equalsThePage(int block, ObjectNode written) {
        Path page = Path.of(System.getProperty("shared.dir"), "seed/moonshot-provider-page.md");
        assumeTrue(Files.exists(page), "the provider page is not beside this checkout: its snippets are not compared");
        ObjectNode wanted = block(page, block);
        wanted.remove("env");
        ((ObjectNode) wanted.get("models").get("providers").iterator().next()).remove("apiKey");
        written.remove("auth");
        written.remove("gateway");
        ((ObjectNode) written.get("agents").get("defaults")).remove("workspace");
        assertThat(written).isEqualTo(wanted);
    }

    private static ObjectNode block(Path page, int number) {
        try {
            String text = Files.readString(page).split("```json5\n", -1)[number + 1].split("```", -1)[0];
            return (ObjectNode) Json5Document.parse(text).root();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theKeyIsInTheProfileStoreAndNowhereElse() {
        Canary canary = new Canary();
        String key = canary.key("moonshot");
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", key, "--skip-probe", "--json"))
                .isZero();
        Path store = home.path(".openclaw/agents/main/agent/auth-profiles.json");
        assertThat(home.read(".openclaw/agents/main/agent/auth-profiles.json")).contains(key);
        canary.mayBeIn(store).assertNowhere(folder, home.out(), home.err());
    }

    @Test
    void jsonIsAllThatIsOnStandardOutput() {
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", SimulatorKey.CN, "--json")).isZero();
        JsonNode answer = Json.parse(home.out());
        assertThat(Json.text(answer, "authChoice")).isEqualTo("moonshot-api-key");
        assertThat(Json.text(answer, "probe")).isEqualTo("accepted");
        assertThat(Json.text(answer, "gateway", "authMode")).isEqualTo("token");
    }

    @Test
    void aKeyOfTheOtherRegionIsNotSavedAndTheRightChoiceIsNamed() {
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", SimulatorKey.INTL)).isEqualTo(3);
        assertThat(home.err()).contains("api.moonshot.ai", "--auth-choice moonshot-api-key-intl").doesNotContain(SimulatorKey.INTL);
        assertThat(home.path(".openclaw")).doesNotExist();
        assertThat(onboard("--auth-choice", "moonshot-api-key-intl", "--moonshot-api-key", SimulatorKey.INTL)).isZero();
        assertThat(Json.text(written(), "models", "providers", "moonshot", "baseUrl")).isEqualTo("https://api.moonshot.ai/v1");
    }

    @Test
    void aKimiCodeKeyGivenAsAMoonshotKeyIsRecognised() {
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", SimulatorKey.KIMI)).isEqualTo(3);
        assertThat(home.err()).contains("--auth-choice kimi-code-api-key");
    }

    @Test
    void aKeyThatNobodyKnowsEndsWithItsMaskAndWhereToGetOne() {
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY)).isEqualTo(3);
        assertThat(home.err()).contains("sk-o…cdef", "platform.").doesNotContain(KEY);
        assertThat(home.config()).doesNotExist();
    }

    @Test
    void withoutTheNetworkTheKeyIsSavedAndSaidToBeUnchecked() {
        home = new TempHome(folder).variable("OPENCLAW_SIMULATOR", "http://127.0.0.1:9");
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY)).isZero();
        assertThat(home.out()).contains("could not be reached");
    }

    @Test
    void runningItAgainKeepsWhatIsThere() {
        String mine = """
                // my own notes
                {
                  "gateway": { "auth": { "mode": "token", "token": "keep-me" } }, // the phone knows it
                  models: { providers: { mine: { baseUrl: 'https://models.example/v1', models: [] } } },
                  agents: { defaults: { models: { "moonshot/kimi-k2-0905-preview": { alias: "K" } } } }
                }
                """;
        home.config(mine);
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY, "--skip-probe")).isZero();
        String once = home.read(".openclaw/openclaw.json");
        assertThat(once).contains("// my own notes", "// the phone knows it", "'https://models.example/v1'", "alias: \"K\"");
        assertThat(Json.text(written(), "gateway", "auth", "token")).isEqualTo("keep-me");
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY, "--skip-probe")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo(once);
    }

    @Test
    void bothProvidersLiveSideBySide() {
        onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY, "--skip-probe");
        onboard("--auth-choice", "kimi-code-api-key", "--kimi-code-api-key", KEY + "2", "--skip-probe");
        assertThat(written().get("models").get("providers").propertyNames()).containsExactly("moonshot", "kimi-code");
        assertThat(Json.text(written(), "agents", "defaults", "model", "primary")).isEqualTo("kimi-code/kimi-for-coding");
    }

    @Test
    void unknownValuesAreRefusedWithTheChoices() {
        assertThat(onboard("--auth-choice", "moonshot")).isEqualTo(2);
        assertThat(home.err()).contains("moonshot-api-key", "kimi-code-api-key");
        assertThat(onboard("--gateway-port", "abc")).isEqualTo(2);
        assertThat(onboard("--gateway-bind", "everywhere")).isEqualTo(2);
        assertThat(home.err()).contains("loopback");
        assertThat(onboard("--flow", "slow")).isEqualTo(2);
        assertThat(onboard("--mode", "both")).isEqualTo(2);
        assertThat(onboard("--auth-choice", "oauth")).isEqualTo(2);
        assertThat(onboard("--mode", "本地", "--gateway-bind", "局域网")).isZero();
        assertThat(Json.text(written(), "gateway", "bind")).isEqualTo("lan");
    }

    @Test
    void withoutRiskAcceptedOrWithoutAKeyNothingIsWritten() {
        assertThat(Main.run(home.cli(), "onboard", "--non-interactive", "--auth-choice", "moonshot-api-key")).isEqualTo(2);
        assertThat(home.err()).contains("--accept-risk");
        assertThat(onboard("--auth-choice", "moonshot-api-key")).isEqualTo(3);
        assertThat(home.err()).contains("--moonshot-api-key", "MOONSHOT_API_KEY");
        assertThat(home.path(".openclaw")).doesNotExist();
    }

    @Test
    void aKeyFromTheEnvironmentCanBeReferredTo() {
        home.variable("MOONSHOT_API_KEY", KEY);
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--secret-input-mode", "ref", "--skip-probe")).isZero();
        assertThat(Json.text(written(), "models", "providers", "moonshot", "apiKey")).isEqualTo("${MOONSHOT_API_KEY}");
        assertThat(home.path(".openclaw/agents/main/agent/auth-profiles.json")).doesNotExist();
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain(KEY);
    }

    @Test
    void theUserAgentIsTheUsersChoice() {
        onboard("--auth-choice", "kimi-code-api-key", "--kimi-code-api-key", KEY, "--skip-probe", "--user-agent", "own");
        assertThat(home.read(".openclaw/openclaw.json")).contains("\"User-Agent\": \"openclaw-cn\"").doesNotContain("KimiCLI");
        onboard("--auth-choice", "kimi-code-api-key", "--kimi-code-api-key", KEY, "--skip-probe", "--user-agent", "MyTool/2");
        assertThat(home.read(".openclaw/openclaw.json")).contains("\"User-Agent\": \"MyTool/2\"");
    }

    @Test
    void aBrokenConfigurationIsLeftAlone() {
        home.config("{ models: { providrs: {} } }");
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY, "--skip-probe")).isEqualTo(2);
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo("{ models: { providrs: {} } }");
        assertThat(home.err()).contains("doctor --fix");
    }

    @Test
    void resetMovesTheOldConfigurationAside() throws Exception {
        home.config("{ broken");
        assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", KEY, "--skip-probe", "--reset")).isZero();
        try (var files = Files.list(home.path(".openclaw"))) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("openclaw.json.reset-"));
        }
    }

    @Test
    void theWizardOffersTheRegionThatTakesTheKeyAndAModelThatAnswers() throws InterruptedException {
        Scripted person = new Scripted(
                true, // the risk
                "moonshot-api-key", // which kind
                SimulatorKey.INTL, // the key
                true, // use the other host
                "moonshot/kimi-k2.6"); // instead of the retired default
        Cli cli = home.language(Language.EN).cli();
        Onboarding onboarding = new Onboarding(
                cli, flags(), () -> Network.of(cli));
        OnboardWizard.run(onboarding, person);
        assertThat(Json.text(written(), "models", "providers", "moonshot", "baseUrl")).isEqualTo("https://api.moonshot.ai/v1");
        assertThat(Json.text(written(), "agents", "defaults", "model", "primary")).isEqualTo("moonshot/kimi-k2.6");
        assertThat(written().get("agents").get("defaults").get("models").has("moonshot/kimi-k2.6")).isTrue();
        assertThat(person.script).isEmpty();
        assertThat(String.join("\n", person.shown)).contains("api.moonshot.ai accepts");
    }

    private OnboardFlags flags() {
        return OnboardFlags.of(new picocli.CommandLine(new OnboardCommand().spec(home.cli())).parseArgs());
    }

    /** A person who has made up their mind: answers by value, and remembers what was shown. */
    private static final class Scripted implements Prompter {
        private final Deque<Object> script;
        private final List<String> shown = new ArrayList<>();

        Scripted(Object... answers) {
            script = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public <T> T select(String question, List<Choice<T>> choices, int initial) {
            shown.add(question);
            Object wanted = script.remove();
            return choices.stream()
                    .map(Choice::value)
                    .filter(value -> value.equals(wanted)
                            || (value instanceof Optional<?> maybe
                                    && maybe.isPresent()
                                    && maybe.get() instanceof AuthChoice choice
                                    && choice.id().equals(wanted)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(question + ": " + wanted + " is not offered in " + choices));
        }

        @Override
        public boolean confirm(String question, boolean initial) {
            shown.add(question);
            return (Boolean) script.remove();
        }

        @Override
        public String text(String question, String initial, Function<String, Optional<String>> problem) {
            return (String) script.remove();
        }

        @Override
        public Secret secret(String question, Function<Secret, Optional<String>> problem) {
            return new Secret((String) script.remove());
        }

        @Override
        public void note(String title, List<String> lines) {
            shown.add(title);
        }

        @Override
        public void close() {}
    }

    @Test
    void whatCannotBeAKeyReplacesNone() {
        onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", SimulatorKey.CN);
        String before = home.read(".openclaw/agents/main/agent/auth-profiles.json");

        for (String wrong : List.of("sk-a\nb-0123456789", "密钥密钥密钥密钥密钥")) {
            assertThat(onboard("--auth-choice", "moonshot-api-key", "--moonshot-api-key", wrong)).isEqualTo(2);
        }

        assertThat(home.read(".openclaw/agents/main/agent/auth-profiles.json")).isEqualTo(before);
        assertThat(KeyInput.of("Bearer sk-1").reveal()).isEqualTo("sk-1");
    }
}
