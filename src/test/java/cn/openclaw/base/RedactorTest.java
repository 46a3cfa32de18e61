package cn.openclaw.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final Redactor PATTERNS = new Redactor(List.of());

    @Test
    void takesOutWhatItWasTold() {
        var redactor = new Redactor(List.of(new Secret("hunter2-hunter2"), new Secret("hunter2-hunter2-longer")));

        assertThat(redactor.redact("a hunter2-hunter2-longer b hunter2-hunter2 c")).isEqualTo("a *** b *** c");
    }

    @Test
    void takesOutTheUrlEncodedFormToo() {
        assertThat(new Redactor(List.of(new Secret("a+b/c=d?e"))).redact("?key=a%2Bb%2Fc%3Dd%3Fe&x")).isEqualTo("?key=***&x");
    }

    @Test
    void takesOutWhatLooksLikeAKey() {
        assertThat(PATTERNS.redact("key sk-abcdefghijklmnop, sk-kimi-ABC123def456")).isEqualTo("key sk-***, sk-***");
        assertThat(PATTERNS.redact("Authorization: Bearer abcdefghijklmnop\n")).isEqualTo("Authorization: Bearer ***\n");
    }

    @Test
    void leavesOrdinaryWordsAlone() {
        for (String text : List.of("task-management-for-everyone", "sk-short", "risk-free-and-very-long", "Bearer of news", "")) {
            assertThat(PATTERNS.redact(text)).isEqualTo(text);
        }
    }

    @Test
    void aVeryShortSecretDoesNotEatTheText() {
        assertThat(new Redactor(List.of(new Secret("a"), new Secret(""))).redact("an apple")).isEqualTo("an apple");
    }

    @Test
    void knowsTheSecretsOfTheEnvironment() {
        var environment = new Environment(
                Map.of("MY_PASSWORD", "correct-horse", "EDITOR", "emacs-the-editor"), Path.of("/"), Path.of("/"));

        assertThat(Redactor.of(environment).redact("correct-horse emacs-the-editor")).isEqualTo("*** emacs-the-editor");
    }

    @Test
    void aKeyBehindAnEqualsSignOrADotGoesToo() {
        Redactor redactor = new Redactor(List.of());
        assertThat(redactor.redact("?api_key=sk-abcdefghijklmnop&x")).isEqualTo("?api_key=sk-***&x");
        assertThat(redactor.redact("models.providers.sk-abcdefghijklmnop")).isEqualTo("models.providers.sk-***");
        assertThat(redactor.redact("a task-force-of-many")).isEqualTo("a task-force-of-many");
    }
}
