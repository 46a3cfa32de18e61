package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration in several files stays in several files. */
class IncludeTest {
    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void anEmptyHome() {
        world = new World(home);
    }

    private String tree() {
        return Json.write(world.read().config().tree());
    }

    @Test
    void filesAreLaidOverEachOther() {
        world.write("a.json5", "{ env: { A: 'a', B: 'a' }, tools: { allow: ['x'] } }")
                .write("sub/b.json5", "{ env: { B: 'b' }, tools: { allow: ['y'], $include: './c.json5' } }")
                .write("sub/c.json5", "{ deny: ['z'] }")
                .config("{ $include: ['./a.json5', 'sub/b.json5'], env: { C: 'c' } }");

        assertThat(world.read().problems()).isEmpty();
        assertThat(Json.parse(tree())).isEqualTo(Json.parse(
                "{\"env\":{\"A\":\"a\",\"B\":\"b\",\"C\":\"c\"},\"tools\":{\"allow\":[\"x\",\"y\"],\"deny\":[\"z\"]}}"));
    }

    @Test
    void aProblemNamesTheFileItIsIn() {
        world.write("models.json5", "{\n  mode: 'merg',\n  providers: {}\n}").config("{ models: { $include: 'models.json5' } }");

        ConfigProblem problem = world.read().problems().getFirst();

        assertThat(problem.file()).isEqualTo(home.resolve(".openclaw/models.json5"));
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isEqualTo(9);
        assertThat(problem.path()).isEqualTo("models.mode");
    }

    @Test
    void aChangeGoesToTheFileTheValueComesFrom() {
        String models = "{ // mine\n  mode: 'merge',\n  providers: {} }";
        String main = "{ models: { $include: './models.json5' }, gateway: { port: 1 } }";
        world.write("models.json5", models).config(main);

        world.set("models.mode", "'replace'");
        world.set("gateway.port", "2");
        world.set("models.bedrockDiscovery.region", "'eu'");

        assertThat(world.text("models.json5"))
                .startsWith("{ // mine\n  mode: 'replace',\n  providers: {}")
                .contains("bedrockDiscovery");
        assertThat(world.text("openclaw.json")).isEqualTo(main.replace("port: 1", "port: 2"));
        assertThat(world.text("models.json5.bak")).isEqualTo(models.replace("merge", "replace"));
    }

    @Test
    void aValueBesideAnIncludeIsChangedWhereItCounts() {
        world.write("base.json5", "{ port: 1, bind: 'lan' }").config("{ gateway: { $include: './base.json5', port: 2 } }");

        world.set("gateway.port", "3");
        world.set("gateway.bind", "'loopback'");

        assertThat(world.text("openclaw.json")).isEqualTo("{ gateway: { $include: './base.json5', port: 3 } }");
        assertThat(world.text("base.json5")).isEqualTo("{ port: 1, bind: 'loopback' }");
    }

    @Test
    void whereSeveralFilesSpeakThePersonIsToldWhichToOpen() {
        world.write("base.json5", "{ port: 1, auth: { token: 'a' } }")
                .config("{ gateway: { $include: './base.json5', port: 2, auth: { mode: 'token' } } }");
        String before = world.text("openclaw.json");

        assertThatThrownBy(() -> world.unset("gateway.port"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("~/.openclaw/base.json5");
        assertThatThrownBy(() -> world.set("gateway.auth", "{ mode: 'password' }")).isInstanceOf(ConfigException.class);
        assertThat(world.text("openclaw.json")).isEqualTo(before);
        assertThat(world.text("base.json5")).isEqualTo("{ port: 1, auth: { token: 'a' } }");
    }

    @Test
    void nothingOutsideTheFolderIsReadUnlessAllowed() throws IOException {
        Files.writeString(home.resolve("secret.json5"), "{ A: '1' }");
        Files.createDirectories(home.resolve(".openclaw"));
        Files.createSymbolicLink(home.resolve(".openclaw/link.json5"), home.resolve("secret.json5"));

        for (String way : List.of("../secret.json5", "link.json5", home.resolve("secret.json5").toString())) {
            world.config("{ env: { $include: '" + way + "' } }");
            assertThat(World.lines(world.read().problems())).singleElement().asString().contains("outside the config folder");
        }
        world.variable("OPENCLAW_INCLUDE_ANYWHERE", "1");
        assertThat(tree()).isEqualTo("{\"env\":{\"A\":\"1\"}}");
    }

    @Test
    void circlesDepthAndMissingFilesAreProblemsWithAPlace() {
        world.write("a.json5", "{ env: { $include: './b.json5' } }").write("b.json5", "{ x: { $include: './a.json5' } }");
        world.config("{ $include: './a.json5' }");
        assertThat(World.lines(world.read().problems())).anyMatch(line -> line.contains("Circular include detected: "));

        for (int depth = 0; depth < 12; depth++) {
            world.write("d" + depth + ".json5", "{ $include: './d" + (depth + 1) + ".json5' }");
        }
        world.config("{ $include: './d0.json5' }");
        assertThat(World.lines(world.read().problems())).anyMatch(line -> line.contains("Maximum include depth (10) exceeded"));

        world.config("{\n  $include: ['./none.json5', 7] }");
        assertThat(World.lines(world.read().problems()))
                .anyMatch(line -> line.startsWith("2:14 ") && line.contains("Failed to read include file: ./none.json5"))
                .anyMatch(line -> line.contains("Invalid $include array item: expected string, got number"));

        world.config("{ env: { $include: {} } }");
        assertThat(World.lines(world.read().problems()))
                .anyMatch(line -> line.contains("Invalid $include value: expected string or array of strings, got object"));

        world.write("list.json5", "[1]").config("{ env: { $include: './list.json5', A: 'b' } }");
        assertThat(World.lines(world.read().problems()))
                .anyMatch(line -> line.contains("Sibling keys require included content to be an object"));
    }

    @Test
    void manyIncludesEndAtALimit() {
        StringBuilder ten = new StringBuilder();
        for (int level = 0; level < 8; level++) {
            ten.setLength(0);
            for (int copy = 0; copy < 10; copy++) {
                ten.append("k").append(copy).append(": { $include: './l").append(level + 1).append(".json5' }, ");
            }
            world.write("l" + level + ".json5", "{ " + ten + "}");
        }
        world.write("l8.json5", "{}").config("{ env: { $include: './l0.json5' } }");

        assertThat(World.lines(world.read().problems())).anyMatch(line -> line.contains("more than 500 included files"));
    }

    @Test
    void theLastGoodCopyKnowsItsIncludedFiles() {
        world.write("gw.json5", "{ port: 7 }").config("{ gateway: { $include: './gw.json5' } }");
        world.read();
        world.write("gw.json5", "{ port: ");

        ConfigSnapshot snapshot = world.read();

        assertThat(snapshot.origin()).isEqualTo(ConfigSnapshot.Origin.LAST_GOOD);
        assertThat(snapshot.config().tree().at("/gateway/port").intValue()).isEqualTo(7);
        assertThat(snapshot.problems().getFirst().file()).isEqualTo(home.resolve(".openclaw/gw.json5"));
    }
}
