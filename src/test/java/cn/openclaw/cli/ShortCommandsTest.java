package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short command must not load, because it costs more time than the command itself (docs/decisions/launcher.md). */
class ShortCommandsTest {
    /** What makes classes at run time, which no AOT cache keeps: pattern switches, and what a record inherits. */
    private static final List<String> MAKERS = List.of("java.lang.runtime.SwitchBootstraps", "java.lang.runtime.ObjectMethods");

    @TempDir
    Path home;

    @BeforeEach
    void aHome() throws Exception {
        Path state = Files.createDirectories(home.resolve(".openclaw"));
        Files.writeString(state.resolve("openclaw.json"), """
                {
                  env: { MOONSHOT_API_KEY: "sk-test-000000000000" },
                  agents: { defaults: { model: { primary: "moonshot/kimi-k2.6", fallbacks: ["moonshot/kimi-k2-thinking"] } } },
                  models: { providers: { moonshot: {
                    baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", api: "openai-completions",
                    models: [{ id: "kimi-k2.6", name: "Kimi", compat: { supportsStore: false } }],
                  } } },
                }
                """);
    }

    @Test
    void configGetLoadsNoParserOfArgumentsAndMakesNoClass() throws Exception {
        List<String> loaded = loadedBy("config", "get", "models.providers.moonshot.baseUrl");
        assertThat(loaded).contains("cn.openclaw.config.Validator").doesNotContainAnyElementsOf(MAKERS);
        assertThat(loaded).noneMatch(name -> name.startsWith("picocli."));
    }

    @Test
    void modelsListLoadsNoParserOfArgumentsAndMakesNoClass() throws Exception {
        List<String> loaded = loadedBy("models", "list", "--json");
        assertThat(loaded).contains("cn.openclaw.config.Validator").doesNotContainAnyElementsOf(MAKERS);
        assertThat(loaded).noneMatch(name -> name.startsWith("picocli."));
    }

    @Test
    void onboardMakesNoClassAndLoadsNoProviderThatWasNotAskedFor() throws Exception {
        List<String> loaded = loadedBy(
                "onboard", "--non-interactive", "--accept-risk", "--auth-choice", "moonshot-api-key",
                "--moonshot-api-key", "sk-test-000000000000", "--skip-probe", "--json");
        assertThat(loaded).contains("cn.openclaw.provider.moonshot.Moonshot").doesNotContainAnyElementsOf(MAKERS);
        assertThat(loaded).noneMatch(name -> name.startsWith("cn.openclaw.provider.openai."));
    }

    private List<String> loadedBy(String... line) throws Exception {
        Path log = home.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log + ":none:filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                "cn.openclaw.cli.Main"));
        command.addAll(List.of(line));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENCLAW"));
        builder.environment().put("HOME", home.toString());
        Path out = home.resolve("out.txt");
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(entry -> entry.split(" ", 2)[0]).collect(Collectors.toList());
        }
    }
}
