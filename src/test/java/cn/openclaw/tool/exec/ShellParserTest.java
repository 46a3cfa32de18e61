package cn.openclaw.tool.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.tool.exec.Script.Word;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellParserTest {
    @TempDir
    Path folder;

    private static String shape(Script script) {
        StringBuilder out = new StringBuilder();
        for (Script.Pipeline pipeline : script.pipelines()) {
            out.append(pipeline.join().sign().strip());
            String separator = "";
            for (Script.Command command : pipeline.commands()) {
                out.append(separator);
                command.words().forEach(word -> out.append('<').append(word.text()).append('>'));
                command.redirections().forEach(one -> out.append('{').append(one).append('}'));
                separator = "|";
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '@', value = {
        "ls -la@<ls><-la>",
        "a 'b c' \"d e\" f\\ g@<a><b c><d e><f g>",
        "a ''b\"\" \"\"@<a><b><>",
        "a|b|c && d || e ; f@<a>|<b>|<c>&&<d>||<e>;<f>",
        "a \"x\\\"y\\\\z\\q\"@<a><x\"y\\z\\q>",
        "a 2>&1 | b >/dev/null@<a>{2>&1}|<b>{>/dev/null}",
        "a &>/dev/null@<a>{>/dev/null}{2>&1}",
        "a b#c #d@<a><b#c>",
        "a 12>x/dev/null@!",
        "a '$x' \\$y@<a><$x><$y>",
    })
    void understands(String line, String shape) {
        try {
            assertThat(shape(ShellParser.parse(line))).isEqualTo(shape);
        } catch (ShellParser.NotUnderstood e) {
            assertThat(shape).isEqualTo("!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "#x", "a $b", "a `b`", "a \"$b\"", "a <b", "a >b", "a &", "a (b)", "a {b}", "a=b c", "a 'b", "a \\", "a |", "a\u0000", "a\rb", "if a"})
    void givesUp(String line) {
        assertThatThrownBy(() -> ShellParser.parse(line)).isInstanceOf(ShellParser.NotUnderstood.class);
    }

    /** Whatever line is understood, real shells see the same words in it. */
    @Test
    void realShellsAgree() throws Exception {
        String[] pieces = {"a", "b", " ", "  ", "'", "\"", "\\", "$", "`", ";", "|", "&", "\n", "#", "x y", "'q r'", "\"s t\"", "~", "=", "!", "{", "}",
            "(", ")", "<", ">", "-", "%", "^", ",", "中", "\t", ":", "@", "+", "2>&1", "]", "\\\n", "é", "/"};
        Random random = new Random(11);
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int round = 0; lines.size() < 400 && round < 200_000; round++) {
            StringBuilder line = new StringBuilder("show ");
            for (int at = random.nextInt(8); at >= 0; at--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Script script = ShellParser.parse(line.toString());
                boolean simple = script.pipelines().size() == 1 && script.pipelines().getFirst().commands().size() == 1;
                List<Word> words = script.pipelines().getFirst().commands().getFirst().words();
                boolean tilde = words.stream().anyMatch(word -> word.text().startsWith("~"));
                if (simple && !tilde && words.getFirst().text().equals("show")) {
                    lines.add(line.toString());
                    StringBuilder words1 = new StringBuilder();
                    words.stream().skip(1).forEach(word -> words1.append('<').append(word.text()).append('>'));
                    expected.add(words1.toString());
                }
            } catch (ShellParser.NotUnderstood e) {
                // What is not understood is asked about, whatever it means.
                continue;
            }
        }
        assertThat(lines).hasSize(400);
        for (String shell : List.of("/bin/sh", "/bin/bash")) {
            if (Files.isExecutable(Path.of(shell))) {
                assertThat(seen(shell, lines)).as(shell).isEqualTo(expected);
            }
        }
    }

    /** Each line is evaluated by the shell itself, with a function that shows its words. */
    private List<String> seen(String shell, List<String> lines) throws Exception {
        StringBuilder script = new StringBuilder("show() { for w do printf '<%s>' \"$w\"; done; }\n");
        for (int at = 0; at < lines.size(); at++) {
            Path file = Files.writeString(folder.resolve("line" + at), lines.get(at) + "\n");
            script.append(". ").append(file).append("\nprintf '\\036'\n");
        }
        Path all = Files.writeString(folder.resolve("all.sh"), script);
        Process process = new ProcessBuilder(shell, all.toString()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> shown = new ArrayList<>(List.of(out.split("\u001E", -1)));
        shown.removeLast();
        return shown;
    }
}
