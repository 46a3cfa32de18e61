package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.config.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalFlagsTest {
    private static final Environment WORLD = new Environment(Map.of(), Path.of("/home/li"), Path.of("/tmp"));

    private static GlobalFlags parse(String... arguments) {
        return GlobalFlags.parse(WORLD, List.of(arguments));
    }

    @Test
    void aProfileHasItsOwnStateDirectoryAndConfig() {
        GlobalFlags flags = parse("--profile", "work", "config", "get", "x");

        Places places = Places.of(flags.environment());
        assertThat(flags.arguments()).containsExactly("config", "get", "x");
        assertThat(places.stateDir()).isEqualTo(Path.of("/home/li/.openclaw-work"));
        assertThat(places.configFile()).isEqualTo(Path.of("/home/li/.openclaw-work/openclaw.json"));
        assertThat(places.profile()).contains("work");
        assertThat(places.workspace(emptyConfig(), "main")).isEqualTo(Path.of("/home/li/.openclaw/workspace-work"));
    }

    private static cn.openclaw.config.ClawConfig emptyConfig() {
        return new cn.openclaw.config.ConfigFile(Places.of(WORLD), WORLD).read().config();
    }

    @Test
    void devIsAProfileWithItsOwnPort() {
        GlobalFlags flags = parse("--dev", "status");

        assertThat(flags.environment().get("OPENCLAW_PROFILE")).contains("dev");
        assertThat(flags.environment().get("OPENCLAW_GATEWAY_PORT")).contains("19001");
        assertThat(Places.of(flags.environment()).stateDir()).isEqualTo(Path.of("/home/li/.openclaw-dev"));
    }

    @Test
    void theDefaultProfileHasNoSuffix() {
        assertThat(Places.of(parse("--profile=default", "status").environment()).stateDir())
                .isEqualTo(Path.of("/home/li/.openclaw"));
    }

    @Test
    void aPersonsOwnVariablesCountFirst() {
        Environment own = WORLD.with(Map.of("OPENCLAW_STATE_DIR", "/srv/claw"));

        assertThat(Places.of(GlobalFlags.parse(own, List.of("--profile=a", "status")).environment()).configFile())
                .isEqualTo(Path.of("/srv/claw/openclaw.json"));
    }

    @Test
    void behindTheCommandTheFlagsAreTheCommands() {
        GlobalFlags flags = parse("gateway", "--dev", "--profile", "x");

        assertThat(flags.environment()).isEqualTo(WORLD);
        assertThat(flags.arguments()).containsExactly("gateway", "--dev", "--profile", "x");
    }

    @Test
    void otherFlagsBeforeTheCommandStay() {
        assertThat(parse("--no-color", "--profile", "a", "--help").arguments()).containsExactly("--no-color", "--help");
    }

    @ParameterizedTest
    @CsvSource({
        "--dev --profile a status, Cannot combine --dev with --profile",
        "--profile, --profile requires a value",
        "--profile= status, --profile requires a value",
        "--profile --dev, --profile requires a value",
        "--profile ../x status, Invalid --profile",
        "--profile -x status, --profile requires a value",
        "--profile _x status, Invalid --profile"
    })
    void wrongFlagsAreRefused(String line, String sentence) {
        assertThatThrownBy(() -> GlobalFlags.parse(WORLD, List.of(line.split(" "))))
                .isInstanceOfSatisfying(ClawException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("[openclaw-cn] ")
                .hasMessageContaining(sentence);
    }
}
