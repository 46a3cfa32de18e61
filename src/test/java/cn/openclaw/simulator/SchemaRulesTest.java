package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.SimulatorOptions.SchemaLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Moonshot-flavoured JSON Schema: the published rules, case by case. */
class SchemaRulesTest {
    /** A schema, and what the strict level says; empty for nothing. */
    record Row(String schema, String problem) {}

    static final List<Row> ROWS = List.of(
            new Row("{'type':'object','properties':{}}", ""),
            new Row("{'type':'object','properties':{'a':{'type':'string','description':'d','pattern':'x'}},'required':['a']}", ""),
            new Row("{'type':'object','properties':{'a':{'anyOf':[{'type':'string'},{'type':'null'}]}}}", ""),
            new Row("{'type':'object','properties':{'a':{'type':['string','null']}}}", ""),
            new Row("{'type':'object','properties':{'a':{'enum':['x','y']}}}", ""),
            new Row("{'type':'object','properties':{'a':{'$ref':'#/$defs/A'}},'$defs':{'A':{'type':'string'}}}", ""),
            new Row("{'type':'object','properties':{'a':{'type':'string','anyOf':[{'type':'string'}]}}}",
                    "At path 'properties.a': when using anyOf, type should be defined in anyOf items instead of the parent schema"),
            new Row("{'type':'object','properties':{'a':{'type':'string','$ref':'#/$defs/A'}},'$defs':{'A':{'type':'string'}}}",
                    "when using $ref, type should be defined in the referenced schema instead of the parent schema"),
            new Row("{'type':'object','properties':{'a':{'$ref':'#/definitions/A'}}}", "references must start with #/$defs/"),
            new Row("{'type':'object','properties':{'a':{'$ref':'#/$defs/B'}}}", "reference #/$defs/B is not defined"),
            new Row("{'type':'object','properties':{'a':{}}}", "At path 'properties.a': type is not defined"),
            new Row("{'type':'object','properties':{'a':{'type':'array','items':{}}}}",
                    "At path 'properties.a.items': type is not defined"),
            new Row("{'type':'object','properties':{},'required':['b']}", "required property 'b' is not defined in properties"),
            new Row("{'type':'object','properties':{},'required':true}", "required must be an array"),
            new Row("{'type':'object','properties':{'a':{'type':'array','items':[{'type':'string'}]}}}", "items must be an object"),
            new Row("{'type':'object','properties':{'a':{'oneOf':[{'type':'string'}]}}}", "invalid keywords: oneOf"),
            new Row("{'type':'object','properties':{'a':{'allOf':[{'type':'string'}]}}}", "invalid keywords: allOf"),
            new Row("{'type':'object','title':'T','properties':{}}", "invalid keywords: title"),
            new Row("{'type':'object','properties':{'a':{'type':'string','format':'uri'}}}", "invalid keywords: format"),
            new Row("{'type':'object','properties':{'a':{'type':'integer','exclusiveMinimum':0}}}", "invalid keywords: exclusiveMinimum"),
            new Row("{'type':'object','properties':{'a':{'type':'array','prefixItems':[]}}}", "invalid keywords: prefixItems"),
            new Row("{'type':'object','properties':{'a':{'type':'string','enum':['x',1]}}}", "enum values must be of one scalar type"),
            new Row("{'type':'object','properties':{'a':{'type':'string','enum':[1,2]}}}", "enum values do not match type string"),
            new Row("{'type':'object','properties':{'a':{'type':'string','enum':[]}}}", "enum must be an array of 1 to 1000 items"),
            new Row("{'type':'object','properties':{'a':{'type':['string','integer']}}}", "type must be one type, or one type and null"),
            new Row("{'type':'object','properties':{'a':{'type':'text'}}}", "type is invalid"),
            new Row("{'type':'object','properties':{'a':{'$ref':'#/$defs/A'}},'required':['a'],'$defs':{'A':{'type':'object',"
                    + "'properties':{'a':{'$ref':'#/$defs/A'}},'required':['a']}}}",
                    "detected infinite recursion without termination condition"),
            new Row("{'type':'object','properties':{'a':{'$ref':'#/$defs/A'}},'$defs':{'A':{'type':'object','properties':{'a':"
                    + "{'anyOf':[{'$ref':'#/$defs/A'},{'type':'null'}]}},'required':['a']}}}",
                    ""),
            new Row("{'type':'object','properties':{'a':{'type':'object','$defs':{}}}}", "$defs is only allowed at the root"),
            new Row("{'type':'object','properties':{'a':{'$ref':'#/$defs/A','description':'x'}},'$defs':{'A':{'type':'string',"
                    + "'description':'y'}}}",
                    "conflicting keywords found after $ref expansion: description"));

    @TestFactory
    Stream<DynamicTest> everyRule() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.schema(), () -> {
            Optional<String> problem =
                    SchemaRules.check(Json.parse(row.schema().replace('\'', '"')), SchemaLevel.STRICT);
            if (row.problem().isEmpty()) {
                assertThat(problem).isEmpty();
            } else {
                assertThat(problem).hasValueSatisfying(said -> assertThat(said).contains(row.problem()));
            }
        }));
    }

    @Test
    void limitsDepthAndSize() {
        String deep = "{\"type\":\"object\",\"properties\":{\"a\":".repeat(31) + "{\"type\":\"string\"}" + "}}".repeat(31);
        assertThat(SchemaRules.check(Json.parse(deep), SchemaLevel.STRICT)).hasValueSatisfying(said ->
                assertThat(said).contains("deeper than 30"));
        var wide = Json.object().put("type", "object");
        for (int number = 0; number <= 3000; number++) {
            wide.withObject("properties").putObject("p" + number).put("type", "null");
        }
        assertThat(SchemaRules.check(wide, SchemaLevel.STRICT)).hasValueSatisfying(said -> assertThat(said).contains("3000"));
        var values = Json.object().put("type", "string");
        for (int number = 0; number <= 1000; number++) {
            values.withArray("enum").add("v" + number);
        }
        assertThat(SchemaRules.check(values, SchemaLevel.LENIENT)).isPresent();
        var large = Json.object().put("type", "string").put("description", "x".repeat(120_001));
        assertThat(SchemaRules.check(large, SchemaLevel.LENIENT)).hasValueSatisfying(said -> assertThat(said).contains("120000"));
    }

    @Test
    void saysNothingWhenSwitchedOff() {
        assertThat(SchemaRules.check(Json.parse("{\"oneOf\":1}"), SchemaLevel.OFF)).isEmpty();
    }

    @Test
    void isToldInThePlatformsSentence() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            var bad = Talk.READ_TOOL.replace("\"description\":\"which\"", "\"format\":\"path\"");
            assertThat(new Talk(simulator).chat(Talk.asks("kimi-k3", "hi", bad)).errorMessage())
                    .isEqualTo("tools.function.parameters is not a valid moonshot flavored json schema, details: <At path "
                            + "'properties.path': invalid keywords: format>");
            var root = Talk.READ_TOOL.replace("\"parameters\":{\"type\":\"object\"", "\"parameters\":{\"type\":\"string\"");
            assertThat(new Talk(simulator).chat(Talk.asks("kimi-k3", "hi", root)).errorMessage())
                    .isEqualTo("tools.function.parameters.type is required and must be \"object\"");
        }
    }

    /** What the vendor's own validator accepts at some level must pass the level that holds only what all levels demand. */
    @Test
    void acceptsWhatTheVendorsValidatorAccepts() throws IOException {
        Path folder = Path.of(System.getProperty("shared.dir", "."), "data/mfjs-valid");
        assumeTrue(Files.isDirectory(folder), "shared/data/mfjs-valid is not beside this checkout: the vendor's cases were not tried");
        int cases = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    assertThat(SchemaRules.check(Json.parse(line), SchemaLevel.LENIENT)).as(line).isEmpty();
                    cases++;
                }
            }
        }
        assertThat(cases).isGreaterThan(80);
    }
}
