package cn.openclaw.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Redactor;
import cn.openclaw.config.Places;
import cn.openclaw.journal.RequestEnd;
import cn.openclaw.journal.RequestJournal;
import cn.openclaw.journal.RequestKind;
import cn.openclaw.journal.RequestStart;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsCommandTest {
    private static final String BODY = "{\"model\":\"kimi-k2.6\",\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}";

    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void start() {
        home = new TempHome(folder);
    }

    private void request(String id, RequestKind kind, Status status, Optional<String> body) {
        RequestJournal journal = new RequestJournal(Places.of(home.environment()).stateDir(), new Redactor(List.of()));
        RequestStart start = RequestStart.raw(id, Instant.parse("2026-11-23T04:00:00Z"), kind, "laptop", "kimi");
        if (kind == RequestKind.AGENT) {
            start = new RequestStart(
                    id, start.at(), kind, "agent:main", Optional.of("agent:main:main"), Optional.of("r"), "kimi", true, Optional.empty(), Optional.empty());
        }
        RequestEnd end = new RequestEnd(
                status == Status.OK ? 200 : 429,
                Optional.of(new RequestEnd.Answerer("moonshot", "kimi-k2.6", Optional.empty(), 1)),
                Outcome.unpriced(status, new Usage(19, 50, 0, 0, true), Price.UNKNOWN),
                new RequestEnd.Timing(5_000_000, 80_000_000, 900),
                Optional.empty(),
                status == Status.OK ? Optional.empty() : Optional.of("too many requests"),
                Optional.empty());
        journal.ended(body.isPresent() ? start.with(body.get().getBytes(UTF_8)) : start, end);
        journal.pause();
    }

    private int requests(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "requests";
        System.arraycopy(words, 0, line, 1, words.length);
        return Main.run(home.cli(), line);
    }

    @Test
    void withoutAnyThereIsASentence() {
        assertThat(requests()).isZero();
        assertThat(home.out()).contains("no requests are on record yet");
    }

    @Test
    void theNewestStandsFirstAndFiltersHold() {
        request("aaa1", RequestKind.CHAT, Status.OK, Optional.empty());
        request("bbb2", RequestKind.MESSAGES, Status.FAILED, Optional.empty());
        assertThat(requests("list")).isZero();
        List<String> lines = home.out().lines().toList();
        assertThat(lines.get(0)).contains("Time", "Id", "Model", "Caller");
        assertThat(lines.get(1)).contains("bbb2", "429 failed", "messages", "moonshot/kimi-k2.6", "80 ms", "19+50", "laptop", "too many requests");
        assertThat(lines.get(2)).contains("aaa1", "200 ok", "chat.completions");
    }

    @Test
    void aNarrowTerminalIsGivenWhatTellsOneFromAnother() {
        request("bbb2", RequestKind.MESSAGES, Status.FAILED, Optional.empty());
        home.screen(new Screen(false, true, true, false, 80));
        assertThat(requests("list")).isZero();
        assertThat(home.out().lines()).allSatisfy(line -> assertThat(Columns.cells(line)).isLessThanOrEqualTo(80));
        assertThat(home.out()).contains("bbb2", "429 failed", "kimi-k2.6", "80 ms").doesNotContain("moonshot/");
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "400, REFUSED", "401, AUTH", "402, OUT_OF_CREDIT", "404, REFUSED", "429, RATE_LIMITED", "503, UNAVAILABLE"})
    void aReplayEndsAsTheAnswerWas(int status, ExitCode code) {
        assertThat(new RequestsReplay.Result(status, 1, 1, Optional.empty(), "").exitCode()).isEqualTo(code);
    }

    @Test
    void asJsonWithoutWhatWasSaid() {
        request("aaa1", RequestKind.CHAT, Status.OK, Optional.of(BODY));
        request("bbb2", RequestKind.CHAT, Status.FAILED, Optional.of(BODY));
        assertThat(requests("list", "--json", "--status", "ok")).isZero();
        assertThat(Json.parse(home.out()).get("requests")).singleElement().satisfies(one -> assertThat(Json.text(one, "id")).isEqualTo("aaa1"));
        assertThat(home.out()).doesNotContain("你好");
    }

    @Test
    void oneIsShownByHowItsIdBegins() {
        request("aaa1", RequestKind.CHAT, Status.OK, Optional.of(BODY));
        request("aab2", RequestKind.CHAT, Status.OK, Optional.empty());
        assertThat(requests("show", "aaa")).isZero();
        assertThat(home.out()).contains("kimi-k2.6", "你好");
        assertThat(requests("show", "aa")).isEqualTo(2);
        assertThat(home.err()).contains("2 requests have an id that begins with aa");
        assertThat(requests("show", "zz")).isEqualTo(2);
        assertThat(home.err()).contains("no request has an id that begins with zz");
    }

    @Test
    void whatCannotBeSentAgainSaysWhy() {
        request("aaa1", RequestKind.CHAT, Status.OK, Optional.empty());
        request("bbb2", RequestKind.AGENT, Status.OK, Optional.empty());
        assertThat(requests("replay", "aaa1")).isEqualTo(2);
        assertThat(home.err()).contains("the text of request aaa1 was not kept", "diagnostics.flags '[\"requests.bodies\"]'");
        assertThat(requests("replay", "bbb2")).isEqualTo(2);
        assertThat(home.err()).contains("openclaw-cn sessions show agent:main:main");
    }

    @Test
    void aRequestIsSentAgainAndCompared() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            // The simulator stands for a gateway: the same path, the same dialect.
            String host = simulator.moonshotCn().toString().replace("/v1", "").replace("http://", "ws://");
            home.config("{gateway: {mode: 'remote', remote: {url: '" + host + "', token: '" + SimulatorKey.CN + "'}}}");
            request("aaa1", RequestKind.CHAT, Status.OK, Optional.of(BODY));
            assertThat(requests("replay", "aaa1", "--json")).as(home.err()).isZero();
            var answer = Json.parse(home.out());
            assertThat(answer.get("now").get("status").intValue()).isEqualTo(200);
            assertThat(Json.text(answer.get("now"), "body")).contains("chat.completion");
            assertThat(answer.get("then").get("firstByteMs").intValue()).isEqualTo(5);
        }
    }
}
