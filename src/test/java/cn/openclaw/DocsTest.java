package cn.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.openclaw.base.Language;
import cn.openclaw.cli.CliCommand;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What our pages tell people to write works: every {@code json5} block is a valid configuration, every command line parses. */
class DocsTest {
    private static final Path PROJECT = Path.of(System.getProperty("project.dir"));
    private static final Pattern FENCE = Pattern.compile("(?ms)^[ \\t]*```(\\w+)[^\\n]*\\n(.*?)^[ \\t]*```");
    private static final Pattern INLINE = Pattern.compile("`((?:\\./)?openclaw-cn [^`]+)`");

    private static final List<CliCommand> COMMANDS =
            ServiceLoader.load(CliCommand.class).stream().map(ServiceLoader.Provider::get).toList();

    @TempDir
    Path folder;

    private record Snippet(Path page, int line, String kind, String text) {
        String where() {
            return PROJECT.relativize(page) + ":" + line;
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(PROJECT)) {
            files.filter(file -> file.getFileName().toString().matches("README.*\\.md")).forEach(pages::add);
        }
        try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        pages.sort(null);
        return pages;
    }

    private static List<Snippet> fences() throws IOException {
        List<Snippet> found = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher fence = FENCE.matcher(text);
            while (fence.find()) {
                int line = (int) text.substring(0, fence.start()).lines().count() + 1;
                found.add(new Snippet(page, line, fence.group(1), fence.group(2)));
            }
        }
        return found;
    }

    @TestFactory
    Stream<DynamicTest> everyConfigurationLoads() throws IOException {
        return fences().stream()
                .filter(snippet -> snippet.kind().equals("json5"))
                .map(snippet -> dynamicTest(snippet.where(), () -> {
                    TempHome home = new TempHome(Files.createTempDirectory(folder, "home"))
                            .config(snippet.text())
                            .variable("OPENCLAW_GATEWAY_TOKEN", "a-token-for-the-page-0123456789");
                    ConfigSnapshot read = new ConfigFile(Places.of(home.environment()), home.environment()).read();

                    assertThat(read.problems()).extracting(problem -> problem.in(Language.EN)).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandLineParses() throws IOException {
        List<Snippet> lines = new ArrayList<>();
        for (Snippet snippet : fences()) {
            if (List.of("bash", "sh", "shell", "console").contains(snippet.kind())) {
                snippet.text().replace("\\\n", " ").lines().forEach(line ->
                        lines.add(new Snippet(snippet.page(), snippet.line(), "line", line)));
            }
        }
        for (Path page : pages()) {
            String text = Files.readString(page);
            Matcher inline = INLINE.matcher(text);
            while (inline.find()) {
                int line = (int) text.substring(0, inline.start()).lines().count();
                lines.add(new Snippet(page, line, "line", inline.group(1)));
            }
        }
        return lines.stream()
                .filter(snippet -> snippet.text().contains("openclaw-cn "))
                .flatMap(snippet -> commands(snippet.text()).stream()
                        .map(words -> dynamicTest(snippet.where() + " " + String.join(" ", words), () -> parses(words))));
    }

    private void parses(List<String> words) {
        CliCommand command = COMMANDS.stream()
                .filter(known -> known.name().equals(words.getFirst()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no command " + words.getFirst()));
        String[] rest = words.subList(1, words.size()).toArray(String[]::new);

        assertThatCode(() -> new CommandLine(command.spec(new TempHome(folder).cli())).parseArgs(rest))
                .doesNotThrowAnyException();
    }

    /** The words of each {@code openclaw-cn} in a line of shell, up to a pipe, a redirection, {@code &&} or a comment. */
    private static List<List<String>> commands(String line) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = words(line);
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).equals("openclaw-cn") || words.get(at).equals("./openclaw-cn")) {
                List<String> own = new ArrayList<>();
                for (at++; at < words.size() && !List.of("|", "&&", "||", ";", ">", "<", "#").contains(words.get(at)); at++) {
                    own.add(words.get(at));
                }
                boolean global = own.isEmpty() || own.getFirst().startsWith("-") || own.getFirst().startsWith("…");
                if (!global) {
                    commands.add(own);
                }
            }
        }
        return commands;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+").matcher(line);
        while (word.find()) {
            words.add(word.group().replaceAll("[\"']", ""));
        }
        return words;
    }

    @Test
    void theWordsOfALineAreFound() {
        assertThat(commands("KEY=x ./openclaw-cn models set 'Kimi K2' | cat # openclaw"))
                .containsExactly(List.of("models", "set", "Kimi K2"));
    }
}
