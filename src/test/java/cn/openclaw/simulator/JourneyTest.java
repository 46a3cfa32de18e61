package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How answers travel: whole and in pieces the same, and broken off in each manner. */
class JourneyTest {
    private static final String EVERYTHING = "[[sim:think 想一想 🤔 think]][[sim:say 你好，world 👋]][[sim:tool read {\"path\":\"文件.txt\"}]]"
            + "[[sim:tool list {\"n\":[1,2,3]}]]";

    private static ObjectNode whole(JsonNode answer) {
        JsonNode choice = answer.path("choices").get(0);
        return ((ObjectNode) choice.path("message").deepCopy()).put("finish", choice.path("finish_reason").asString());
    }

    /** Tool numbers may have gaps in the messy profile; everything else must be the same. */
    private static String plain(ObjectNode message) {
        message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("index"));
        return Json.write(message);
    }

    @Test
    void addsUpToTheWholeAnswerInEveryProfile() {
        for (SimulatorProfile profile : SimulatorProfile.values()) {
            try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().profile(profile))) {
                for (String text : List.of(EVERYTHING, "hi", "你好", "[[sim:len 300]]", "[[sim:tool read {\"path\":\"x\"}]]", "[[sim:say x]]")) {
                    for (String model : List.of("kimi-k3", "moonshot-v1-8k")) {
                        Talk talk = new Talk(simulator);
                        ObjectNode asked = Talk.asks(model, text);
                        String once = plain(whole(talk.chat(asked).json()));
                        Talk.Heard heard = talk.chat(asked.put("stream", true));
                        assertThat(plain(Talk.joined(heard.frames(), 0))).as(profile + " " + model + " " + text).isEqualTo(once);
                    }
                }
            }
        }
    }

    @Test
    void arrivesTheSameHoweverTheBytesAreSplit() {
        Random random = new Random(7);
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            Talk talk = new Talk(simulator);
            String expected = Json.write(Talk.joined(talk.chat(Talk.asks("kimi-k3", EVERYTHING).put("stream", true)).frames(), 0));
            for (int round = 0; round < 30; round++) {
                int bytes = 1 + random.nextInt(round < 10 ? 4 : 60);
                simulator.next(new Fault.Travel(way -> {
                    Transport changed = way.withBytesPerWrite(bytes);
                    changed = bytes % 2 == 0 ? changed.withCrlf() : changed;
                    return bytes % 3 == 0 ? changed.withClosing() : changed;
                }));
                Talk.Heard heard = talk.chat(Talk.asks("kimi-k3", EVERYTHING).put("stream", true));
                assertThat(Json.write(Talk.joined(heard.frames(), 0))).isEqualTo(expected);
            }
        }
    }

    @Test
    void canBeCutAtEveryByte() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().clock(() -> java.time.Instant.EPOCH).seed(3))) {
            Talk talk = new Talk(simulator);
            ObjectNode asked = Talk.asks("moonshot-v1-8k", "[[sim:say 你好👋]]").put("stream", true);
            simulator.next("closing");
            int length = talk.bytes(asked).length;
            for (int cut = 0; cut < length; cut += 13) {
                int end = cut;
                simulator.next(new Fault.Travel(way -> way.withCutAfter(end).withClosing()));
                byte[] bytes = talk.bytes(asked);
                assertThat(bytes).hasSize(cut);
                assertThat(new String(bytes, StandardCharsets.UTF_8)).startsWith(cut < 6 ? "" : "data: ");
            }
            assertThat(simulator.journal()).isNotEmpty();
        }
    }

    @Test
    void breaksOffStallsAndSaysErrorsInTheMiddle() throws Exception {
        ConcurrentLinkedQueue<Duration> waits = new ConcurrentLinkedQueue<>();
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().sleeper(waits::add))) {
            Talk talk = new Talk(simulator);
            ObjectNode asked = Talk.asks("kimi-k3", "[[sim:len 100]]").put("stream", true);
            simulator.next("drop 3");
            assertThat(talk.chat(asked).status()).isZero();
            assertThat(simulator.lastRequest().frames()).isEqualTo(3);
            simulator.next("error-frame 3");
            Talk.Heard error = talk.chat(asked);
            assertThat(error.frames()).hasSize(4);
            assertThat(error.frames().getLast().path("error").path("type").asString()).isEqualTo("engine_overloaded_error");
            assertThat(error.body()).doesNotContain("[DONE]");
            simulator.next("garbage 2");
            assertThat(talk.chat(asked).body()).contains("data: {\"id\":\"chatcmpl-\n\n", "[DONE]");
            waits.clear();
            simulator.next("stall 2 90000");
            assertThat(talk.chat(asked).body()).contains("[DONE]");
            assertThat(waits).contains(Duration.ofSeconds(90));
            simulator.next("no-end");
            assertThat(talk.chat(asked).body()).doesNotContain("[DONE]").endsWith("}\n");
        }
    }

    @Test
    void breaksOffWholeAnswersToo() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            Talk talk = new Talk(simulator);
            simulator.next("drop 0", "cut 20");
            assertThat(talk.chat(Talk.asks("kimi-k3", "hi")).status()).isZero();
            assertThat(talk.chat(Talk.asks("kimi-k3", "hi")).status()).isZero();
            assertThat(talk.chat(Talk.asks("kimi-k3", "hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void looksAsBeforeInTheLegacyProfile() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().profile(SimulatorProfile.LEGACY))) {
            Talk.Heard heard = new Talk(simulator)
                    .chat(Talk.asks("kimi-k3", EVERYTHING, "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
            assertThat(heard.frames().getFirst().path("id").asString()).matches("cmpl-[0-9a-f]{32}");
            assertThat(heard.body()).doesNotContain("\"reasoning_content\":\"\"", "\"choices\":[]", "prompt_tokens_details");
            assertThat(heard.body()).contains("\"arguments\":\"{\\\"path\\\":\\\"文件.txt\\\"}\"", "\"cached_tokens\"");
        }
    }

    @Test
    void isEverythingAClientHasEverSufferedInTheMessyProfile() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().profile(SimulatorProfile.MESSY))) {
            String body = new Talk(simulator).chat(Talk.asks("kimi-k3", EVERYTHING).put("stream", true)).body();
            assertThat(body).contains("\r\n\r\n", ": keep-alive\r\n", "\"content\":null", "\"delta\":{}", "\"index\":2", "\"obfuscation\"");
            assertThat(body).doesNotContain("[DONE]").doesNotEndWith("\r\n\r\n");
        }
    }

    @Test
    void takesItsTimeUnlessItIsInstant() {
        ConcurrentLinkedQueue<Duration> waits = new ConcurrentLinkedQueue<>();
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().instant(false).sleeper(waits::add))) {
            new Talk(simulator).chat(Talk.asks("kimi-k3", "hi").put("stream", true));
            assertThat(waits).anyMatch(wait -> wait.toMillis() > 100);
        }
    }

    /** Nagle's pause of 40 ms between small writes would double the time of everything; twenty answers must not have one each. */
    @Test
    void doesNotPauseBetweenSmallWrites() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            Talk talk = new Talk(simulator);
            talk.chat(Talk.asks("kimi-k3", "warm").put("stream", true));
            long begin = System.nanoTime();
            for (int round = 0; round < 20; round++) {
                talk.chat(Talk.asks("kimi-k3", "hi").put("stream", true));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(20 * 40 * 5));
        }
    }
}
