package cn.openclaw.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Language;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What JSON5 1.0 allows and what not, by the categories that its authors test. */
class Json5ReaderTest {

    private static void reads(String json5, String json) {
        assertThat(Json5.parse(json5)).as(json5).isEqualTo(Json.parse(json));
    }

    private static JsonException refuses(String json5) {
        JsonException e = catchThrowableOfType(JsonException.class, () -> Json5.parse(json5));
        assertThat(e).as("refuses " + json5).isNotNull();
        return e;
    }

    @Test
    void arrays() {
        reads("[]", "[]");
        reads("[true,\n false,\n null]", "[true,false,null]");
        reads("[null,]", "[null]");
        reads("[[1],[2,[3]],]", "[[1],[2,[3]]]");
        refuses("[,null]");
        refuses("[,]");
        refuses("[1,,2]");
        refuses("[true\nfalse]");
        refuses("[1");
        refuses("]");
    }

    @Test
    void comments() {
        reads("{ \"foo\": /* between */ \"bar\" }", "{\"foo\":\"bar\"}");
        reads("{ \"foo\": \"bar\" } // after", "{\"foo\":\"bar\"}");
        reads("// first\nnull", "null");
        reads("/* many\n lines */ null", "null");
        reads("null /* no newline after */", "null");
        reads("[ // one\n false /* two **/, /***/ ]", "[false]");
        reads("/**/1", "1");
        reads("\"no /* comment */ in // here\"", "\"no /* comment */ in // here\"");
        refuses("/* only */");
        refuses("// only\n");
        refuses("true /* open");
        refuses("true # not a comment");
        refuses("[1 /* no /* nesting */ */]");
        refuses("/ 1");
        refuses("{ a /* x */ /");
    }

    @Test
    void newLines() {
        reads("{\n\t// an invalid form feed is not ended here\n\t\"cr\": 1\n}", "{\"cr\":1}");
        reads("{\r\n// crlf\r\n'a': 'x\\\r\ny' }", "{\"a\":\"xy\"}");
        reads("{\r// cr\r'a': 'x\\\ry' }", "{\"a\":\"xy\"}");
        reads("// ls\u2028[1]", "[1]");
        reads("// ps\u2029[1]", "[1]");
        reads("'x\\\u2028y\\\u2029z'", "\"xyz\"");
        reads("'\u2028\u2029'", "\"\u2028\u2029\"");
        refuses("'a\nb'");
        refuses("'a\rb'");
    }

    @Test
    void wholeNumbers() {
        reads("[0,-0,+0,1,-1,+1,15,-15]", "[0,0,0,1,-1,1,15,-15]");
        reads("[0x0,0XaBc,-0xF,+0xffffffffff]", "[0,2748,-15,1099511627775]");
        assertThat(Json5.parse("123456789012345678901234567890").bigIntegerValue())
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(Json5.parse("0xFFFFFFFFFFFFFFFFFFFF").bigIntegerValue())
                .isEqualTo(new BigInteger("FFFFFFFFFFFFFFFFFFFF", 16));
        for (String wrong : List.of("010", "00", "-08", "0x", "0xg", "-0x", "+-1", "--1", "- 1", "1a", "0x1g", "1_000", "1\u0061", "+", "-")) {
            refuses(wrong);
        }
    }

    @Test
    void fractions() {
        reads("[1.2, -1.2, .5, -.5, 5., +5.e1, 1e3, 1E+3, 5.e-1, .5e1, 0.0, 0e0]",
                "[1.2,-1.2,0.5,-0.5,5.0,50.0,1e3,1e3,0.5,5.0,0.0,0e0]");
        assertThat(Json5.parse("0.1234567890123456789012345").decimalValue())
                .isEqualTo(new BigDecimal("0.1234567890123456789012345"));
        assertThat(Json.write(Json5.parse("[1e400, Infinity, -Infinity, NaN]"))).isEqualTo("[1e+400,null,null,null]");
        assertThat(Json5.parse("Infinity").doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Json5.parse("-Infinity").doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Json5.parse("+NaN").doubleValue()).isNaN();
        for (String wrong : List.of(".", "-.", "1e", "1e+", ".e1", "1.2.3", "1..", "1e1.5", "infinity", "-infinity", "Infinityx", "NaN1", "1e99999999999")) {
            refuses(wrong);
        }
    }

    @Test
    void objects() {
        reads("{}", "{}");
        reads("{ a: 1, 'b': 2, \"c\": 3, $_9: 4, ünïcødé: 5, 中文: 6, }", "{\"a\":1,\"b\":2,\"c\":3,\"$_9\":4,\"ünïcødé\":5,\"中文\":6}");
        reads("{ \\u0061b: 1, a\\u0062c: 2, \\u4e2d: 3 }", "{\"ab\":1,\"abc\":2,\"中\":3}");
        reads("{ while: true, null: 1, Infinity: 2, true: 3, NaN: 4 }", "{\"while\":true,\"null\":1,\"Infinity\":2,\"true\":3,\"NaN\":4}");
        reads("{ a\u200C\u200Db: 1, e\u0301: 2, Ⅷ: 3, a‿b: 4, a٣: 5 }", "{\"a\u200C\u200Db\":1,\"e\u0301\":2,\"Ⅷ\":3,\"a‿b\":4,\"a٣\":5}");
        reads("{ 'with\\nescape': 1, '': 2 }", "{\"with\\nescape\":1,\"\":2}");
        reads("{a:1,a:2}", "{\"a\":2}");
        for (String wrong : List.of("{10twenty: 1}", "{multi-word: 1}", "{,}", "{a}", "{a:}", "{a:1,,}", "{\"foo\":\"bar\"", "{a 1}", "{a:1 b:2}",
                "{\\u0030a: 1}", "{a\\u002Db: 1}", "{\\x61: 1}", "{\\u00: 1}", "{: 1}", "{1: 1}", "{[1]: 2}", "{a:1}}", "{a::1}")) {
            refuses(wrong);
        }
    }

    @Test
    void thePrototypeIsAKeyLikeAnother() {
        JsonNode tree = Json5.parse("{ __proto__: { polluted: true }, constructor: { prototype: 1 } }");
        assertThat(tree.propertyNames()).containsExactly("__proto__", "constructor");
        assertThat(tree.get("__proto__").get("polluted").booleanValue()).isTrue();
        assertThat(Json5.parse("{}").get("polluted")).isNull();
    }

    @Test
    void strings() {
        reads("'hello world'", "\"hello world\"");
        reads("'I can\\'t say \"it\"'", "\"I can't say \\\"it\\\"\"");
        reads("\"it's\"", "\"it's\"");
        reads("'\\b\\f\\n\\r\\t\\v\\0\\\\\\/'", "\"\\b\\f\\n\\r\\t\\u000b\\u0000\\\\/\"");
        reads("'\\x41\\u0042\\xff\\A\\c\\ä'", "\"AB\u00ffAcä\"");
        reads("'\\ud83d\\ude00😀'", "\"😀😀\"");
        reads("'a\\\nb\\\r\nc'", "\"abc\"");
        reads("'tab\there \u0001'", "\"tab\\there \\u0001\"");
        reads("'\\0a'", "\"\\u0000a\"");
        for (String wrong : List.of("'a", "\"a'", "'a\\", "'\\1'", "'\\00'", "'\\x4'", "'\\xg1'", "'\\u12'", "'\\u{41}'", "'\\u12g4'", "'a\\'")) {
            refuses(wrong);
        }
    }

    @Test
    void whiteSpace() {
        reads("\uFEFF{\t\u000B\f\u00A0\u3000\u2003\uFEFF\u2028\u2029a\u00A0:\u30001\u2028}\u2029", "{\"a\":1}");
        refuses("{\u200Ba: 1}");
        refuses("\u0085 1");
        refuses("\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\uFEFF", "// nothing", "/* nothing */\n"})
    void aTextWithoutAValueIsNoValueButAnEmptyDocument(String text) {
        refuses(text);
        assertThat(Json5Document.parse(text).root()).isEqualTo(Json.object());
    }

    @Test
    void otherRefusals() {
        for (String wrong : List.of("undefined", "tru", "trueish", "True", "true false", "{} {}", "'a' 'b'", "\\u0074rue", "()", "a", "=1", "`a`", "1;", "@")) {
            refuses(wrong);
        }
    }

    @Test
    void saysWhereAndWhatInBothLanguages() {
        JsonException e = refuses("{\n  a: 1,\n  b: 2\n  c: 3,\n}");
        assertThat(e.line()).isEqualTo(4);
        assertThat(e.column()).isEqualTo(3);
        assertThat(e.in(Language.EN)).isEqualTo("not valid JSON5: found text without quotes, expected \",\" or \"}\"");
        assertThat(e.in(Language.ZH)).isEqualTo("不是有效的 JSON5：这里应为“,”或“}”，却是没有引号的文字");
        assertThat(refuses("{ a: 1, b： 2 }").in(Language.ZH)).contains("全角", "“：”", "“:”");
        assertThat(refuses("{ a: “x” }").in(Language.EN)).contains("curly");
        assertThat(refuses("{ a: True }").in(Language.EN)).contains("\"True\" (write true)");
        assertThat(refuses("{ a: 'x").in(Language.EN)).contains("no closing quote '");
        assertThat(refuses("{ a: /* x").in(Language.ZH)).contains("没有“*/”结尾");
        assertThat(refuses("{ a: 1").in(Language.EN)).contains("the end of the text");
        assertThat(refuses("{ a: \u0007 }").in(Language.EN)).contains("U+0007");
        assertThat(refuses("{ kimi-k2: 1 }").in(Language.EN)).contains("quote the key");
        assertThat(refuses("").in(Language.EN)).contains("expected a value");
    }

    @Test
    void aPlaceCountsCarriageReturnsAndNotTheByteOrderMark() {
        assertThat(refuses("\uFEFFx")).extracting(JsonException::line, JsonException::column).containsExactly(1, 1);
        assertThat(refuses("{\r\n\r\n  ?")).extracting(JsonException::line, JsonException::column).containsExactly(3, 3);
        assertThat(refuses("{\r\r ?")).extracting(JsonException::line, JsonException::column).containsExactly(3, 2);
        assertThat(refuses("{ '😀': ?")).extracting(JsonException::line, JsonException::column).containsExactly(1, 9);
    }

    @Test
    void anUnquotedKeyIsNotRepeatedInTheMessage() {
        for (String text : List.of("{ apiKey: sk-canary123456 }", "{ apiKey: 'sk-canary\n' }", "sk-canary", "{sk-canary: 1}", "{a: 'x' sk-canary}")) {
            for (Language language : Language.values()) {
                assertThat(refuses(text).in(language)).doesNotContain("canary");
            }
        }
    }

    @Test
    void hostileSizesAreRefusedWithoutHarm() {
        assertThat(refuses("[".repeat(1_000_000)).in(Language.EN)).contains("deeper than 500");
        refuses("{a:".repeat(300_000));
        assertThat(Json5.parse("[".repeat(500) + "]".repeat(500)).isArray()).isTrue();
        refuses("[".repeat(501) + "]".repeat(501));
        refuses("9".repeat(100_000));
        refuses("0x" + "f".repeat(100_000));
        refuses(" ".repeat(Json5Parser.MAX_LENGTH + 1));
        assertThat(Json5.parse("'" + "x".repeat(5_000_000) + "'").stringValue()).hasSize(5_000_000);
    }

    @Test
    void tellsOfKeysThatStandTwice() {
        Json5Document document = Json5Document.parse("{\n  a: 1,\n  b: [{ x: 1, 'x': 2, \"\\x78\": 3 }],\n  a: 4,\n}");
        assertThat(document.duplicates()).extracting(d -> String.join(".", d.path()), d -> d.ignored().line(), d -> d.counts().column())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 2, 3),
                        org.assertj.core.groups.Tuple.tuple("b.0.x", 3, 23),
                        org.assertj.core.groups.Tuple.tuple("b.0.x", 3, 23));
    }

    @Test
    void knowsWhereEverythingStands() {
        Json5Document document = Json5Document.parse("{\n  a: { 'b c': [10, 20] },\n}");
        Json5Document.Place item = document.place(List.of("a", "b c", "1")).orElseThrow();
        assertThat(document.text().substring(item.start(), item.end())).isEqualTo("20");
        assertThat(item.line()).isEqualTo(2);
        Json5Document.Place key = document.keyPlace(List.of("a", "b c")).orElseThrow();
        assertThat(document.text().substring(key.start(), key.end())).isEqualTo("'b c'");
        assertThat(key.column()).isEqualTo(8);
        assertThat(document.place(List.of())).isPresent();
        assertThat(document.keyPlace(List.of())).isEmpty();
        assertThat(document.keyPlace(List.of("a", "b c", "1"))).isEmpty();
        assertThat(document.place(List.of("a", "b c", "2"))).isEmpty();
        assertThat(document.place(List.of("a", "b c", "x"))).isEmpty();
        assertThat(document.place(List.of("a", "b c", "1", "x"))).isEmpty();
    }

    @Test
    void quotesWhatItReads() {
        for (String text : List.of("", "a\"b'c", "\\", "\n\r\t\b\f\u0000\u007f\u2028\uFEFF", "😀", "\ud800", "x\udc00y", "中")) {
            for (char quote : new char[] {'"', '\''}) {
                assertThat(Json5.parse(Json5.quote(text, quote)).stringValue()).isEqualTo(text);
            }
            assertThat(Json.parse(Json5.quote(text)).stringValue()).isEqualTo(text);
        }
        assertThat(Json5.quote("\ud800").toLowerCase(Locale.ROOT)).isEqualTo("\"\\ud800\"");
    }

    @Test
    void aDocumentIsNotChangedThroughItsTree() {
        Json5Document document = Json5Document.parse("{a: {b: 1}}");
        ((tools.jackson.databind.node.ObjectNode) document.root()).removeAll();
        assertThat(document.root().size()).isEqualTo(1);
        assertThatThrownBy(() -> document.unset(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
