package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigPathTest {
    private static List<String> parse(String path) {
        return ConfigPath.parse(path);
    }

    @Test
    void dotsBracketsQuotesAndBackslashes() {
        assertThat(parse("a.b.c")).containsExactly("a", "b", "c");
        assertThat(parse("a.list[0].id")).containsExactly("a", "list", "0", "id");
        assertThat(parse("a.models.[moonshot/kimi-k2.5].alias")).containsExactly("a", "models", "moonshot/kimi-k2.5", "alias");
        assertThat(parse("a.models[\"moonshot/kimi-k2.5\"]")).containsExactly("a", "models", "moonshot/kimi-k2.5");
        assertThat(parse("a.models['x y']")).containsExactly("a", "models", "x y");
        assertThat(parse("a.\"x.y\".z")).containsExactly("a", "x.y", "z");
        assertThat(parse("a.x\\.y.z")).containsExactly("a", "x.y", "z");
        assertThat(parse(" a . b ")).containsExactly("a", "b");
        assertThat(parse("a..b.")).containsExactly("a", "b");
        assertThat(parse("a[ 0 ]")).containsExactly("a", "0");
        assertThat(parse("a.[\"\"]")).containsExactly("a", "");
        assertThat(parse("it's")).containsExactly("it's");
    }

    @Test
    void whatIsNotAPathIsRefusedWithAReason() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(ConfigException.class).hasMessage("Path is empty.");
        assertThatThrownBy(() -> parse(" . ")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> parse("a[0")).isInstanceOf(ConfigException.class).hasMessageContaining("[");
        assertThatThrownBy(() -> parse("a['x]")).isInstanceOf(ConfigException.class).hasMessageContaining("quote");
    }

    @Test
    void whatIsPrintedIsReadBackTheSame() {
        Random random = new Random(20261122);
        String letters = "ab0.[]\"'\\ /-模\n";
        for (int round = 0; round < 20_000; round++) {
            List<String> keys = new ArrayList<>();
            for (int k = random.nextInt(1, 5); k > 0; k--) {
                StringBuilder key = new StringBuilder();
                for (int c = random.nextInt(5); c > 0; c--) {
                    key.append(letters.charAt(random.nextInt(letters.length())));
                }
                keys.add(key.toString());
            }
            assertThat(parse(ConfigPath.print(keys))).isEqualTo(keys);
        }
    }

    @Test
    void noTextBreaksTheReader() {
        Random random = new Random(1);
        String letters = "a.[]\"'\\ ";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(12); c > 0; c--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(parse(text.toString())).isNotEmpty();
            } catch (ConfigException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void printsAsPeopleWriteIt() {
        assertThat(ConfigPath.print(List.of("models", "providers", "kimi-code", "models", "0", "id")))
                .isEqualTo("models.providers.kimi-code.models[0].id");
        assertThat(ConfigPath.print(List.of("agents", "defaults", "models", "moonshot/kimi-k2.5")))
                .isEqualTo("agents.defaults.models.[\"moonshot/kimi-k2.5\"]");
    }
}
