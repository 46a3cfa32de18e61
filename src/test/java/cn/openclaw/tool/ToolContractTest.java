package cn.openclaw.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.testing.ToolContexts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What every tool must keep, run for each one found: a new tool brings no such test. */
class ToolContractTest {
    @TestFactory
    Stream<DynamicNode> everyTool() {
        assertThat(Tools.all()).isNotEmpty();
        return Tools.all().stream().map(tool -> dynamicContainer(tool.name(), Stream.of(
                dynamicTest("has a name that every platform takes", () ->
                        assertThat(tool.name()).matches("[A-Za-z][A-Za-z0-9_-]{0,63}")),
                dynamicTest("says what it does", () -> assertThat(tool.description()).hasSizeBetween(20, 400)),
                dynamicTest("takes a flat object, each argument described", () -> {
                    assertThat(Json.text(tool.parameters(), "type")).isEqualTo("object");
                    tool.parameters().get("properties").forEach(property -> {
                        assertThat(Json.text(property, "type")).isNotNull();
                        assertThat(Json.text(property, "description")).isNotBlank();
                    });
                }),
                dynamicTest("its other names lead to real arguments", () -> assertThat(tool.aliases().values())
                        .allMatch(name -> tool.parameters().get("properties").has(name))),
                dynamicTest("is the same each time", () -> assertThat(tool.parameters()).isEqualTo(tool.parameters())),
                dynamicTest("answers in words when its folder is not there", () -> {
                    var box = new Toolbox(List.of(tool), ToolContexts.of(Path.of("/nowhere/at/all")));
                    var arguments = Json.object();
                    tool.parameters().path("required").forEach(name -> arguments.put(name.asString(), "a"));
                    var result = box.run(new Part.ToolCall("x:0", tool.name(), Json.write(arguments)));
                    assertThat(ToolboxTest.words(result)).isNotBlank().doesNotContain("Exception");
                }))));
    }
}
