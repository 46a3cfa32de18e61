package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.model.Capability;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.simulator.SimulatorProfile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The completions wire against the strict imitation of the platform, which refuses what the platform refuses. */
@Timeout(60)
class CompletionsSimulatorTest {
    private final JdkHttp http = new JdkHttp(new Environment(Map.of(), Path.of("/x"), Path.of("/x")));
    private Simulator simulator = Simulator.start(SimulatorOptions.defaults().instant(true).legacyModelsAlive(true).tier(5));

    @AfterEach
    void stop() {
        simulator.close();
    }

    /** Twenty turns, calls and results, with thinking, an empty history of another model in front, and a switch in the middle. */
    @ParameterizedTest
    @EnumSource(SimulatorProfile.class)
    void aLongToolLoopAndASwitchOfModelsNeverMeetA400(SimulatorProfile profile) throws Exception {
        simulator.close();
        simulator = Simulator.start(SimulatorOptions.defaults().instant(true).profile(profile).tier(5));
        Endpoint k26 = cn("kimi-k2.6", WireSamples.K26);
        Endpoint k3 = cn("kimi-k3", WireSamples.K3);
        Endpoint foreign = CompletionsSamples.on("https://api.deepseek.com", "deepseek/x", Capability.PLAIN);
        List<Message> messages = new ArrayList<>(WireSamples.conversation(
                WireSamples.answer(foreign, new Part.ToolCall("weather:0", "weather", "{\"city\":\"a\"}"))));
        for (int turn = 0; turn < 20; turn++) {
            Endpoint model = turn < 10 ? k26 : k3;
            messages.add(Message.User.of("[[sim:think 先想想]][[sim:tool weather {\"city\":\"北京 " + turn + "\"}]]"));
            Message.Assistant asked = ask(model, messages);
            assertThat(asked.toolCalls()).as("turn %d of %s", turn, profile).isNotEmpty();
            assertThat(asked.usage().reported()).isTrue();
            messages.add(asked);
            asked.toolCalls().forEach(call ->
                    messages.add(new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text("晴")), false)));
            Message.Assistant answered = ask(model, messages);
            assertThat(answered.stopReason()).isIn(StopReason.STOP, StopReason.TOOL_USE);
            messages.add(answered);
            answered.toolCalls().forEach(call ->
                    messages.add(new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text("晴")), false)));
        }
        assertThat(simulator.journal()).extracting(JournalEntry::status).containsOnly(200);
    }

    /** The provider page's five models, each with one turn. */
    @ParameterizedTest
    @CsvSource({
        "moonshot,kimi-k2-0905-preview,PLAIN", "moonshot,kimi-k2-turbo-preview,PLAIN", "moonshot,kimi-k2-thinking,OLD_THINKING",
        "moonshot,kimi-k2-thinking-turbo,OLD_THINKING", "kimi-code,kimi-for-coding,K27",
    })
    void everyModelOfTheProviderPageAnswers(String provider, String model, String capability) throws Exception {
        boolean code = provider.equals("kimi-code");
        Endpoint endpoint = at(
                code ? simulator.kimiCode() : simulator.moonshotCn(), provider + "/" + model,
                CompletionsRequestsTest.capability(capability), code ? SimulatorKey.KIMI : SimulatorKey.CN,
                code ? Map.of("User-Agent", "KimiCLI/0.77") : Map.of());
        Message.Assistant answer = ask(endpoint, List.of(Message.User.of("你好")));
        assertThat(answer.text()).isNotBlank();
        assertThat(simulator.lastRequest().sent("store")).isFalse();
        assertThat(simulator.lastRequest().sent("temperature")).isFalse();
    }

    @Test
    void theWrongPlatformsKeyAndAnEmptyAccountAndAStrangeClientAreToldApart() {
        assertThat(failure(at(simulator.moonshotCn(), "moonshot/kimi-k2.6", WireSamples.K26, SimulatorKey.INTL, Map.of())))
                .isInstanceOf(LlmFailure.Unauthorized.class);
        assertThat(failure(at(simulator.moonshotCn(), "moonshot/kimi-k2.6", WireSamples.K26, SimulatorKey.CN_EMPTY, Map.of())))
                .isInstanceOf(LlmFailure.OutOfCredit.class);
        assertThat(failure(at(simulator.kimiCode(), "kimi-code/kimi-for-coding", WireSamples.K27, SimulatorKey.KIMI_QUOTA_USED,
                        Map.of("User-Agent", "KimiCLI/0.77"))))
                .isInstanceOf(LlmFailure.OutOfCredit.class);
        simulator.close();
        simulator = Simulator.start(SimulatorOptions.defaults().instant(true).clientGate(true));
        assertThat(failure(at(simulator.kimiCode(), "kimi-code/kimi-for-coding", WireSamples.K27, SimulatorKey.KIMI, Map.of())))
                .isInstanceOf(LlmFailure.ClientRefused.class);
    }

    private LlmFailure failure(Endpoint endpoint) {
        LlmException thrown = catchThrowableOfType(LlmException.class, () -> ask(endpoint, List.of(Message.User.of("hi"))));
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    private Endpoint cn(String model, Capability capability) {
        return at(simulator.moonshotCn(), "moonshot/" + model, capability, SimulatorKey.CN, Map.of());
    }

    private static Endpoint at(URI base, String ref, Capability capability, String key, Map<String, String> headers) {
        Endpoint plain = CompletionsSamples.on(base.toString(), ref, capability);
        return new Endpoint(
                plain.ref(), base, plain.api(), plain.model(), Optional.of(new Secret(key)), headers, false, plain.limits());
    }

    private Message.Assistant ask(Endpoint endpoint, List<Message> messages) throws InterruptedException {
        return WireFormats.open(endpoint, http).chat(WireSamples.request(messages, ChatRequest.Options.NONE), _ -> {});
    }
}
