package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.testing.HeardLog;
import cn.openclaw.testing.TempHome;
import cn.openclaw.tool.ToolWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LiveConfigTest {
    @TempDir
    Path folder;

    private final HeardLog log = new HeardLog();
    private final BlockingQueue<LiveConfig.Change> changes = new LinkedBlockingQueue<>();
    private LiveConfig live;
    private TempHome home;

    @AfterEach
    void stop() {
        if (live != null) {
            live.close();
        }
    }

    private void open(String config) {
        home = new TempHome(folder).config(config);
        Places places = Places.of(home.environment());
        ConfigFile file = new ConfigFile(places, home.environment());
        live = new LiveConfig(file, file.read(), InstantSource.system(), snapshot -> world(snapshot, places), log);
        live.listen(changes::add);
    }

    private static AgentWorld world(ConfigSnapshot snapshot, Places places) {
        ToolWorld tools = new ToolWorld(() -> snapshot, places, InstantSource.system(), () -> call -> {
            throw new IllegalStateException("no network here");
        });
        return new AgentWorld(
                snapshot, places, InstantSource.system(), ZoneId::systemDefault, new Random(1), (_, _) -> null, tools);
    }

    private void watch() {
        Places places = Places.of(home.environment());
        live.watch(new WatchedFiles(places, home.environment(), new ConfigFile(places, home.environment())));
    }

    private static String model(AgentWorld world) {
        return world.snapshot().config().agents().defaults().model().primary().orElse("");
    }

    @Test
    void anEditIsSeenByTheNextRequestAndNotByTheOneThatRuns() {
        open("{agents: {defaults: {model: 'moonshot/kimi-k2.5'}}}");
        AgentWorld before = live.get();
        home.config("{agents: {defaults: {model: 'moonshot/kimi-k3'}}}");
        live.reload();
        assertThat(model(before)).isEqualTo("moonshot/kimi-k2.5");
        assertThat(model(live.get())).isEqualTo("moonshot/kimi-k3");
        assertThat(changes.poll().plan().needsRestart()).isFalse();
    }

    @Test
    @DisplayName("P22 a broken edit keeps the running config, says why once, and mending it is taken up")
    void aBrokenEditKeepsTheRunningConfig() {
        open("{agents: {defaults: {model: 'moonshot/kimi-k2.5'}}}");
        home.config("{agents: {defaults: {modle: 'moonshot/kimi-k3'}}}");
        live.reload();
        live.reload();
        assertThat(model(live.get())).isEqualTo("moonshot/kimi-k2.5");
        assertThat(live.state().degraded()).isTrue();
        assertThat(live.state().problems().getFirst()).contains("modle");
        assertThat(log.lines()).hasSize(1).first().asString().contains("WARN", "keeping the one that runs", "modle");
        assertThat(changes.poll().state().degraded()).isTrue();
        assertThat(changes).isEmpty();
        home.config("{agents: {defaults: {model: 'moonshot/kimi-k3'}}}");
        live.reload();
        assertThat(live.state().degraded()).isFalse();
        assertThat(model(live.get())).isEqualTo("moonshot/kimi-k3");
    }

    @Test
    @DisplayName("P22 a gateway that starts with a broken file runs with the last good one, and says it is degraded")
    void aBrokenFileAtTheStart() {
        open("{agents: {defaults: {model: 'moonshot/kimi-k2.5'}}}");
        live.close();
        open("{agents: {defaults: {modle: 1}}}");
        assertThat(model(live.get())).isEqualTo("moonshot/kimi-k2.5");
        assertThat(live.state().degraded()).isTrue();
        assertThat(live.state().origin()).isEqualTo("last-good");
    }

    @Test
    @DisplayName("P22 a config file that is deleted under a running gateway takes nothing away")
    void aDeletedFileTakesNothingAway() throws IOException {
        open("{agents: {defaults: {model: 'moonshot/kimi-k2.5'}}}");
        Files.delete(home.config());
        live.reload();
        assertThat(model(live.get())).isEqualTo("moonshot/kimi-k2.5");
        assertThat(live.state().problems()).containsExactly("the config file is gone");
    }

    @Test
    void theWatcherSeesTheFileWhatItIncludesItsVariablesAndItsKeys() throws InterruptedException {
        new TempHome(folder).write(".openclaw/models.json5", "{mode: 'merge'}");
        open("{models: {$include: './models.json5'}, gateway: {reload: {debounceMs: 50}}}");
        watch();
        Thread.sleep(100);
        home.write(".openclaw/models.json5", "{mode: 'replace'}");
        assertThat(changes.poll(30, TimeUnit.SECONDS).plan().changed()).containsExactly("models.mode");
        home.write(".openclaw/.env", "MOONSHOT_API_KEY=sk-new-key-000000000000\n");
        assertThat(changes.poll(30, TimeUnit.SECONDS).after().environment().get("MOONSHOT_API_KEY")).isPresent();
        home.write(".openclaw/agents/main/agent/auth-profiles.json", "{}");
        assertThat(changes.poll(30, TimeUnit.SECONDS).plan()).isEqualTo(ReloadPlan.NOTHING);
        assertThat(log.lines().getLast()).contains("keys changed");
    }

    @Test
    void aRequestThatNotesWhichKeyItUsedChangesNoKey() throws InterruptedException {
        String store = ".openclaw/agents/main/agent/auth-profiles.json";
        String keys = "{\"profiles\": {\"moonshot:default\": {\"type\": \"api_key\", \"provider\": \"moonshot\", \"key\": \"sk-one\"}}";
        new TempHome(folder).write(store, keys + "}");
        open("{gateway: {reload: {debounceMs: 50}}}");
        watch();
        Thread.sleep(100);
        home.write(store, keys + ", \"lastGood\": {\"moonshot\": \"moonshot:default\"}, \"usageStats\": {\"moonshot:default\": {\"lastUsed\": 7}}}");
        assertThat(changes.poll(1500, TimeUnit.MILLISECONDS)).isNull();
        home.write(store, keys.replace("sk-one", "sk-two") + "}");
        assertThat(changes.poll(30, TimeUnit.SECONDS)).isNotNull();
    }

    private static ReloadPlan plan(String before, String after) {
        return ReloadPlan.between(tree(before), tree(after));
    }

    private static JsonNode tree(String text) {
        return Json5Document.parse(text).root();
    }

    @Test
    void whatMeansTheSameIsNoChange() {
        assertThat(plan("{a: {b: 1, c: [1, {x: 1}]}}", "{a: {c: [1.0, {x: 1}], b: 1.0}}").changed()).isEmpty();
        assertThat(plan("{}", "{gateway: {port: 18789, bind: 'loopback'}}").changed()).isEmpty();
        assertThat(plan("{gateway: {port: 18789}}", "{gateway: {}}").changed()).isEmpty();
        assertThat(plan("{models: {providers: {m: {models: [{id: 'a'}]}}}}", "{models: {providers: {m: {models: [{id: 'a'}]}}}}").isEmpty())
                .isTrue();
    }

    @Test
    void onlyWhatReallyChangedIsNamed() {
        ReloadPlan plan = plan(
                "{models: {providers: {m: {baseUrl: 'a', models: [{id: 'x'}]}}}, agents: {defaults: {compaction: {mode: 'safeguard'}}}}",
                "{models: {providers: {m: {baseUrl: 'b', models: [{id: 'x'}]}}}, agents: {defaults: {compaction: {mode: 'safeguard'}}}}");
        assertThat(plan.changed()).containsExactly("models.providers.m.baseUrl");
        assertThat(plan.needsRestart()).isFalse();
    }

    @Test
    void theTableOfTheOriginalHoldsExceptWhereNothingHasToRestart() {
        assertThat(ReloadPlan.action("gateway.port")).isEqualTo(ReloadPlan.Action.RESTART);
        assertThat(ReloadPlan.action("gateway.remote.url")).isEqualTo(ReloadPlan.Action.NONE);
        assertThat(ReloadPlan.action("gateway.auth.token")).isEqualTo(ReloadPlan.Action.LOGINS);
        assertThat(ReloadPlan.action("hooks.gmail.account")).isEqualTo(ReloadPlan.Action.MAIL_WATCHER);
        assertThat(ReloadPlan.action("hooks.token")).isEqualTo(ReloadPlan.Action.HOOKS);
        assertThat(ReloadPlan.action("agents.defaults.heartbeat.every")).isEqualTo(ReloadPlan.Action.HEARTBEAT);
        assertThat(ReloadPlan.action("agents.list")).isEqualTo(ReloadPlan.Action.NONE);
        assertThat(ReloadPlan.action("cron.enabled")).isEqualTo(ReloadPlan.Action.CRON);
        assertThat(ReloadPlan.action("browser.headless")).isEqualTo(ReloadPlan.Action.BROWSER);
        assertThat(ReloadPlan.action("ui.seamColor")).isEqualTo(ReloadPlan.Action.NONE);
        for (String section : List.of("plugins.allow", "discovery.mdns", "canvasHost.port", "somethingNew.x")) {
            assertThat(ReloadPlan.action(section)).isEqualTo(ReloadPlan.Action.RESTART);
        }
        ReloadPlan plan = plan("{channels: {feishu: {enabled: true}}}", "{channels: {feishu: {enabled: false}, telegram: {enabled: true}}}");
        assertThat(plan.channels()).isEqualTo(Set.of("feishu", "telegram"));
        assertThat(Json.write(tree("{a: 1}"))).isEqualTo("{\"a\":1}");
    }
}
