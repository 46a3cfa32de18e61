package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AgentsCommandTest {
    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void make() {
        home = new TempHome(folder);
    }

    private int run(String... line) {
        return Main.run(home.cli(), line);
    }

    private JsonNode json(String... line) {
        assertThat(run(line)).as(home.err()).isZero();
        return Json.parse(home.out());
    }

    private void add(String... more) {
        String[] line = {"agents", "add", "Office", "--workspace", "~/proj", "--non-interactive"};
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        assertThat(run(all)).as(home.err()).isZero();
    }

    @Test
    void withoutAListThereIsTheDefaultAgent() {
        JsonNode main = json("agents", "list", "--json").get(0);
        assertThat(Json.text(main, "id")).isEqualTo("main");
        assertThat(main.get("isDefault").asBoolean()).isTrue();
        assertThat(Json.text(main, "workspace")).endsWith("workspace");
        assertThat(Json.text(main, "agentDir")).endsWith(".openclaw/agents/main/agent");
        assertThat(main.get("bindings").asInt()).isZero();
    }

    @Test
    void addingKeepsEveryOtherByteAndTheDefaultAgent() throws IOException {
        home.config("{\n  // mine\n  agents: { defaults: { model: 'moonshot/kimi-k3' } }, // end\n}\n");
        JsonNode added = json("agents", "add", "Office", "--workspace", "~/proj", "--model", "moonshot/kimi-k2.6", "--bind", "feishu", "--bind", "telegram:bot1", "--json");

        assertThat(Json.text(added, "agentId")).isEqualTo("office");
        assertThat(Json.text(added, "name")).isEqualTo("Office");
        assertThat(added.get("bindings").get("added")).hasSize(2);
        String text = Files.readString(home.config());
        assertThat(text).startsWith("{\n  // mine\n  agents: { defaults: { model: 'moonshot/kimi-k3' }").contains("// end");
        JsonNode list = json("agents", "list", "--json", "--bindings");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).get("isDefault").asBoolean()).isTrue();
        assertThat(Json.text(list.get(0), "model")).isEqualTo("moonshot/kimi-k3");
        assertThat(Json.text(list.get(1), "model")).isEqualTo("moonshot/kimi-k2.6");
        assertThat(Json.text(list.get(1), "workspace")).isEqualTo(folder.resolve("proj").toString());
        assertThat(Json.text(list.get(1).get("bindingDetails"), "0")).isNull();
        assertThat(list.get(1).get("bindingDetails").get(1).asString()).isEqualTo("telegram accountId=bot1");
        assertThat(folder.resolve("proj/AGENTS.md")).content().contains("How we work");
        assertThat(folder.resolve("proj/BOOTSTRAP.md")).exists();
        assertThat(Files.getPosixFilePermissions(folder.resolve(".openclaw/agents/office/sessions"))).hasSize(3);

        JsonNode second = json("agents", "add", "Home", "--workspace", "~/h", "--bind", "feishu", "--json");
        assertThat(second.get("bindings").get("conflicts").get(0).asString()).isEqualTo("feishu (agent=office)");
        assertThat(run("agents")).isZero();
        assertThat(home.out()).contains("- main [default]", "- office (Office)", "~/proj", "telegram accountId=bot1");
    }

    @Test
    @DisplayName("W19 an agent may have a Chinese name")
    void chineseNames() {
        assertThat(Json.text(json("agents", "add", "小码", "--workspace", "~/a", "--json"), "agentId")).isEqualTo("agent-1");
        assertThat(Json.text(json("agents", "add", "写手", "--workspace", "~/b", "--json"), "agentId")).isEqualTo("agent-2");
        assertThat(Json.text(json("agents", "list", "--json").get(1), "name")).isEqualTo("小码");
        assertThat(run("agents", "add", "--", "!!", "--workspace", "~/c")).isEqualTo(2);
    }

    @Test
    @DisplayName("W19 the files of a workspace are in the person's language, and theirs stay")
    void theFilesOfAWorkspaceAreInThePersonsLanguageAndTheirsStay() throws IOException {
        home.language(Language.ZH).write("proj/SOUL.md", "我的");
        add();
        assertThat(folder.resolve("proj/AGENTS.md")).content().contains("工作约定");
        assertThat(folder.resolve("proj/SOUL.md")).content().isEqualTo("我的");
        assertThat(folder.resolve("proj/BOOTSTRAP.md")).doesNotExist();
        assertThat(home.out()).contains("已新增智能体 office", "AGENTS.md");
    }

    @Test
    void whatCannotBeAddedIsRefusedWithAReason() {
        add();
        assertThat(run("agents", "add", "office", "--workspace", "~/x", "--json")).isEqualTo(2);
        assertThat(run("agents", "add", "main", "--workspace", "~/x", "--json")).isEqualTo(2);
        assertThat(run("agents", "add", "other", "--json")).isEqualTo(2);
        assertThat(home.err()).contains("--workspace");
        assertThat(run("agents", "add", "--workspace", "~/x", "--json")).isEqualTo(2);
        assertThat(run("agents", "add", "o", "--workspace", "~/x", "--bind", ":x", "--json")).isEqualTo(2);
        assertThat(run("agents", "add", "o", "--workspace", "~/x", "--model", "no/such", "--json")).isEqualTo(2);
    }

    @Test
    @DisplayName("W29 agents delete really deletes, and says what stays and why")
    void deletes() throws IOException {
        home.config("{ agents: { list: [ { id: \"main\", default: true, subagents: { allowAgents: [\"office\", \"other\"] } } ] }, tools: { agentToAgent: { allow: [\"office\"] } } }");
        add("--bind", "feishu");
        home.write(".openclaw/agents/office/sessions/s.jsonl", "{}\n").write(".openclaw/agents/office/agent/auth-profiles.json", "{}");
        assertThat(run("agents", "delete", "office")).isEqualTo(2);
        assertThat(folder.resolve(".openclaw/agents/office")).exists();

        JsonNode done = json("agents", "delete", "office", "--force", "--json");
        assertThat(done.get("removedBindings").asInt()).isEqualTo(1);
        assertThat(done.get("removedAllow").asInt()).isEqualTo(2);
        assertThat(folder.resolve(".openclaw/agents/office")).doesNotExist();
        assertThat(done.get("removed").get(0).asString()).isEqualTo(folder.resolve(".openclaw/agents/office").toString());
        assertThat(folder.resolve("proj/AGENTS.md")).exists();
        assertThat(Json.text(done.get("kept").get(0), "why")).contains("--with-workspace");
        String text = Files.readString(home.config());
        assertThat(text).contains("\"other\"").doesNotContain("office");
        assertThat(json("agents", "list", "--json")).hasSize(1);

        add();
        assertThat(run("agents", "delete", "office", "--force", "--with-workspace")).isZero();
        assertThat(home.out()).contains("Deleted agent office", "removed ~/proj");
        assertThat(folder.resolve("proj")).doesNotExist();
    }

    @Test
    @DisplayName("W29 agents delete never takes the home, a workspace others use, or the default agent")
    void deletesNothingElse() {
        home.config("{ agents: { list: [ { id: \"main\", workspace: \"~/w\" }, { id: \"a\", workspace: \"~\" }, { id: \"b\", workspace: \"~/w/sub\" }, { id: \"c\" } ] } }");
        home.write("w/x.txt", "x").write("w/sub/y.txt", "y").write(".openclaw/workspace-c/z.txt", "z");
        assertThat(run("agents", "delete", "main", "--force")).isEqualTo(2);
        assertThat(run("agents", "delete", "nobody", "--force")).isEqualTo(2);
        assertThat(run("agents", "delete", "a", "--force", "--with-workspace")).isZero();
        assertThat(run("agents", "delete", "b", "--force", "--with-workspace")).isZero();
        assertThat(folder.resolve("w/sub/y.txt")).exists();
        assertThat(run("agents", "delete", "c", "--force")).isZero();
        assertThat(folder.resolve(".openclaw/workspace-c")).doesNotExist();
        assertThat(folder.resolve("w/x.txt")).exists();
        assertThat(json("agents", "list", "--json")).hasSize(1);
    }

    @Test
    void setsAnIdentity() throws IOException {
        home.config("{ agents: { list: [ { id: \"main\", workspace: \"~/w\", identity: { theme: \"calm\" } /* keep */ } ] } }");
        home.write("w/IDENTITY.md", "- 名字：小月\n- 表情：🌙\n");
        JsonNode set = json("agents", "set-identity", "--workspace", "~/w", "--from-identity", "--emoji", "🦊", "--json");
        assertThat(Json.text(set, "agentId")).isEqualTo("main");
        assertThat(Json.text(set.get("identity"), "name")).isEqualTo("小月");
        assertThat(Json.text(set.get("identity"), "emoji")).isEqualTo("🦊");
        assertThat(Json.text(set, "identityFile")).endsWith("w/IDENTITY.md");
        assertThat(Files.readString(home.config())).contains("\"calm\"", "/* keep */");
        assertThat(Json.text(json("agents", "list", "--json").get(0), "identityName")).isEqualTo("小月");
        assertThat(run("agents", "set-identity", "--agent", "main")).isEqualTo(2);
        assertThat(run("agents", "set-identity", "--agent", "nobody", "--name", "x")).isEqualTo(2);
    }

    private static final String SEVERAL =
            """
            {
              models: { providers: { moonshot: { baseUrl: "https://api.moonshot.cn/v1", api: "openai-completions", models: [] } } },
              agents: {
                defaults: { model: { primary: "moonshot/kimi-k3", fallbacks: ["moonshot/kimi-k2.6"] }, workspace: "~/work", models: { "moonshot/*": {} } },
                list: [
                  { id: "main", default: true },
                  { id: "Coder", workspace: "~/code", agentDir: "~/coder-keys", thinkingDefault: "high",
                    model: { primary: "moonshot/kimi-k2.6", fallbacks: [] },
                    models: { "moonshot/kimi-k2.6": { params: { max_tokens: 777 } }, "moonshot/kimi-k2.5": {} } },
                ],
              },
            }
            """;

    @Test
    @DisplayName("P15 each agent has its own workspace, keys, model, parameters and allow-list, in every path")
    void severalAgents() throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            home.config(SEVERAL)
                    .clock(InstantSource.system())
                    .variable("OPENCLAW_SIMULATOR", simulator.address().toString())
                    .write("code/notes.txt", "from the coder's folder")
                    .write("work/notes.txt", "from the main folder");
            profile(".openclaw/agents/main/agent", SimulatorKey.CN);
            profile("coder-keys", SimulatorKey.CN_TIER_0);
            String read = "[[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say done]]";

            assertThat(run("agent", "--local", "--agent", "main", "-m", read)).as(home.err()).isZero();
            JournalEntry main = simulator.journal().getLast();
            assertThat(Json.text(main.body().orElseThrow(), "model")).isEqualTo("kimi-k3");
            assertThat(main.headers().toString()).contains("ak-sim-cn");
            assertThat(Json.write(main.body().orElseThrow())).contains("from the main folder");

            assertThat(run("agent", "--local", "--agent", "coder", "-m", read)).as(home.err()).isZero();
            JournalEntry coder = simulator.journal().getLast();
            assertThat(Json.text(coder.body().orElseThrow(), "model")).isEqualTo("kimi-k2.6");
            assertThat(coder.headers().toString()).contains("ak-sim-tier0");
            assertThat(coder.body().orElseThrow().path("max_completion_tokens").asInt(0)).isEqualTo(777);
            assertThat(Json.write(coder.body().orElseThrow())).contains("from the coder's folder");
            assertThat(folder.resolve(".openclaw/agents/coder/sessions/sessions.json")).exists();

            int before = simulator.journal().size();
            assertThat(run("agent", "--local", "--agent", "coder", "--model", "moonshot/kimi-k3", "-m", "x")).isNotZero();
            assertThat(home.err()).contains("kimi-k2.6");
            assertThat(simulator.journal()).hasSize(before);
            int code = run("agent", "--local", "--agent", "main", "--model", "moonshot/kimi-k2.6", "-m", "[[sim:say ok]]");
            assertThat(code).as(home.err()).isZero();
        }
    }

    @Test
    @DisplayName("P15 a model chosen for a conversation counts only while its agent may use it")
    void anOverrideIsNoWayAroundTheList() throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            home.config(SEVERAL).clock(InstantSource.system()).variable("OPENCLAW_SIMULATOR", simulator.address().toString());
            home.write("code/a.txt", "a").write("work/a.txt", "a");
            profile("coder-keys", SimulatorKey.CN);
            home.write(".openclaw/agents/coder/sessions/sessions.json",
                    "{\"agent:coder:main\":{\"sessionId\":\"s1\",\"updatedAt\":" + System.currentTimeMillis() + ",\"providerOverride\":\"moonshot\",\"modelOverride\":\"kimi-k3\"}}");
            assertThat(run("agent", "--local", "--agent", "Coder", "-m", "[[sim:say ok]]")).as(home.err()).isZero();
            assertThat(simulator.journal().stream().map(entry -> Json.text(entry.body().orElseThrow(), "model")).distinct().toList())
                    .isEqualTo(List.of("kimi-k2.6"));
        }
    }

    private void profile(String dir, String key) {
        home.write(dir + "/auth-profiles.json",
                "{\"version\":1,\"profiles\":{\"moonshot:default\":{\"type\":\"api_key\",\"provider\":\"moonshot\",\"key\":\"" + key + "\"}}}");
    }

    @Test
    void onlyTheVeryNameDeletes() {
        run("agents", "add", "x", "--non-interactive", "--workspace", folder.resolve("w").toString());

        assertThat(run("agents", "delete", "../x", "--force")).isEqualTo(2);
        assertThat(run("agents", "delete", "x", "--force")).isZero();
    }
}
