package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.ClawException;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class GatewayKeysTest {
    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void world() {
        home = new TempHome(folder).config("{\n  // mine\n  gateway: { port: 18800 },\n}\n");
    }

    private int run(String... arguments) {
        Cli cli = home.cli();
        return new CommandLine(GatewayKeys.spec(cli))
                .setOut(new PrintWriter(cli.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(cli.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((exception, _, _) -> {
                    if (exception instanceof ClawException known) {
                        cli.err().println(known.in(cli.language()));
                        return known.exitCode().number();
                    }
                    throw exception;
                })
                .execute(arguments);
    }

    @Test
    void aKeyIsShownOnceAndKeptAsItsHash() {
        assertThat(run("add", "laptop", "--model", "moonshot/*", "--rpm", "60", "--day", "CNY:20", "--json")).isZero();
        JsonNode made = Json.parse(home.out());
        String key = String.valueOf(Json.text(made, "key"));
        assertThat(key).startsWith("ock-laptop-").hasSizeGreaterThan(50);
        String config = home.read(".openclaw/openclaw.json");
        assertThat(config).contains("// mine", "sha256:").doesNotContain(key);
        assertThat(run("list")).isZero();
        assertThat(home.out()).contains("laptop", "moonshot/*", "requestsPerMinute 60").doesNotContain(key);
        assertThat(run("add", "laptop")).isNotZero();
        assertThat(run("remove", "laptop")).isZero();
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain("sha256:");
        assertThat(run("remove", "laptop")).isNotZero();
    }

    @Test
    void whatIsWrongIsToldInASentence() {
        assertThat(run("add", "no/slash")).isNotZero();
        assertThat(run("add", "a", "--rpm", "many")).isNotZero();
        assertThat(run("add", "a", "--day", "EUR:1")).isNotZero();
        assertThat(home.err()).contains("EUR:1");
        assertThat(run("list")).isZero();
    }
}
