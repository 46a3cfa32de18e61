package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.node.StringNode;

/** Old classes come out in a format that an AOT cache takes, and still run. */
class ModernClassesTest {
    @TempDir
    Path folder;

    @Test
    void theArgumentParserIsLiftedOnceAndStillRuns() throws Exception {
        Path jar = folder.resolve("picocli.jar");
        Files.copy(jarOf(CommandLine.class), jar);
        assertThat(version(jar)).isLessThan(50);

        ModernClasses.lift(jar);

        assertThat(version(jar)).isEqualTo(52);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Class<?> spec = loader.loadClass("picocli.CommandLine$Model$CommandSpec");
            Object created = spec.getMethod("create").invoke(null);
            Class<?> line = loader.loadClass("picocli.CommandLine");
            Object parser = line.getConstructor(Object.class).newInstance(created);
            assertThat(line.getMethod("getUsageMessage").invoke(parser).toString()).contains("Usage:");
        }
        byte[] once = Files.readAllBytes(jar);
        ModernClasses.lift(jar);
        assertThat(Files.readAllBytes(jar)).isEqualTo(once);
    }

    @Test
    void jacksonsBigLimitsAreMadeWhereTheyAreUsed() throws Exception {
        Path jar = folder.resolve("databind.jar");
        Files.copy(jarOf(StringNode.class), jar);

        ModernClasses.lift(jar);

        URL[] path = {
            jar.toUri().toURL(), jarOf(JsonParser.class).toUri().toURL(), jarOf(JsonFormat.class).toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            var kept = loader.loadClass("tools.jackson.databind.node.ValueNode").getDeclaredField("BD_MAX_LONG");
            kept.setAccessible(true);
            assertThat(kept.get(null)).isNull();
            for (String number : List.of("0", "-32768", "32768", "2147483647", "-2147483649", "9223372036854775807", "-9223372036854775809")) {
                for (Class<?> type : List.of(BigDecimal.class, BigInteger.class)) {
                    assertThat(limits(loader, type, number)).as(number).isEqualTo(limits(getClass().getClassLoader(), type, number));
                }
            }
        }
        byte[] once = Files.readAllBytes(jar);
        ModernClasses.lift(jar);
        assertThat(Files.readAllBytes(jar)).isEqualTo(once);
    }

    /** Whether a number fits a short, an int, a long, as Jackson's own nodes say. */
    private static List<Object> limits(ClassLoader loader, Class<?> type, String number) throws Exception {
        Class<?> factory = loader.loadClass("tools.jackson.databind.node.JsonNodeFactory");
        Object made = type.getConstructor(String.class).newInstance(number);
        Object node = factory.getMethod("numberNode", type).invoke(factory.getField("instance").get(null), made);
        Object pojo = factory.getMethod("pojoNode", Object.class).invoke(factory.getField("instance").get(null), made);
        Class<?> tree = loader.loadClass("tools.jackson.databind.JsonNode");
        List<Object> answers = new ArrayList<>();
        for (String question : List.of("canConvertToShort", "canConvertToInt", "canConvertToLong")) {
            answers.add(tree.getMethod(question).invoke(node));
        }
        answers.add(tree.getMethod("asLong", long.class).invoke(pojo, 7L));
        return answers;
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static int version(Path jar) throws Exception {
        try (var zip = new java.util.zip.ZipFile(jar.toFile());
                var in = zip.getInputStream(zip.getEntry("picocli/CommandLine.class"))) {
            byte[] head = in.readNBytes(8);
            return head[7];
        }
    }
}
