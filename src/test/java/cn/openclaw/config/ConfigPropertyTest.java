package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Laws: whatever happens to the file, the program starts and says what is wrong; whatever it writes, it writes nothing else. */
class ConfigPropertyTest {
    private static final String CANARY = "sk-canary-7f3a9c21d4e8";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void anEmptyHome() {
        world = new World(home);
    }

    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>(List.of(Pages.MOONSHOT));
        if (Files.exists(Path.of(System.getProperty("shared.dir"), "seed"))) {
            examples.addAll(Pages.seed());
        }
        return examples;
    }

    /** Reads a text as the file's: every time without the disk, and now and then with it, as a command does. */
    private void startsWith(String mutated, int round) {
        // Half a surrogate pair cannot be in a file.
        String text = new String(mutated.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        ConfigReader.Reading reading = new ConfigReader(world.places(), world.environment).read(text, ConfigFile::text);
        havePlaces(reading.problems());
        // A variable that is not set is a problem, but one that leaves the rest in force.
        assertThat(reading.broken()).isEqualTo(reading.problems().stream()
                .anyMatch(problem -> !problem.text().equals(ConfigText.MISSING_VARIABLE)));
        if (round % 20 == 0) {
            ConfigSnapshot snapshot = world.config(text).read();
            assertThat(snapshot.problems()).isEqualTo(reading.problems());
            assertThat(snapshot.origin())
                    .isEqualTo(reading.broken() ? ConfigSnapshot.Origin.LAST_GOOD : ConfigSnapshot.Origin.FILE);
        }
    }

    private static void havePlaces(List<ConfigProblem> problems) {
        for (ConfigProblem problem : problems) {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
            assertThat(problem.in(Language.ZH)).contains("openclaw.json:" + problem.line() + ":" + problem.column() + ": ");
            assertThat(problem.in(Language.EN)).doesNotContain("Exception");
        }
    }

    @Test
    void aFileCutOffAnywhereStillStarts() throws IOException {
        for (String example : examples()) {
            world.config(example).read();
            for (int length = 0; length < example.length(); length++) {
                startsWith(example.substring(0, length), length);
            }
        }
    }

    @Test
    void aFileCutOffAnywhereStillStartsAlsoWithoutAGoodCopy() throws IOException {
        for (int length = 0; length < Pages.MOONSHOT.length(); length += 50) {
            Files.deleteIfExists(home.resolve(".openclaw/openclaw.json.last-good"));
            ConfigSnapshot snapshot = world.config(Pages.MOONSHOT.substring(0, length)).read();
            assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.DEFAULTS);
            assertThat(snapshot.problems()).isNotEmpty();
            havePlaces(snapshot.problems());
        }
    }

    @Test
    void whateverIsInTheFileTheProgramStarts() {
        mutate(2_000, new Random(20261122));
    }

    @Test
    @Tag("slow")
    void whateverIsInTheFileTheProgramStartsAtLength() {
        mutate(100_000, new Random(7));
    }

    private void mutate(int rounds, Random random) {
        String pieces = "{}[]:,'\"\\/*\n\r\t #$@ae01.-+\uFEFF\u2028\uD800模";
        world.config(Pages.MOONSHOT).read();
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder(Pages.MOONSHOT);
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 2 -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
                    default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                }
            }
            startsWith(text.toString(), round);
        }
    }

    @Test
    void wrongValuesAnywhereAreProblemsNotCrashes() {
        Random random = new Random(3);
        world.config(Pages.MOONSHOT).read();
        String[] values = {"null", "true", "-1", "1e999", "''", "[]", "{}", "[[]]", "NaN", "{ $include: 'x' }", "0x"};
        Json5Document document = Json5Document.parse(Pages.MOONSHOT);
        List<List<String>> paths = new ArrayList<>();
        paths(document.root(), new ArrayList<>(), paths);
        for (int round = 0; round < 1_000; round++) {
            List<String> path = paths.get(random.nextInt(paths.size()));
            String value = values[random.nextInt(values.length - 1)];
            startsWith(document.set(path, value).text(), round);
        }
    }

    private static void paths(JsonNode node, List<String> path, List<List<String>> into) {
        for (var member : node.properties()) {
            path.add(member.getKey());
            into.add(List.copyOf(path));
            paths(member.getValue(), path, into);
            path.removeLast();
        }
        for (int at = 0; node.isArray() && at < node.size(); at++) {
            path.add(Integer.toString(at));
            into.add(List.copyOf(path));
            paths(node.get(at), path, into);
            path.removeLast();
        }
    }

    @Test
    void whatIsSetIsWhatIsRead() {
        Random random = new Random(5);
        world.config(Pages.MOONSHOT);
        for (int round = 0; round < 30; round++) {
            int seconds = random.nextInt(1, 10_000);
            String name = "N" + random.nextInt(5);
            world.set("agents.defaults.timeoutSeconds", Integer.toString(seconds));
            ConfigSnapshot snapshot = world.set("env.vars." + name, "'" + seconds + "'");
            assertThat(snapshot.config().agents().defaults().timeoutSeconds()).isEqualTo(seconds);
            assertThat(snapshot.environment().get(name)).contains(Integer.toString(seconds));
        }
        assertThat(world.text("openclaw.json")).contains("// aliases:start", "// not a real key", "port: 0x4965");
    }

    @Test
    void noResolvedSecretIsEverWritten() {
        world.variable("MOONSHOT_API_KEY", CANARY)
                .variable("GATEWAY", CANARY + "-2")
                .write("gw.json5", "{ token: '${GATEWAY}' }")
                .config(Pages.MOONSHOT
                        .replace("env: { MOONSHOT_API_KEY: \"sk-test-0000\" }, // not a real key", "")
                        .replace("token: \"t-0000\"", "$include: './gw.json5'"));

        assertThat(world.read().config().models().providers().get("moonshot").apiKey().orElseThrow()
                .value().orElseThrow().reveal()).isEqualTo(CANARY);
        world.set("agents.defaults.timeoutSeconds", "5");
        world.set("gateway.auth.allowTailscale", "true");
        world.set("models.providers.moonshot.models[0].name", "'Other'");
        world.unset("agents.defaults.models.[moonshot/kimi-k2-thinking]");
        world.file().undo();
        world.file().replace(world.text("openclaw.json") + "\n", world.read().hash());
        world.config(world.text("openclaw.json") + "}");
        ConfigSnapshot broken = world.read();

        assertThat(broken.origin()).isEqualTo(ConfigSnapshot.Origin.LAST_GOOD);
        assertThat(world.everything()).doesNotContain("canary").contains("${MOONSHOT_API_KEY}");
        assertThat(broken.problems().toString() + broken.warnings() + broken.config().models()).doesNotContain("canary");
    }

    @Test
    void aMaskedValueIsNotSavedAsASecret() {
        world.config("{ gateway: { auth: { token: 't-0000' } }, ui: { assistant: { name: 'a' } } }");

        for (String placeholder : List.of("***", "__OPENCLAW_REDACTED__", "[REDACTED]")) {
            try {
                world.set("gateway.auth.token", "'" + placeholder + "'");
                org.assertj.core.api.Assertions.fail("saved " + placeholder);
            } catch (ConfigException e) {
                assertThat(e.getMessage()).contains("placeholder");
            }
        }
        world.set("ui.assistant.name", "'***'");
        assertThat(world.text("openclaw.json")).contains("t-0000", "'***'");
    }

    @Test
    void lineEndsAndAByteOrderMarkStay() {
        String text = "\uFEFF{\r\n  // one\r\n  gateway: { port: 1 },\r\n}\r\n";
        world.config(text).set("gateway.port", "2");
        world.set("gateway.bind", "'lan'");

        assertThat(world.text("openclaw.json")).startsWith("\uFEFF{\r\n  // one\r\n").endsWith("}\r\n");
        assertThat(world.text("openclaw.json").replace("\r\n", "")).doesNotContain("\n");
        assertThat(Json.write(world.read().config().tree())).isEqualTo("{\"gateway\":{\"port\":2,\"bind\":\"lan\"}}");
    }

    @Test
    void bytesThatAreNoTextAreAProblem() throws IOException {
        world.config(Pages.MOONSHOT).read();
        Files.write(home.resolve(".openclaw/openclaw.json"), new byte[] {'{', (byte) 0xFF, '}'});

        assertThat(world.read().origin()).isEqualTo(ConfigSnapshot.Origin.LAST_GOOD);
        assertThat(World.lines(world.read().problems())).containsExactly("1:1 : the file is not UTF-8 text");
    }
}
