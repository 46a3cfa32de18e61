package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.model.Capability;
import cn.openclaw.model.ModelApi;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Platform;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** Our wires against the platform's other doors and rules, as the simulator plays them. */
@Timeout(60)
class WireSimulatorTest {
    private static final int SCHEMAS = 600;
    private static final int A_REQUEST = 60;

    private final JdkHttp http = new JdkHttp(new Environment(Map.of(), Path.of("/x"), Path.of("/x")));
    private final Simulator simulator = Simulator.start(
            SimulatorOptions.defaults().instant(true).schemas(SimulatorOptions.SchemaLevel.STRICT));

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    /** Thinking, a call, its result and an answer, five times over, through the Anthropic-shaped door. */
    @Test
    void theAnthropicDoorTakesAToolLoopWithThinking() throws Exception {
        Endpoint endpoint = endpoint(ModelApi.ANTHROPIC_MESSAGES, simulator.anthropicBase(Platform.MOONSHOT_CN).toString());
        List<Message> messages = new ArrayList<>();
        for (int turn = 0; turn < 5; turn++) {
            messages.add(Message.User.of("[[sim:think 先想想]][[sim:tool weather {\"city\":\"北京\"}]][[sim:then]][[sim:say 晴天 " + turn + "]]"));
            Message.Assistant asked = ask(endpoint, messages, List.of(WireSamples.weather()));
            assertThat(asked.toolCalls()).hasSize(1);
            assertThat(asked.stopReason()).isEqualTo(StopReason.TOOL_USE);
            assertThat(asked.usage().reported()).isTrue();
            messages.add(asked);
            Part.ToolCall call = asked.toolCalls().getFirst();
            messages.add(new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text("晴")), false));
            Message.Assistant answered = ask(endpoint, messages, List.of(WireSamples.weather()));
            assertThat(answered.text()).isEqualTo("晴天 " + turn);
            messages.add(answered);
        }
        assertThat(simulator.journal()).hasSize(10).extracting(JournalEntry::status).containsOnly(200);
    }

    /** Two readings of the same rules, written apart: what our normaliser lets out, the platform's imitation takes. */
    @Test
    void whatTheNormaliserLetsOutThePlatformTakes() throws Exception {
        Endpoint endpoint = endpoint(ModelApi.OPENAI_COMPLETIONS, simulator.moonshotCn().toString());
        RandomSchemas random = new RandomSchemas(new Random(20261123));
        List<ChatRequest.ToolDefinition> tools = new ArrayList<>();
        for (int i = 0; i < SCHEMAS; i++) {
            ObjectNode schema = random.root();
            tools.add(new ChatRequest.ToolDefinition("tool_" + i, "does " + i, schema));
            if (tools.size() == A_REQUEST) {
                assertThat(ask(endpoint, List.of(Message.User.of("hi")), tools).text()).isNotBlank();
                tools.clear();
            }
        }
        assertThat(simulator.journal()).hasSize(SCHEMAS / A_REQUEST).extracting(JournalEntry::status).containsOnly(200);
    }

    private static Endpoint endpoint(ModelApi api, String base) {
        Capability thinks = WireSamples.K26;
        Endpoint plain = WireSamples.endpoint(api, base, "moonshot/kimi-k2.6", thinks);
        return new Endpoint(
                plain.ref(), plain.baseUrl(), api, plain.model(), Optional.of(new Secret(SimulatorKey.CN)), Map.of(), false, plain.limits());
    }

    private Message.Assistant ask(Endpoint endpoint, List<Message> messages, List<ChatRequest.ToolDefinition> tools)
            throws InterruptedException {
        return WireFormats.open(endpoint, http)
                .chat(new ChatRequest("You are brief.", messages, tools, ChatRequest.Options.NONE), _ -> {});
    }
}
