package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.UsageRow;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs with keys of their own: which models, how often, for how much. */
class CallerKeysTest {
    private static final String KEY = "ock-laptop-0123456789abcdef";

    @TempDir
    Path folder;

    private TestGateway gateway = TestGateway.asExtension();
    private final Ask ask = new Ask(KEY);

    private void start(String members) {
        gateway = TestGateway.asExtension().config(config(members)).start(folder);
    }

    private static String config(String members) {
        return "gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, http: { keys: { laptop: { hash: \"sha256:" + CallerKeys.hash(KEY)
                + "\", " + members + " } } } },";
    }

    @AfterEach
    void close() {
        ask.close();
        gateway.close();
    }

    private Ask.Said hello(String model) {
        return ask.post(
                gateway.http("/v1/chat/completions"),
                "{\"model\":\"" + model + "\",\"max_tokens\":200,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
    }

    @Test
    void aKeyAsksWhatItMayAndNothingElse() {
        start("\"models\": [\"moonshot/kimi-k2*\"]");
        Ask.Said good = hello("moonshot/kimi-k2.6");
        assertThat(good.status()).as(good.body()).isEqualTo(200);
        Ask.Said other = hello("moonshot/kimi-k3");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.json().path("error").path("message").asString("")).contains("laptop", "moonshot/kimi-k3");
        assertThat(hello("openclaw").status()).isEqualTo(403);
        String models = ask.get(gateway.http("/v1/models")).body();
        assertThat(models).contains("moonshot/kimi-k2.6").doesNotContain("kimi-k3").doesNotContain("openclaw");
        Ask.Said byHeader;
        try (Ask anthropic = new Ask("")) {
            byHeader = anthropic.post(
                    gateway.http("/v1/messages"),
                    "{\"model\":\"moonshot/kimi-k2.6\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                    "x-api-key", KEY);
        }
        assertThat(byHeader.status()).as(byHeader.body()).isEqualTo(200);
    }

    private Ask.Said agent(String model, String... headers) {
        return ask.post(
                gateway.http("/v1/chat/completions"),
                "{\"model\":\"" + model + "\",\"user\":\"me\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}", headers);
    }

    /** An agent has tools on its owner's machine, and the owner's conversations. */
    @Test
    void aKeyForModelsReachesNoAgentByAnyName() {
        start("\"models\": [\"moonshot/kimi-k2.6\"]");
        for (String header : List.of("x-openclaw-agent-id", "x-openclaw-agent", "x-clawdbot-agent-id", "x-clawdbot-agent")) {
            assertThat(agent("moonshot/kimi-k2.6", header, "main").status()).as(header).isEqualTo(403);
        }
        for (String models : List.of("", "\"models\": [\"*\"]", "\"models\": [\"moonshot/*\", \"o*\"]")) {
            gateway.reconfigure(config(models));
            Ask.Said good = hello("moonshot/kimi-k2.6");
            assertThat(good.status()).as(models + good.body()).isEqualTo(200);
            for (String name : List.of("openclaw", "openclaw:main", "openclaw/main", "agent:main", "clawdbot", "openclaw-cn:default")) {
                assertThat(agent(name).status()).as(name + " with " + models).isEqualTo(403);
            }
            assertThat(ask.get(gateway.http("/v1/models")).body()).doesNotContain("\"openclaw");
        }
    }

    @Test
    void aKeyThatMayAskAnAgentHasItsOwnConversations() {
        start("\"models\": [\"openclaw:main\"]");
        Ask.Said named = agent("openclaw", "x-openclaw-session-key", "agent:main:main");
        assertThat(named.status()).as(named.body()).isEqualTo(200);
        assertThat(named.header("x-openclaw-session-key")).isEqualTo("agent:main:key:laptop:agent:main:main");
        assertThat(agent("openclaw:main").header("x-openclaw-session-key")).contains("key:laptop:me");
        assertThat(agent("openclaw:other").status()).isEqualTo(403);
        assertThat(hello("moonshot/kimi-k2.6").status()).isEqualTo(403);
        gateway.reconfigure(config("\"models\": [\"openclaw\"]"));
        assertThat(agent("openclaw").status()).isEqualTo(200);
    }

    @Test
    void whatIsAskedIsSaidOnceAndShortly() {
        start("\"models\": [\"moonshot/kimi-k2.6\"]");
        for (String twice : List.of(
                "\"model\":\"moonshot/kimi-k3\",\"model\":\"moonshot/kimi-k2.6\"",
                "\"model\":\"moonshot/kimi-k2.6\",\"Model\":\"kimi-k3\"",
                "\"model\":\"moonshot/kimi-k2.6\",\"mod\\u0065l\":\"moonshot/kimi-k2.6\"",
                "\"model\":\"moonshot/kimi-k2.6\",\"max_tokens\":5,\"MAX_TOKENS\":500000")) {
            Ask.Said said = ask.post(gateway.http("/v1/chat/completions"), "{" + twice + ",\"messages\":[]}");
            assertThat(said.status()).as(said.body()).isEqualTo(400);
            assertThat(said.body()).contains("once");
        }
        long begun = System.nanoTime();
        Ask.Said endless = hello("moonshot/" + "k".repeat(4_000_000));
        assertThat(endless.status()).isEqualTo(400);
        assertThat(endless.body()).hasSizeLessThan(1_000);
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }

    @Test
    void aRemovedKeyIsRefusedFromTheNextRequestOn() {
        start("");
        assertThat(hello("moonshot/kimi-k2.6").status()).isEqualTo(200);
        gateway.reconfigure(config("enabled: false"));
        assertThat(hello("moonshot/kimi-k2.6").status()).isEqualTo(401);
    }

    @Test
    void itsRateIsKept() {
        start("requestsPerMinute: 2");
        assertThat(hello("moonshot/kimi-k2.6").status()).isEqualTo(200);
        assertThat(hello("moonshot/kimi-k2.6").status()).isEqualTo(200);
        Ask.Said third = hello("moonshot/kimi-k2.6");
        assertThat(third.status()).isEqualTo(429);
        assertThat(Integer.parseInt(third.header("retry-after"))).isBetween(1, 60);
    }

    @Test
    void whatItSpendsIsInItsNameAndUnderItsCap() throws Exception {
        start("budget: { USD: { day: 0.004 } }");
        List<Integer> statuses = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            statuses.add(hello("moonshot/kimi-k2.6").status());
        }
        assertThat(statuses).startsWith(200).endsWith(429);
        Ask.Said refused = hello("moonshot/kimi-k2.6");
        assertThat(refused.json().path("error").path("code").asString("")).isEqualTo("insufficient_quota");
        assertThat(refused.json().path("error").path("message").asString("")).contains("gateway.http.keys.laptop.budget.USD.day");
        gateway.server().close();
        try (Ledger ledger = new Ledger(
                gateway.home().path(".openclaw"), java.time.InstantSource.system(), () -> java.time.ZoneOffset.ofHours(8), new Random())) {
            LocalDate today = ledger.today();
            UsageRow row = ledger.usage(Grouping.AGENT, today, today).stream()
                    .filter(one -> one.group().equals("key:laptop"))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.calls()).isEqualTo(statuses.stream().filter(status -> status == 200).count());
            assertThat(row.spent().values().iterator().next()).isLessThanOrEqualTo(4_000);
        }
    }

    private Ask.Said work(String words, boolean stream, String path) {
        String said = "[{\"role\":\"user\",\"content\":\"" + words + "\"}]";
        String body = "{\"model\":\"openclaw\",\"max_tokens\":99,\"stream\":" + stream + ",\"messages\":" + said + ",\"input\":" + said + "}";
        return ask.post(gateway.http(path), body);
    }

    private List<UsageRow> usage(Grouping by) {
        try (Ledger ledger = new Ledger(
                gateway.home().path(".openclaw"), java.time.InstantSource.system(), () -> java.time.ZoneOffset.ofHours(8), new Random())) {
            return ledger.usage(by, ledger.today(), ledger.today());
        }
    }

    private static UsageRow row(List<UsageRow> rows, String group) {
        return rows.stream().filter(one -> one.group().equals(group)).findFirst().orElseThrow(() -> new AssertionError(rows));
    }

    @Test
    void whatAnAgentSpendsForAKeyIsUnderTheKeysCapToo() {
        start("\"models\": [\"openclaw\"], budget: { USD: { day: 0.01 } }");
        List<Integer> statuses = new ArrayList<>();
        while (statuses.size() < 20 && !statuses.contains(429)) {
            statuses.add(work("hello", false, "/v1/chat/completions").status());
        }
        assertThat(statuses).as(usage(Grouping.KEY).toString()).startsWith(200).endsWith(429);
        int turns = gateway.simulator().journal().size();

        for (boolean stream : List.of(false, true)) {
            Ask.Said refused = work("hello", stream, "/v1/chat/completions");
            assertThat(refused.status()).as("streamed " + stream + ": " + refused.body()).isEqualTo(429);
            assertThat(refused.header("x-should-retry")).isEqualTo("false");
            assertThat(refused.json().path("error").path("code").asString("")).isEqualTo("insufficient_quota");
            assertThat(refused.json().path("error").path("type").asString("")).isEqualTo("insufficient_quota");
            assertThat(refused.json().path("error").path("message").asString("")).contains("gateway.http.keys.laptop.budget.USD.day");
            assertThat(work("hello", stream, "/v1/responses").status()).isEqualTo(429);
            Ask.Said anthropic = work("hello", stream, "/v1/messages");
            assertThat(anthropic.status()).as(anthropic.body()).isEqualTo(429);
            assertThat(anthropic.json().path("error").path("type").asString("")).isEqualTo("rate_limit_error");
        }
        assertThat(gateway.simulator().journal()).as("nothing is asked beyond the cap").hasSize(turns);
        try (Ask owner = new Ask()) {
            String mine = "{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
            assertThat(owner.post(gateway.http("/v1/chat/completions"), mine).status()).as("the owner's turns are the owner's").isEqualTo(200);
        }

        gateway.server().close();
        UsageRow spent = row(usage(Grouping.KEY), "key:laptop");
        assertThat(spent.calls()).isEqualTo(statuses.stream().filter(status -> status == 200).count());
        assertThat(spent.spent().values().iterator().next()).isBetween(1L, 10_000L);
        assertThat(row(usage(Grouping.AGENT), "main").calls()).as("and the agent's as before").isEqualTo(spent.calls() + 1);
    }

    @Test
    void aTurnIsStoppedWhereTheCapIsReachedInIt() {
        start("\"models\": [\"openclaw\"], budget: { USD: { day: 0.05 } }");

        String forever = IntStream.range(0, 60)
                .mapToObj(at -> "[[sim:tool read {\\\"path\\\":\\\"x" + at + "\\\"}]] [[sim:then]] ")
                .collect(Collectors.joining());
        Ask.Said stopped = work(forever + "[[sim:say done]]", true, "/v1/messages");

        assertThat(stopped.body()).contains("event: error", "rate_limit_error", "gateway.http.keys.laptop.budget.USD.day");
        gateway.server().close();
        UsageRow spent = row(usage(Grouping.KEY), "key:laptop");
        assertThat(spent.calls()).isBetween(2L, 59L);
        assertThat(spent.spent().values().iterator().next()).isLessThanOrEqualTo(50_000L);
    }

    @Test
    void subAgentsSpendFromTheSameAccount() {
        start("\"models\": [\"openclaw\"], budget: { USD: { day: 5 } }");

        Ask.Said said = work(
                "[[sim:tool sessions_spawn {\\\"task\\\":\\\"hello\\\"}]] [[sim:then]] [[sim:say done]]", false, "/v1/chat/completions");

        assertThat(said.status()).as(said.body()).isEqualTo(200);
        gateway.server().close();
        assertThat(row(usage(Grouping.KEY), "key:laptop").calls()).as("two of the turn, one of what it started").isEqualTo(3);
    }

    @Test
    void itsRateCountsAgentsAndToolsAreNotForKeys() {
        start("\"models\": [\"openclaw\"], requestsPerMinute: 1");
        assertThat(work("hello", false, "/v1/chat/completions").status()).isEqualTo(200);
        Ask.Said second = work("hello", false, "/v1/chat/completions");
        assertThat(second.status()).isEqualTo(429);
        assertThat(Integer.parseInt(second.header("retry-after"))).isBetween(1, 60);
        assertThat(ask.post(gateway.http("/tools/invoke"), "{\"tool\":\"sessions_list\"}").status()).isEqualTo(401);
    }
}
