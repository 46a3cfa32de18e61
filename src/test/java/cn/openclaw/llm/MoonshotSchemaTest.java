package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One bad schema makes the platform refuse a whole request. So none leaves the house. */
class MoonshotSchemaTest {

    /** Kinds of fault for which users saw "not a valid moonshot flavored json schema", each with what we send instead. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            a property without a type         | {}                                                         | {"anyOf":[{"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"object"},{"type":"array"},{"type":"null"}]}
            a type shown by its members       | {"properties":{"a":{"type":"string"}}}                     | {"type":"object","properties":{"a":{"type":"string"}}}
            a type shown by its values        | {"enum":["a","b"]}                                         | {"type":"string","enum":["a","b"]}
            a type beside anyOf               | {"type":"string","anyOf":[{"minLength":1},{"enum":[""]}]}  | {"anyOf":[{"type":"string","minLength":1},{"type":"string","enum":[""]}]}
            a type beside $ref                | {"type":"string","$ref":"#/definitions/Name"}              | {"type":"string","description":"a name","minLength":1}
            a reference to definitions        | {"$ref":"#/definitions/Name"}                              | {"type":"string","description":"a name","minLength":1}
            words beside a reference          | {"$ref":"#/definitions/Name","description":"whose"}        | {"type":"string","description":"whose","minLength":1}
            one reference wrapped in allOf    | {"allOf":[{"$ref":"#/definitions/Name"}],"default":"x"}    | {"type":"string","description":"a name","default":"x","minLength":1}
            a reference to nowhere            | {"$ref":"https://example.com/x.json"}                      | {"anyOf":[{"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"object"},{"type":"array"},{"type":"null"}]}
            an optional value                 | {"type":["string","null"]}                                 | {"anyOf":[{"type":"string"},{"type":"null"}]}
            an optional value, OpenAPI's way  | {"type":"string","nullable":true}                          | {"anyOf":[{"type":"string"},{"type":"null"}]}
            a choice of constants             | {"oneOf":[{"const":"a"},{"const":"b","title":"B"}]}        | {"type":"string","enum":["a","b"]}
            a constant                        | {"const":3}                                                | {"type":"integer","enum":[3]}
            values of several kinds           | {"enum":["a",1,null]}                                      | {"anyOf":[{"type":"string","enum":["a"]},{"type":"integer","enum":[1]},{"type":"null"}]}
            values that deny their type       | {"type":"string","enum":[1,2]}                             | {"type":"integer","enum":[1,2]}
            open bounds of whole numbers      | {"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":9}  | {"type":"integer","minimum":1,"maximum":8}
            open bounds of other numbers      | {"type":"number","exclusiveMinimum":0}                     | {"type":"number","minimum":0}
            an open bound of draft 4          | {"type":"integer","minimum":0,"exclusiveMinimum":true}     | {"type":"integer","minimum":1}
            a tuple                           | {"type":"array","items":[{"type":"string"},{"type":"number"}],"additionalItems":false} | {"type":"array","items":{"anyOf":[{"type":"string"},{"type":"number"}]},"maxItems":2}
            a tuple of 2020-12                | {"type":"array","prefixItems":[{"type":"string"}],"items":false} | {"type":"array","items":{"type":"string"},"maxItems":1}
            what is required but unknown      | {"type":"object","properties":{"a":{"type":"string"}},"required":["a","b"]} | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}
            required, draft 3                 | {"type":"object","properties":{"a":{"type":"string","required":true}}} | {"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}
            objects in allOf                  | {"allOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"number"}}}]} | {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"number"}},"required":["a"]}
            keywords that are not known       | {"type":"string","format":"uri","title":"T","$comment":"c","examples":["x"]} | {"type":"string"}
            patterns for names                | {"type":"object","patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false} | {"type":"object","additionalProperties":{"type":"string"}}
            types in capitals                 | {"type":"STRING"}                                          | {"type":"string"}
            bounds with nothing between       | {"type":"string","minLength":5,"maxLength":2}              | {"type":"string"}
            a default of another type         | {"type":"string","default":null}                           | {"type":"string"}
            a property that may not be        | false                                                      |
            """)
    void says(String fault, String property, String expected) {
        ObjectNode root = (ObjectNode) Json.parse(
                """
                {"type":"object","properties":{"p":%s},"required":["p"],
                 "definitions":{"Name":{"type":"string","minLength":1,"description":"a name","title":"Name"}}}
                """
                        .formatted(property));

        ObjectNode normal = MoonshotSchema.normalise(root);

        JsonNode wanted = expected == null ? null : Json.parse(expected);
        assertThat(normal.path("properties").get("p")).as(fault).isEqualTo(wanted);
        assertThat(MoonshotSchema.problems(normal)).isEmpty();
        assertThat(normal.has("$defs")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            nothing                   | {}                           | {"type":"object","properties":{}}
            no properties             | {"type":"object"}            | {"type":"object","properties":{}}
            a choice of objects       | {"type":"object","anyOf":[{"properties":{"a":{"type":"string"},"k":{"const":"x"}},"required":["a","k"]},{"properties":{"b":{"type":"string"},"k":{"const":"y"}},"required":["b","k"]}]} | {"type":"object","properties":{"a":{"type":"string"},"k":{"type":"string","enum":["x","y"]},"b":{"type":"string"}},"required":["k"]}
            itself inside             | {"type":"object","properties":{"child":{"$ref":"#"}}} | {"type":"object","properties":{"child":{"$ref":"#/$defs/root"}},"$defs":{"root":{"type":"object","properties":{"child":{"$ref":"#/$defs/root"}}}}}
            a root that is a reference | {"$ref":"#/definitions/In","definitions":{"In":{"type":"object","properties":{"a":{"type":"string"}}}}} | {"type":"object","properties":{"a":{"type":"string"}}}
            itself, required          | {"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]} | {"type":"object","properties":{"next":{"$ref":"#/$defs/root"}},"$defs":{"root":{"type":"object","properties":{"next":{"$ref":"#/$defs/root"}}}}}
            """)
    void makesTheRootAnObject(String what, String schema, String expected) {
        ObjectNode normal = MoonshotSchema.normalise((ObjectNode) Json.parse(schema));

        assertThat(normal).as(what).isEqualTo(Json.parse(expected));
        assertThat(MoonshotSchema.problems(normal)).isEmpty();
    }

    @Test
    void refusesOnlyWhatNoArgumentsCanFit() {
        for (String schema : List.of("{\"type\":\"string\"}", "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}")) {
            assertThatThrownBy(() -> MoonshotSchema.normalise((ObjectNode) Json.parse(schema)))
                    .isInstanceOf(SchemaException.class)
                    .hasMessage("its parameters are not an object");
        }
    }

    @Test
    void refusesWhatIsBeyondEveryLimit() {
        ObjectNode properties = Json.object();
        for (int i = 0; i < 3_001; i++) {
            properties.set("p" + i, Json.object().put("type", "string"));
        }
        ObjectNode schema = Json.object().put("type", "object");
        schema.set("properties", properties);

        assertThatThrownBy(() -> MoonshotSchema.normalise(schema)).isInstanceOf(SchemaException.class);
        properties.remove("p0");
        assertThat(MoonshotSchema.problems(MoonshotSchema.normalise(schema))).isEmpty();
    }

    @Test
    void shortensWhatCanBeShortened() {
        StringBuilder deep = new StringBuilder("{\"type\":\"string\"}");
        for (int i = 0; i < 60; i++) {
            deep.insert(0, "{\"type\":\"object\",\"properties\":{\"in\":").append("},\"required\":[\"in\"]}");
        }
        ObjectNode wide = Json.object();
        for (int i = 0; i < 1_200; i++) {
            wide.withArray("enum").add("value " + i);
        }
        ObjectNode many = Json.object();
        for (int i = 0; i < 600; i++) {
            many.withArray("anyOf").add(Json.object().put("type", "string").put("minLength", i));
        }
        ObjectNode schema = Json.object().put("type", "object");
        schema.set("properties", Json.object().set("deep", Json.parse(deep.toString())));
        schema.withObject("properties").set("wide", wide);
        schema.withObject("properties").set("many", many);

        ObjectNode normal = MoonshotSchema.normalise(schema);

        assertThat(MoonshotSchema.problems(normal)).isEmpty();
        assertThat(normal.path("properties").path("wide")).isEqualTo(Json.parse("{\"type\":\"string\"}"));
        assertThat(MoonshotSchema.normalise(normal)).isEqualTo(normal);
    }

    /** Thirty definitions that each use the next one twice would be a billion when opened. */
    @Test
    void keepsReferencesThatWouldGrowOutOfHand() {
        StringBuilder definitions = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            definitions.append("\"d%d\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/definitions/d%d\"},\"b\":{\"$ref\":\"#/definitions/d%d\"}}},".formatted(i, i + 1, i + 1));
        }
        ObjectNode schema = (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{\"p\":{\"$ref\":\"#/definitions/d0\"}},\"definitions\":{" + definitions + "\"d30\":{\"type\":\"string\"}}}");

        ObjectNode normal = MoonshotSchema.normalise(schema);

        assertThat(MoonshotSchema.problems(normal)).isEmpty();
        assertThat(normal.path("$defs").size()).isEqualTo(31);
        assertThat(MoonshotSchema.normalise(normal)).isEqualTo(normal);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"type":"string"}                                                            | must be "object"
            {"type":"object","properties":{"a":{}}}                                      | type is not defined
            {"type":"object","properties":{"a":{"type":"string","anyOf":[{"type":"string"}]}}} | when using anyOf
            {"type":"object","properties":{"a":{"type":"string","$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}} | when using $ref
            {"type":"object","properties":{"a":{"$ref":"#/definitions/x"}}}              | references must start with
            {"type":"object","properties":{"a":{"$ref":"#/$defs/x"}}}                    | unknown reference
            {"type":"object","properties":{"a":{"$ref":"#/$defs/x","description":"d"}},"$defs":{"x":{"type":"string","description":"e"}}} | conflicting keywords
            {"type":"object","required":["x"]}                                           | is not defined in properties
            {"type":"object","required":true}                                            | required must be an array
            {"type":"object","properties":{"a":{"type":"array","items":[{"type":"string"}]}}} | a schema must be an object
            {"type":"object","properties":{"a":{"type":"array","prefixItems":[]}}}       | invalid keywords: prefixItems
            {"type":"object","properties":{"a":{"type":"string","format":"uri"}}}        | invalid keywords: format
            {"type":"object","properties":{"a":{"type":"string","title":"A"}}}           | invalid keywords: title
            {"type":"object","properties":{"a":{"type":"integer","exclusiveMinimum":1}}} | invalid keywords: exclusiveMinimum
            {"type":"object","properties":{"a":{"type":"string","enum":["a",1]}}}        | enum value is not of type string
            {"type":"object","properties":{"a":{"type":["string","number"]}}}            | type is not defined
            {"type":"object","properties":{"a":{"type":"string","minLength":3,"maxLength":1}}} | is greater than
            {"type":"object","properties":{"a":{"type":"object","$defs":{}}}}            | invalid keywords: $defs
            {"type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"required":["a"],"$defs":{"x":{"type":"object","properties":{"b":{"$ref":"#/$defs/x"}},"required":["b"]}}} | infinite recursion
            {"type":"object","allOf":[]}                                                 | invalid keywords: allOf
            """)
    void namesTheRuleThatIsBroken(String schema, String problem) {
        assertThat(MoonshotSchema.problems((ObjectNode) Json.parse(schema))).anyMatch(said -> said.contains(problem));
    }

    @Test
    void fiveThousandRandomSchemasComeOutValid() {
        int dropped = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            ObjectNode schema = new RandomSchemas(new Random(seed)).root();
            String before = Json.write(schema);
            try {
                ObjectNode normal = MoonshotSchema.normalise(schema);
                assertThat(MoonshotSchema.problems(normal)).as("seed %s: %s%n%s", seed, before, normal).isEmpty();
                assertThat(MoonshotSchema.normalise(normal)).as("seed %s: %s", seed, before).isEqualTo(normal);
                assertThat(Json.write(MoonshotSchema.normalise((ObjectNode) Json.parse(before)))).isEqualTo(Json.write(normal));
            } catch (SchemaException e) {
                boolean plainObject = schema.path("type").asString("").equals("object") && Stream.of("enum", "const", "allOf", "anyOf", "oneOf", "$ref").noneMatch(schema::has);
                assertThat(plainObject).as("seed %s: %s", seed, before).isFalse();
                dropped++;
            }
            assertThat(Json.write(schema)).isEqualTo(before);
        }
        assertThat(dropped).isLessThan(1_500);
    }

    /** What an author's schema takes is still taken, whatever was said more widely. */
    @Test
    void neverForbidsWhatWasAllowed() {
        int accepted = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            RandomSchemas source = new RandomSchemas(random);
            ObjectNode property = new PlainSchemas(random).schema(3);
            ObjectNode schema = Json.object().put("type", "object");
            schema.set("properties", Json.object().set("p", property));
            SchemaEvaluator after = new SchemaEvaluator(MoonshotSchema.normalise(schema));
            SchemaEvaluator before = new SchemaEvaluator(schema);
            for (int i = 0; i < 20; i++) {
                JsonNode value = Json.object().set("p", source.instance(3, PlainSchemas.NAMES));
                if (before.accepts(value)) {
                    accepted++;
                    assertThat(after.accepts(value)).as("seed %s: %s%n%s", seed, schema, value).isTrue();
                }
            }
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    @Test
    void everyCaseThatThePlatformsValidatorAcceptsKeepsItsMeaning() throws IOException {
        Path folder = Path.of(System.getProperty("shared.dir"), "data/mfjs-valid");
        assumeTrue(Files.isDirectory(folder), () -> "no validator cases at " + folder + ": not run");
        List<String> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
                cases.addAll(Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList());
            }
        }
        assertThat(cases).hasSizeGreaterThan(60);
        int same = 0;
        for (String line : cases) {
            ObjectNode original = (ObjectNode) Json.parse(line);
            same += keepsItsMeaning(original, asProperty(original), "p") ? 1 : 0;
            if (original.path("type").asString("").equals("object")) {
                keepsItsMeaning(original, original, null);
            }
        }
        // The others use what the strict level or a tool's root does not take: title, $id, lists of types, references that need no definition.
        assertThat(same).isGreaterThanOrEqualTo(cases.size() * 6 / 10);
    }

    /** The case as a property of a tool; what it refers to by path moves along. */
    private static ObjectNode asProperty(ObjectNode original) {
        String moved = Json.write(original).replace("\"$ref\":\"#/", "\"$ref\":\"#/properties/p/").replace("\"$ref\":\"#\"", "\"$ref\":\"#/properties/p\"");
        ObjectNode root = Json.object().put("type", "object");
        root.set("properties", Json.object().set("p", Json.parse(moved)));
        return root;
    }

    private static boolean keepsItsMeaning(ObjectNode original, ObjectNode tool, @org.jspecify.annotations.Nullable String property) {
        ObjectNode normal = MoonshotSchema.normalise(tool);
        assertThat(MoonshotSchema.problems(normal)).as(original.toString()).isEmpty();
        assertThat(MoonshotSchema.normalise(normal)).isEqualTo(normal);
        SchemaEvaluator before = new SchemaEvaluator(original);
        SchemaEvaluator after = new SchemaEvaluator(normal);
        RandomSchemas source = new RandomSchemas(new Random(7));
        List<String> names = names(original, new TreeSet<>());
        for (int i = 0; i < 3_000; i++) {
            JsonNode value = source.instance(5, names);
            if (property == null && !value.isObject()) {
                continue;
            }
            JsonNode wrapped = property == null ? value : Json.object().set(property, value);
            assertThat(after.accepts(wrapped)).as("%s%n%s%n%s", original, normal, value).isEqualTo(before.accepts(value));
        }
        return property != null && original.equals(normal.path("properties").path(property));
    }

    private static List<String> names(JsonNode schema, TreeSet<String> found) {
        schema.path("properties").propertyNames().forEach(found::add);
        schema.forEach(child -> names(child, found));
        found.add("other");
        return List.copyOf(found);
    }
}
