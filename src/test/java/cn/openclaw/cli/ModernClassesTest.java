package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Old classes come out in a format that an AOT cache takes, and still run. */
class ModernClassesTest {
    @TempDir
    Path folder;

    @Test
    void theArgumentParserIsLiftedOnceAndStillRuns() throws Exception {
        Path jar = folder.resolve("picocli.jar");
        Files.copy(Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI()), jar);
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

    private static int version(Path jar) throws Exception {
        try (var zip = new java.util.zip.ZipFile(jar.toFile());
                var in = zip.getInputStream(zip.getEntry("picocli/CommandLine.class"))) {
            byte[] head = in.readNBytes(8);
            return head[7];
        }
    }
}
