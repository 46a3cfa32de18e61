package cn.openclaw.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An edit looks as if the person had made it by hand. */
class Json5EditTest {

    private static String set(String text, String path, String value) {
        return Json5Document.parse(text).set(steps(path), value).text();
    }

    private static String unset(String text, String path) {
        return Json5Document.parse(text).unset(steps(path)).text();
    }

    private static List<String> steps(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("\\."));
    }

    @Test
    void replacesOnlyTheValue() {
        assertThat(set("{ a: 'x', /* b */ b: \"${VAR}\" } // end\n", "a", "\"y\""))
                .isEqualTo("{ a: \"y\", /* b */ b: \"${VAR}\" } // end\n");
        assertThat(set("\uFEFF{\r\n  a: 1, // one\r\n}\r\n", "a", "2")).isEqualTo("\uFEFF{\r\n  a: 2, // one\r\n}\r\n");
        assertThat(set("[1, [2, 3], 4]", "1.0", "{}")).isEqualTo("[1, [{}, 3], 4]");
        assertThat(set("{a:1}", "", "[2]")).isEqualTo("[2]");
        assertThat(set("/* x */ 1 // y", "", "2")).isEqualTo("/* x */ 2 // y");
    }

    @Test
    void dropsCommentsAroundTheNewValueButKeepsThoseInIt() {
        assertThat(set("{ a: 1, b: 2 }", "a", " /* n */ 3 // three\n")).isEqualTo("{ a: 3, b: 2 }");
        assertThat(set("{ a: 1, b: 2 }", "a", "[3 /* three */]")).isEqualTo("{ a: [3 /* three */], b: 2 }");
    }

    @Test
    void editsTheMemberThatCounts() {
        assertThat(set("{a: 1, a: 2}", "a", "3")).isEqualTo("{a: 1, a: 3}");
        assertThat(set("{a: {x: 1}, a: {y: 1}}", "a.x", "3")).isEqualTo("{a: {x: 1}, a: {y: 1, x: 3}}");
        assertThat(unset("{a: 1, b: 0, a: 2}", "a")).isEqualTo("{b: 0}");
    }

    @Test
    void addsAMemberInTheStyleOfItsNeighbours() {
        assertThat(set("{\n  a: 1,\n}\n", "b", "2")).isEqualTo("{\n  a: 1,\n  b: 2,\n}\n");
        assertThat(set("{\n\t\"a\": 1\n}\n", "b", "2")).isEqualTo("{\n\t\"a\": 1,\n\t\"b\": 2\n}\n");
        assertThat(set("{\r\n    'a': 1\r\n}", "b", "2")).isEqualTo("{\r\n    'a': 1,\r\n    'b': 2\r\n}");
        assertThat(set("{ a: 1 }", "b", "2")).isEqualTo("{ a: 1, b: 2 }");
        assertThat(set("{a:1}", "b", "2")).isEqualTo("{a:1,b:2}");
        assertThat(set("{a:1,c:3}", "b", "2")).isEqualTo("{a:1,c:3,b:2}");
        assertThat(set("{a: 1,}", "b", "2")).isEqualTo("{a: 1, b: 2,}");
        assertThat(set("{ 'a': 1 }", "x-y", "2")).isEqualTo("{ 'a': 1, 'x-y': 2 }");
        assertThat(set("{ a: 1 }", "x-y", "2")).isEqualTo("{ a: 1, \"x-y\": 2 }");
        assertThat(set("{ a: 'v' }", "x-y", "2")).isEqualTo("{ a: 'v', \"x-y\": 2 }");
        assertThat(set("{\n  a: 1, b: 2,\n  c: 3, d: 4\n}", "e", "5")).isEqualTo("{\n  a: 1, b: 2,\n  c: 3, d: 4, e: 5\n}");
    }

    @Test
    void putsACommaBeforeACommentAndTheMemberBehindIt() {
        assertThat(set("{\n  a: 1 // one\n}", "b", "2")).isEqualTo("{\n  a: 1, // one\n  b: 2\n}");
        assertThat(set("{\n  a: 1, // one\n}", "b", "2")).isEqualTo("{\n  a: 1, // one\n  b: 2,\n}");
        assertThat(set("{\n  a: 1,\n  // c: 3,\n}", "b", "2")).isEqualTo("{\n  a: 1,\n  // c: 3,\n  b: 2,\n}");
        assertThat(set("{ a: 1 /* one */ }", "b", "2")).isEqualTo("{ a: 1 /* one */, b: 2 }");
        assertThat(set("{ a: 1 // one\n}", "b", "2")).isEqualTo("{ a: 1, // one\n  b: 2\n}");
        assertThat(set("{\n  a: 1 }", "b", "2")).isEqualTo("{\n  a: 1,\n  b: 2 }");
    }

    @Test
    void fillsWhatIsEmpty() {
        assertThat(set("{}", "a", "1")).isEqualTo("{\n  \"a\": 1\n}");
        assertThat(set("{ }\n", "a", "1")).isEqualTo("{\n  \"a\": 1\n}\n");
        assertThat(set("{\n}\n", "a", "1")).isEqualTo("{\n  \"a\": 1\n}\n");
        assertThat(set("{ // c\n}\n", "a", "1")).isEqualTo("{ // c\n  \"a\": 1\n}\n");
        assertThat(set("{\n    // c\n}\n", "a", "1")).isEqualTo("{\n    // c\n    \"a\": 1\n}\n");
        assertThat(set("{\n  a: {},\n}", "a.b", "1")).isEqualTo("{\n  a: {\n    b: 1,\n  },\n}");
        assertThat(set("{ a: {} }", "a.b", "1")).isEqualTo("{ a: { b: 1 } }");
        assertThat(set("{a:{}}", "a.b", "1")).isEqualTo("{a:{b:1}}");
        assertThat(set("{ a: { /* none */ } }", "a.b", "1")).isEqualTo("{ a: { /* none */ b: 1 } }");
        assertThat(set("{\n  a: []\n}", "a.0", "'x'")).isEqualTo("{\n  a: ['x']\n}");
        assertThat(set("{\n  a: []\n}", "a.0", "{b: 1}")).isEqualTo("{\n  a: [{b: 1}]\n}");
    }

    @Test
    void anEmptyTextBecomesAnObject() {
        assertThat(set("", "a.b", "1")).isEqualTo("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n");
        assertThat(set("\uFEFF", "a", "1")).isEqualTo("\uFEFF{\n  \"a\": 1\n}\n");
        assertThat(set("// mine\r\n", "a", "1")).isEqualTo("// mine\r\n{\r\n  \"a\": 1\r\n}\r\n");
        assertThat(set("/* mine */", "a", "1")).isEqualTo("/* mine */\n{\n  \"a\": 1\n}\n");
        assertThat(set("", "", "[1]")).isEqualTo("[1]\n");
        assertThat(set("", "0", "1")).isEqualTo("{\n  \"0\": 1\n}\n");
        assertThat(set("null", "a", "1")).isEqualTo("{\n  \"a\": 1\n}");
        assertThat(unset("// mine\n", "a")).isEqualTo("// mine\n");
    }

    @Test
    void growsLists() {
        assertThat(set("{ a: ['x'] }", "a.1", "'y'")).isEqualTo("{ a: ['x', 'y'] }");
        assertThat(set("[\n  1,\n  2,\n]", "2", "3")).isEqualTo("[\n  1,\n  2,\n  3,\n]");
        assertThat(set("[\n  1,\n  2\n]", "2", "3")).isEqualTo("[\n  1,\n  2,\n  3\n]");
    }

    @Test
    void makesMissingParents() {
        assertThat(set("{\n  x: 1,\n}", "a.b.0.c", "2"))
                .isEqualTo("{\n  x: 1,\n  a: {\n    b: [\n      {\n        c: 2,\n      },\n    ],\n  },\n}");
        assertThat(set("{ x: 1 }", "a.b.0.c", "2")).isEqualTo("{ x: 1, a: { b: [{ c: 2 }] } }");
        assertThat(set("{\n  x: 1,\n}", "a.fallbacks.0", "'m'"))
                .isEqualTo("{\n  x: 1,\n  a: {\n    fallbacks: ['m'],\n  },\n}");
        assertThat(set("{\n  a: null,\n}", "a.b", "2")).isEqualTo("{\n  a: {\n    b: 2,\n  },\n}");
    }

    @Test
    void indentsANewValueOfSeveralLines() {
        String value = "{\n  \"p\": [\n    1\n  ],\n\n  \"q\": 'a\\\n  b'\n}";
        assertThat(set("{\n\tx: {\n\t\ty: 1\n\t}\n}", "x.y", value))
                .isEqualTo("{\n\tx: {\n\t\ty: {\n\t\t\t\"p\": [\n\t\t\t\t1\n\t\t\t],\n\n\t\t\t\"q\": 'a\\\n  b'\n\t\t}\n\t}\n}");
        assertThat(set("{\r\n    x: 1,\r\n}", "y", "{\n  a: 1,\n}"))
                .isEqualTo("{\r\n    x: 1,\r\n    y: {\r\n        a: 1,\r\n    },\r\n}");
        assertThat(set("{}", "", "{\n    a: 1\n}")).isEqualTo("{\n    a: 1\n}");
    }

    @Test
    void refusesAWayThroughAValue() {
        JsonException e = catchThrowableOfType(JsonException.class, () -> set("{\n  a: { b: 'sk-canary' }\n}", "a.b.c", "1"));
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isEqualTo(11);
        assertThat(e.in(Language.EN)).isEqualTo("\"a.b\" is a string: nothing can be set inside it as \"c\"; unset or rewrite it first");
        assertThat(e.in(Language.ZH)).startsWith("“a.b”是字符串");
        assertThat(catchThrowableOfType(JsonException.class, () -> set("{ a: [1] }", "a.2", "1")).in(Language.EN))
                .isEqualTo("the list \"a\" has 1 items; 2 is beyond its end (use 1 to add one)");
        assertThat(catchThrowableOfType(JsonException.class, () -> set("{ a: [1] }", "a.x", "1")).in(Language.EN)).contains("no index");
        assertThat(catchThrowableOfType(JsonException.class, () -> set("{}", "a.3", "1")).in(Language.EN)).contains("has 0 items");
        assertThat(catchThrowableOfType(JsonException.class, () -> set("", "a.3", "1")).in(Language.EN)).contains("has 0 items");
        assertThat(catchThrowableOfType(JsonException.class, () -> set("{}", "a", "1 2"))).isNotNull();
        assertThat(catchThrowableOfType(JsonException.class, () -> set("{}", "a", "// nothing"))).isNotNull();
    }

    @Test
    void unsetTakesTheLineAndItsOwnComment() {
        String text = "{\n  // about a\n  a: 1, // one\n  // about b\n  b: 2, /* two */\n  c: 3 // three\n  // end\n}\n";
        assertThat(unset(text, "a")).isEqualTo("{\n  // about a\n  // about b\n  b: 2, /* two */\n  c: 3 // three\n  // end\n}\n");
        assertThat(unset(text, "b")).isEqualTo("{\n  // about a\n  a: 1, // one\n  // about b\n  c: 3 // three\n  // end\n}\n");
        assertThat(unset(text, "c")).isEqualTo("{\n  // about a\n  a: 1, // one\n  // about b\n  b: 2 /* two */\n  // end\n}\n");
    }

    @Test
    void unsetInOneLine() {
        assertThat(unset("{ a: 1, b: 2, c: 3 }", "a")).isEqualTo("{ b: 2, c: 3 }");
        assertThat(unset("{ a: 1, b: 2, c: 3 }", "b")).isEqualTo("{ a: 1, c: 3 }");
        assertThat(unset("{ a: 1, b: 2, c: 3 }", "c")).isEqualTo("{ a: 1, b: 2 }");
        assertThat(unset("{ a: 1, b: 2, }", "b")).isEqualTo("{ a: 1, }");
        assertThat(unset("{ a: 1, /* of b */ b: 2 }", "a")).isEqualTo("{ /* of b */ b: 2 }");
        assertThat(unset("{ a: 1, /* of b */ b: 2 }", "b")).isEqualTo("{ a: 1 /* of b */ }");
        assertThat(unset("{ a: 1 /* of a */, b: 2 }", "a")).isEqualTo("{ b: 2 }");
        assertThat(unset("{ a: 1, b: 2 /* of b */ }", "b")).isEqualTo("{ a: 1 }");
        assertThat(unset("{ a: 1 }", "a")).isEqualTo("{}");
        assertThat(unset("{\n  a: 1, // one\n}", "a")).isEqualTo("{}");
        assertThat(unset("{\n  // stays\n  a: 1,\n}", "a")).isEqualTo("{\n  // stays\n}");
        assertThat(unset("{ a: [1, 2, 3] }", "a.1")).isEqualTo("{ a: [1, 3] }");
        assertThat(unset("{ a: [1] }", "a.0")).isEqualTo("{ a: [] }");
        assertThat(unset("{\n  a: 1, b: 2, // both\n}", "b")).isEqualTo("{\n  a: 1, // both\n}");
        assertThat(unset("\uFEFFa: 1".replace("a: 1", "{a: 1, b: 2}"), "a")).isEqualTo("\uFEFF{b: 2}");
    }

    @Test
    void unsetKeepsOddLayoutsAlive() {
        assertThat(unset("{ a: 1\n, b: 2\n, c: 3\n}", "b")).isEqualTo("{ a: 1\n, c: 3\n}");
        assertThat(unset("{\n  a: 1\n  // note\n  , b: 2\n}", "a")).contains("// note").contains("b: 2");
        assertThat(unset("{\n  a: 1,\n  b: 2 }", "b")).isEqualTo("{\n  a: 1\n  }");
        assertThat(unset("{ a: 1 }", "b")).isEqualTo("{ a: 1 }");
        assertThat(unset("{ a: 1 }", "a.b.c")).isEqualTo("{ a: 1 }");
        assertThat(unset("{ a: [1] }", "a.x")).isEqualTo("{ a: [1] }");
    }
}
