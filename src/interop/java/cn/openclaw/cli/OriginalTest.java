package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A person moves from the original to us and back, in one home folder, with no edit: each of the two reads what the other
 * wrote, goes on with the other's conversation, and leaves files that the other still takes.
 *
 * <p>The simulator is as strict as for our own client; only the retired models of the original's time answer. Their
 * configuration says {@code compat.supportsDeveloperRole: false}: at an address that it does not know the original would send
 * the role {@code developer}, which Kimi refuses.
 */
@Tag("interop")
class OriginalTest {
    private static final String MODEL = "moonshot/kimi-k2-thinking";
    private static final String OURS = "Ours. [[sim:think Ours ponders.]][[sim:say Ours looks.]]"
            + "[[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:think Ours knows.]][[sim:say Ours says 42.]]";
    private static final String THEIRS = "Theirs. [[sim:think Theirs ponders.]][[sim:say Theirs looks.]]"
            + "[[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:think Theirs knows.]][[sim:say Theirs says 42.]]";
    private static final String MORE =
            "[[sim:think More.]][[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say Still 42.]]";
    private static final List<String> MOONSHOT =
            List.of("--auth-choice", "moonshot-api-key", "--moonshot-api-key", SimulatorKey.CN);
    private static final List<String> KIMI_CODE =
            List.of("--auth-choice", "kimi-code-api-key", "--kimi-code-api-key", SimulatorKey.KIMI);
    /** What both say of the state of the models in the same words. */
    private static final List<String> STATUS =
            List.of("configPath", "agentDir", "defaultModel", "resolvedDefault", "fallbacks", "aliases", "allowed");
    private static final String SESSIONS = ".openclaw/agents/main/sessions/";

    @TempDir
    Path folder;

    private Simulator simulator;
    private TempHome home;
    private Original original;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorOptions.defaults().legacyModelsAlive(true));
        home = new TempHome(folder).clock(InstantSource.offset(InstantSource.system(), Duration.ZERO));
        original = Original.at(folder);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theOriginalGoesOnWhereWeStopped() throws Exception {
        weSetUp();
        ours("agent", "--local", "--session-id", "begun-by-us", "--message", OURS);
        ours("agent", "--local", "--agent", "main", "--message", "[[sim:say Hello from us.]]");
        String config = home.read(".openclaw/openclaw.json");
        String transcript = home.read(SESSIONS + "begun-by-us.jsonl");

        theOriginalReadsTheConfiguration();
        theOriginalReadsTheKeys();
        assertThat(keys(original.run("sessions", "--json").json().get("sessions"), "sessionId"))
                .contains("begun-by-us")
                .hasSize(2);
        JsonNode answer = original.run("agent", "--local", "--session-id", "begun-by-us", "--message", MORE, "--json").json();

        assertThat(answer.at("/payloads/0/text").asString()).isEqualTo("Still 42.");
        assertThat(Json.text(answer, "meta", "agentMeta", "sessionId")).isEqualTo("begun-by-us");
        assertThat(told(simulator.lastRequest()))
                .containsSubsequence(conversation("Ours"))
                .endsWith("thought More.", "called read", "tool the answer is 42");
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo(config);
        assertThat(home.read(SESSIONS + "begun-by-us.jsonl")).startsWith(transcript);

        weTakeWhatIsThere("begun-by-us", "Ours");
        ours("models", "set", "kimi-code/kimi-for-coding");
        original.run("agent", "--local", "--session-id", "on-kimi-code", "--message", THEIRS, "--json");
        assertThat(simulator.lastRequest().path()).startsWith("/kimi/coding/v1");
        weTakeWhatIsThere("on-kimi-code", "Theirs");
        assertThat(simulator.journal()).allMatch(entry -> entry.status() == 200);
    }

    @Test
    void weGoOnWhereTheOriginalStopped() throws Exception {
        theOriginalSetsUp();
        home.write("clawd/notes.txt", "the answer is 42");
        JsonNode first = original.run("agent", "--local", "--agent", "main", "--message", THEIRS, "--json").json();
        String id = String.valueOf(Json.text(first, "meta", "agentMeta", "sessionId"));
        String config = home.read(".openclaw/openclaw.json");
        String transcript = home.read(SESSIONS + id + ".jsonl");

        weReadTheConfiguration();
        weReadTheKeys();
        JsonNode answer = ours("agent", "--local", "--session-id", id, "--message", MORE, "--json");

        assertThat(answer.at("/payloads/0/text").asString()).isEqualTo("Still 42.");
        assertThat(Json.text(answer, "meta", "agentMeta", "sessionKey")).isEqualTo("agent:main:main");
        assertThat(told(simulator.lastRequest()))
                .containsSubsequence(conversation("Theirs"))
                .endsWith("thought More.", "called read", "tool the answer is 42");
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo(config);
        assertThat(home.read(SESSIONS + id + ".jsonl")).startsWith(transcript);
        ours("agent", "--local", "--agent", "work", "--message", "[[sim:say The other agent.]]");

        assertThat(keys(original.run("sessions", "--json").json().get("sessions"), "sessionId")).containsExactly(id);
        original.run("agent", "--local", "--agent", "main", "--message", "[[sim:say The third turn.]]", "--json");
        assertThat(told(simulator.lastRequest()))
                .containsSubsequence(conversation("Theirs"))
                .containsSubsequence("thought More.", "assistant Still 42.");
        weTakeWhatIsThere(id, "Theirs");
        assertThat(simulator.journal()).allMatch(entry -> entry.status() == 200);
    }

    private void weSetUp() {
        home.config("{ // Mine, and to stay.\n}\n");
        ours(with(MOONSHOT, "onboard", "--non-interactive", "--accept-risk", "--skip-probe"));
        ours(with(KIMI_CODE, "onboard", "--non-interactive", "--accept-risk", "--skip-probe"));
        ours("config", "set", "models.providers.moonshot.baseUrl", simulator.moonshotCn().toString());
        ours("config", "set", "models.providers.kimi-code.baseUrl", simulator.kimiCode().toString());
        ours("config", "set", "models.providers.moonshot.models[2].compat", "{ supportsDeveloperRole: false }");
        ours("models", "set", MODEL);
        ours("models", "aliases", "add", "think", MODEL);
        ours("models", "fallbacks", "add", "kimi-code/kimi-for-coding");
        home.input(SimulatorKey.CN_TIER_0 + "\n");
        ours("models", "auth", "paste-token", "--provider", "moonshot", "--profile-id", "moonshot:second");
        home.input("");
        ours("models", "auth", "order", "set", "--provider", "moonshot", "moonshot:default", "moonshot:second");
        home.write(".openclaw/workspace/notes.txt", "the answer is 42");
    }

    private void theOriginalReadsTheConfiguration() throws Exception {
        assertThat(original.run("config", "get", "agents.defaults.model.primary").out().strip()).isEqualTo(MODEL);
        JsonNode theirs = original.run("models", "list", "--json").json();
        JsonNode ours = ours("models", "list", "--json");
        assertThat(keys(theirs.get("models"), "key")).isEqualTo(keys(ours.get("models"), "key")).hasSize(5);
        assertThat(theirs.get("models")).allMatch(
                model -> !model.path("missing").asBoolean(true) && model.path("available").asBoolean(false));
        assertThat(original.run("models", "aliases", "list", "--json").json())
                .isEqualTo(ours("models", "aliases", "list", "--json"));
    }

    private void theOriginalReadsTheKeys() throws Exception {
        JsonNode theirs = original.run("models", "status", "--json").json();
        JsonNode ours = ours("models", "status", "--json");
        for (String same : STATUS) {
            assertThat(theirs.get(same)).as(same).isEqualTo(ours.get(same));
        }
        assertThat(keys(theirs.at("/auth/oauth/profiles"), "profileId"))
                .containsExactlyInAnyOrder("moonshot:default", "moonshot:second", "kimi-code:default");
        assertThat(theirs.at("/auth/missingProvidersInUse")).isEmpty();
        assertThat(original.run("models", "auth", "order", "get", "--provider", "moonshot", "--json").json().get("order"))
                .isEqualTo(Json.array().add("moonshot:default").add("moonshot:second"));
    }

    private void theOriginalSetsUp() throws Exception {
        original.run(with(MOONSHOT, "onboard", "--non-interactive", "--accept-risk", "--skip-health", "--skip-skills"));
        original.run(with(KIMI_CODE, "onboard", "--non-interactive", "--accept-risk", "--skip-health", "--skip-skills"));
        original.run("config", "set", "models.providers.moonshot.baseUrl", simulator.moonshotCn().toString());
        original.run("config", "set", "models.providers.moonshot.models[1]", "--json", """
                {"id":"kimi-k2-thinking","name":"Kimi K2 Thinking","reasoning":true,"input":["text"],
                 "contextWindow":256000,"maxTokens":8192,"cost":{"input":0.6,"output":2.5,"cacheRead":0.15,"cacheWrite":0},"compat":{"supportsDeveloperRole":false}}""");
        original.run("models", "set", MODEL);
        original.run("models", "aliases", "add", "think", MODEL);
        original.run("models", "fallbacks", "add", "kimi-code/kimi-for-coding");
        original.run("models", "auth", "order", "set", "--provider", "moonshot", "moonshot:default");
        original.run("agents", "add", "work", "--workspace", folder.resolve("work").toString(), "--non-interactive");
    }

    private void weReadTheConfiguration() throws Exception {
        JsonNode valid = ours("config", "validate", "--json");
        assertThat(valid.path("problems")).as(valid.toString()).isEmpty();
        JsonNode theirs = original.run("models", "list", "--json").json().get("models");
        JsonNode ours = ours("models", "list", "--json").get("models");
        assertThat(keys(ours, "key")).isEqualTo(keys(theirs, "key"));
        for (int at = 0; at < theirs.size(); at++) {
            for (String same : List.of("key", "name", "input", "contextWindow", "local", "available", "missing")) {
                assertThat(ours.get(at).get(same)).as(same).isEqualTo(theirs.get(at).get(same));
            }
            // Ours also say which model was retired.
            assertThat(ours.get(at).get("tags")).containsAll(theirs.get(at).get("tags"));
        }
    }

    private void weReadTheKeys() throws Exception {
        JsonNode theirs = original.run("models", "status", "--json").json();
        JsonNode ours = ours("models", "status", "--json");
        for (String same : STATUS) {
            assertThat(ours.get(same)).as(same).isEqualTo(theirs.get(same));
        }
        assertThat(keys(ours("models", "auth", "list", "--json").get("profiles"), "profileId"))
                .containsExactlyInAnyOrder("moonshot:default", "kimi-code:default");
        assertThat(ours("models", "auth", "order", "get", "--provider", "moonshot", "--json").get("order"))
                .isEqualTo(Json.array().add("moonshot:default"));
        assertThat(ours("status", "--json").at("/sessions/count").asInt()).isEqualTo(1);
    }

    /** After the original was here: our side finds a valid configuration and a sound conversation, and can go on with it. */
    private void weTakeWhatIsThere(String id, String who) throws IOException {
        assertThat(ours("config", "validate", "--json").path("problems")).isEmpty();
        Path keys = home.path(".openclaw/agents/main/agent/auth-profiles.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys))).isEqualTo("rw-------");
        String before = "";
        Set<String> ids = new HashSet<>();
        for (String line : home.read(SESSIONS + id + ".jsonl").lines().skip(1).toList()) {
            JsonNode entry = Json.parse(line);
            assertThat(String.valueOf(Json.text(entry, "parentId"))).as(line).isEqualTo(before.isEmpty() ? "null" : before);
            before = String.valueOf(Json.text(entry, "id"));
            assertThat(ids.add(before)).isTrue();
        }
        ours("agent", "--local", "--session-id", id, "--message", "[[sim:say Ours again.]]");
        assertThat(told(simulator.lastRequest())).containsSubsequence(conversation(who));
    }

    private static String[] with(List<String> more, String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    /** Runs one of our commands; it must succeed. Gives back what it printed, if that is JSON. */
    private JsonNode ours(String... line) {
        int exit = Main.run(home.cli(), line);
        assertThat(exit).as(String.join(" ", line) + "\n" + home.out() + home.err()).isZero();
        return home.out().startsWith("{") ? Json.parse(home.out()) : Json.object();
    }

    private static List<String> keys(JsonNode list, String member) {
        List<String> keys = new ArrayList<>();
        list.forEach(item -> keys.add(String.valueOf(Json.text(item, member))));
        return keys;
    }

    /** What a model is to be told of the turn that either program began with. */
    private static List<String> conversation(String who) {
        return List.of("thought " + who + " ponders.", "assistant " + who + " looks.", "called read", "tool the answer is 42",
                "thought " + who + " knows.", "assistant " + who + " says 42.");
    }

    /** A request's messages but the system's, each of their parts in a word and its text. */
    private static List<String> told(JournalEntry request) {
        List<String> told = new ArrayList<>();
        for (JsonNode message : request.body().orElseThrow().get("messages")) {
            if (message.path("role").asString().equals("system")) {
                continue;
            }
            add(told, "thought", message.path("reasoning_content"));
            JsonNode content = message.path("content");
            add(told, message.path("role").asString(), content);
            content.forEach(part -> add(told, message.path("role").asString(), part.path("text")));
            message.path("tool_calls").forEach(call -> add(told, "called", call.at("/function/name")));
        }
        return told;
    }

    private static void add(List<String> told, String word, JsonNode text) {
        if (text.isString() && !text.stringValue().isEmpty()) {
            told.add(word + " " + text.stringValue().strip());
        }
    }
}
