package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person can come from an older release, or set every place, without moving a file. */
class PlacesTest {
    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void anEmptyHome() {
        world = new World(home);
    }

    private ClawConfig config(String text) {
        return world.config(text).read().config();
    }

    @Test
    void everythingIsBelowDotOpenclaw() {
        Places places = world.places();

        assertThat(places.stateDir()).isEqualTo(home.resolve(".openclaw"));
        assertThat(places.configFile()).isEqualTo(home.resolve(".openclaw/openclaw.json"));
        assertThat(places.sessionsDir("main")).isEqualTo(home.resolve(".openclaw/agents/main/sessions"));
        assertThat(places.cacheDir()).isEqualTo(home.resolve(".openclaw/cache"));
        assertThat(places.profile()).isEmpty();
        ClawConfig config = config("{}");
        assertThat(places.authProfiles(config, "main"))
                .isEqualTo(home.resolve(".openclaw/agents/main/agent/auth-profiles.json"));
        assertThat(places.workspace(config, "main")).isEqualTo(home.resolve(".openclaw/workspace"));
        assertThat(places.workspace(config, "Ops Team")).isEqualTo(home.resolve(".openclaw/workspace-ops-team"));
    }

    @Test
    void anOlderStateDirectoryAndFileNameAreFound() throws IOException {
        Files.createDirectories(home.resolve(".moltbot"));
        Files.createDirectories(home.resolve(".clawdbot"));
        Files.writeString(home.resolve(".clawdbot/moltbot.json"), "{}");

        assertThat(world.places().stateDir()).isEqualTo(home.resolve(".clawdbot"));
        assertThat(world.places().configFile()).isEqualTo(home.resolve(".clawdbot/moltbot.json"));
    }

    @Test
    void aConfigInAnOlderFolderIsFoundWhenTheNewFolderHasNone() throws IOException {
        Files.createDirectories(home.resolve(".openclaw"));
        Files.createDirectories(home.resolve(".clawdbot"));
        Files.writeString(home.resolve(".clawdbot/clawdbot.json"), "{}");

        assertThat(world.places().stateDir()).isEqualTo(home.resolve(".openclaw"));
        assertThat(world.places().configFile()).isEqualTo(home.resolve(".clawdbot/clawdbot.json"));
    }

    @Test
    void variablesCountFirstTheNewSpellingBeforeTheOld() {
        world.variable("CLAWDBOT_STATE_DIR", "~/old").variable("OPENCLAW_STATE_DIR", "~/state");
        assertThat(world.places().stateDir()).isEqualTo(home.resolve("state"));
        assertThat(world.places().configFile()).isEqualTo(home.resolve("state/openclaw.json"));

        world.variable("CLAWDBOT_CONFIG_PATH", "conf/a.json");
        assertThat(world.places().configFile()).isEqualTo(home.resolve("here/conf/a.json"));

        world.variable("OPENCLAW_CONFIG_PATH", "~/b.json");
        assertThat(world.places().configFile()).isEqualTo(home.resolve("b.json"));
    }

    @Test
    void homeCanBeMoved() {
        world.variable("OPENCLAW_HOME", "~/elsewhere");

        assertThat(world.places().home()).isEqualTo(home.resolve("elsewhere"));
        assertThat(world.places().stateDir()).isEqualTo(home.resolve("elsewhere/.openclaw"));
    }

    @Test
    void theAgentFolderCanBeMoved() {
        ClawConfig config = config("{ agents: { list: [ { id: 'Main' }, { id: 'b', agentDir: '~/b', workspace: 'wb' } ] } }");
        world.variable("PI_CODING_AGENT_DIR", "~/pi");
        assertThat(world.places().agentDir(config, "main")).isEqualTo(home.resolve("pi"));
        world.variable("OPENCLAW_AGENT_DIR", "~/claw");

        assertThat(world.places().agentDir(config, "main")).isEqualTo(home.resolve("claw"));
        assertThat(world.places().agentDir(config, "b")).isEqualTo(home.resolve("b"));
        assertThat(world.places().agentDir(config, "c")).isEqualTo(home.resolve(".openclaw/agents/c/agent"));
        assertThat(world.places().workspace(config, "b")).isEqualTo(home.resolve("wb"));
    }

    @Test
    void anExistingClawdFolderStaysTheWorkspace() throws IOException {
        Files.createDirectories(home.resolve("clawd"));
        Files.createDirectories(home.resolve("clawd-work"));

        assertThat(world.places().workspace(config("{}"), "main")).isEqualTo(home.resolve("clawd"));
        assertThat(world.places().workspace(config("{ agents: { defaults: { workspace: '~/mine' } } }"), "main"))
                .isEqualTo(home.resolve("mine"));
        world.variable("OPENCLAW_PROFILE", "work");
        assertThat(world.places().workspace(config("{}"), "main")).isEqualTo(home.resolve("clawd-work"));
        world.variable("OPENCLAW_PROFILE", "other");
        assertThat(world.places().workspace(config("{}"), "main")).isEqualTo(home.resolve(".openclaw/workspace-other"));
    }

    @Test
    void peopleAreShownATilde() {
        assertThat(world.places().display(home.resolve(".openclaw/openclaw.json"))).isEqualTo("~/.openclaw/openclaw.json");
        assertThat(world.places().display(home)).isEqualTo("~");
        assertThat(world.places().display(Path.of("/etc/x"))).isEqualTo("/etc/x");
    }

    @Test
    void idsBecomeFolderNames() {
        assertThat(Places.agentId(" Ops/Team!! ")).isEqualTo("ops-team");
        assertThat(Places.agentId("../../etc")).isEqualTo("etc");
        assertThat(Places.agentId("智能体")).isEqualTo("main");
    }
}
