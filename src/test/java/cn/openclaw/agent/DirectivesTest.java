package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.llm.ThinkingLevel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {
    @Test
    @DisplayName("W22 a directive inside a message leaves every line break and blank of the rest")
    void whitespaceStays() {
        Directives read = Directives.read("Fix this:\n\n    if (a)  {\n\t\tb();\n    }\n/think low\nand  run it\n");

        assertThat(read.thinking()).contains(ThinkingLevel.LOW);
        assertThat(read.rest()).isEqualTo("Fix this:\n\n    if (a)  {\n\t\tb();\n    }\nand  run it\n");
        assertThat(Directives.read("a  b /think:high c\n  d").rest()).isEqualTo("a  b c\n  d");
        assertThat(Directives.read("do it /verbose full").rest()).isEqualTo("do it");
    }

    @ParameterizedTest
    @CsvSource({"/think 高, HIGH", "/思考 关闭, OFF", "/思考：最大, MAX", "/t off, OFF", "/THINKING Low, LOW", "/think ultra, HIGH"})
    @DisplayName("W19 thinking levels are understood in Chinese, too")
    void chineseLevels(String message, ThinkingLevel level) {
        assertThat(Directives.read(message).thinking()).contains(level);
        assertThat(Directives.read(message).isAlone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "Stop!", "esc", "停下", "停止。", "取消", " 中止 ", "/stop", "/停止", "/abort"})
    @DisplayName("W19 abort words are understood in Chinese, too")
    void abortWords(String message) {
        assertThat(Directives.isAbort(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop the server", "停止服务", "please stop", "/status", ""})
    void otherWordsAbortNothing(String message) {
        assertThat(Directives.isAbort(message)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "what is in /think/low?", "see a/think low", "```\n/think low\n```", "/thinking about it", "use /model foo", "path /verbose/full",
    })
    void whatIsNoDirectiveStays(String message) {
        Directives read = Directives.read(message);
        assertThat(read.rest()).isEqualTo(message);
        assertThat(read.isAlone()).isFalse();
    }

    @Test
    void severalAtOnce() {
        Directives read = Directives.read("/model moonshot/kimi-k3 /reasoning on hello /queue steer /elevated ask");

        assertThat(read.model()).contains("moonshot/kimi-k3");
        assertThat(read.reasoning()).contains("on");
        assertThat(read.queue()).contains("steer");
        assertThat(read.elevated()).contains("ask");
        assertThat(read.rest()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/compact keep names|compact|keep names", "/压缩：保留名字|compact|保留名字", "/new|new|''", "/新建 你好|new|你好", "/HELP|help|''",
        "/id|whoami|''", "/型号 list|model|list",
    })
    void commands(String message, String name, String arguments) {
        assertThat(Directives.command(message)).contains(new Directives.Command(name, arguments));
        assertThat(Directives.command(message).orElseThrow().isKnown()).isTrue();
    }

    @Test
    void anUnknownWordIsNoCommandOfOurs() {
        assertThat(Directives.command("/etc/passwd is a file")).isEmpty();
        assertThat(Directives.command("/frobnicate now").orElseThrow().isKnown()).isFalse();
        assertThat(Directives.command("hello /new")).isEmpty();
    }
}
