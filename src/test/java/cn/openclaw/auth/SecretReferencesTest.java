package cn.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {
    @TempDir
    Path home;

    private String resolve(String written) {
        var environment = new Environment(Map.of("PATH", "/usr/bin:/bin", "NAME", " value "), home, home);
        return new SecretReferences(environment, Duration.ofMillis(500), _ -> {})
                .resolve(written, "models.providers.x.apiKey", true)
                .reveal();
    }

    private String refusal(String written) {
        try {
            return "gave " + resolve(written);
        } catch (AuthException e) {
            assertThat(e.reason()).isEqualTo(AuthException.Reason.BAD_REFERENCE);
            return e.in(Language.EN);
        }
    }

    @Test
    void aPlainValueIsItself() {
        assertThat(resolve(" sk-plain\n")).isEqualTo("sk-plain");
        assertThat(resolve("${NAME}")).isEqualTo("value");
        assertThat(resolve("$NAME")).isEqualTo("$NAME");
    }

    @Test
    void aProgramsOutputIsTrimmedAndKept() throws IOException {
        Path counter = home.resolve("runs");
        String command = "exec:sh -c 'echo x >> \"" + counter + "\"; echo \"  sk-from exec \"'";

        assertThat(resolve(command)).isEqualTo("sk-from exec");
        assertThat(resolve(command)).isEqualTo("sk-from exec");

        assertThat(Files.readAllLines(counter)).as("started once a process").hasSize(1);
    }

    @Test
    void noShellReadsTheCommand() {
        assertThat(resolve("exec:echo $HOME;`id` && \"a  b\" 'c\\d' e\\ f"))
                .isEqualTo("$HOME;`id` && a  b c\\d e f");
    }

    @Test
    void whateverGoesWrongIsSaidWithoutTheOutput() {
        assertThat(refusal("exec:sh -c 'echo secret-output; exit 3'")).contains("exit code 3", "sh").doesNotContain("secret-output");
        assertThat(refusal("exec:true")).contains("printed nothing");
        assertThat(refusal("exec:no-such-program-here --key secret-word")).contains("cannot be started").doesNotContain("secret-word");
        assertThat(refusal("exec:")).contains("cannot be started");
        assertThat(refusal("exec:echo \"open")).contains("quote");
        assertThat(refusal("${NOT_SET}")).contains("NOT_SET", "models.providers.x.apiKey");
        assertThat(refusal("file:relative.txt")).contains("absolute");
        assertThat(refusal("file:/no/such/file")).contains("/no/such/file");
    }

    @Test
    void aSlowProgramIsStoppedWithItsChildren() {
        long start = System.nanoTime();
        assertThat(refusal("exec:sh -c 'sleep 30 & sleep 30; echo late'")).contains("longer than 0 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void wordsAreSplitAsPeopleExpect() {
        assertThat(SecretReferences.words("  op read  \"op://a b/c\" '' x\"y\"z ")).contains(List.of("op", "read", "op://a b/c", "", "xyz"));
        assertThat(SecretReferences.words("")).contains(List.of());
        assertThat(SecretReferences.words("'a")).isEmpty();
    }

    @Test
    void aFileThatIsEmptyOrHugeIsNoSecret() throws IOException {
        Files.writeString(home.resolve("empty"), " \n");
        Files.writeString(home.resolve("huge"), "x".repeat(100_000));
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> resolve("file:~/empty"));
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> resolve("file:~/huge"));
    }

    @Test
    void aDeviceIsNoKeyFile() {
        assertThat(refusal("file:/dev/zero")).contains("/dev/zero");
    }
}
