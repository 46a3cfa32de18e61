package cn.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, run for real on a tiny program: the four traps of docs/decisions/launcher.md, and what people see when something is missing. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final String EVERY_FAMILY = "families=\"all config-get models-list onboard\"";

    @TempDir
    Path folder;

    private Path checkout;

    @BeforeEach
    void aCheckoutThatIsBuilt() throws Exception {
        checkout = Files.createDirectories(folder.resolve("with space and 中文"));
        launcher("families=\"all\"");
        Files.createDirectories(checkout.resolve("target/fast/lib"));
        writeJar(checkout.resolve("target/fast/lib/empty.jar"), Map.of());
        program("one");
    }

    /** The launcher; each cache takes a second to train, so only who looks at the small ones has them made. */
    private void launcher(String families) throws IOException {
        Path launcher = checkout.resolve("openclaw-cn");
        String text = Files.readString(Path.of(System.getProperty("project.dir"), "openclaw-cn"));
        assertThat(text).contains(EVERY_FAMILY);
        Files.writeString(launcher, text.replace(EVERY_FAMILY, families));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aReplacedJarIsSeenByTheNextStart() throws Exception {
        assertThat(launch().out()).isEqualTo("one");
        assertThat(launch().out()).isEqualTo("one");
        program("two");
        assertThat(launch().out()).isEqualTo("two");
    }

    @Test
    void aBrokenOrMissingCachePrintsNothingOnStandardOutput() throws Exception {
        launch();
        Path cache = cache("all");
        Files.write(cache, new byte[] {1, 2, 3});
        assertThat(launch().out()).isEqualTo("one");
        Files.delete(cache);
        Run again = launch();
        assertThat(again.out()).isEqualTo("one");
        assertThat(again.err()).isEmpty();
        assertThat(cache).exists();
    }

    @Test
    void anotherJdkTrainsItsOwnCache() throws Exception {
        launch();
        Path jdk = Path.of(System.getProperty("java.home"));
        Path other = Files.createDirectories(folder.resolve("jdk"));
        Files.createSymbolicLink(other.resolve("bin"), jdk.resolve("bin"));
        Files.writeString(
                other.resolve("release"), "JAVA_VERSION=\"26.0.1\"\nJAVA_RUNTIME_VERSION=\"26.0.1+9\"\n");
        assertThat(launch(Map.of("OPENCLAW_JAVA_HOME", other.toString())).out()).isEqualTo("one");
        assertThat(caches()).hasSize(2);
    }

    @Test
    void shortCommandsHaveCachesOfTheirOwn() throws Exception {
        launcher(EVERY_FAMILY);
        launch();
        assertThat(names(caches())).containsExactlyInAnyOrder("all", "config-get", "models-list", "onboard");
        assertThat(cacheOf("config", "get", "models.mode")).isEqualTo("config-get");
        assertThat(cacheOf("models", "list", "--json")).isEqualTo("models-list");
        assertThat(cacheOf("models", "list")).isEqualTo("models-list");
        assertThat(cacheOf("onboard", "--json")).isEqualTo("onboard");
        assertThat(cacheOf("onboard")).isEqualTo("onboard");
        assertThat(cacheOf("config", "get", "--json")).isEqualTo("all");
        assertThat(cacheOf("config", "get")).isEqualTo("all");
        assertThat(cacheOf("models", "list", "--all")).isEqualTo("all");
        assertThat(cacheOf("agent", "onboard")).isEqualTo("all");
        assertThat(cacheOf()).isEqualTo("all");
        aMissingOneIsMadeAgainByWhoWantsIt();
        whereNoneCanBeMadeTheLargeOneServes();
    }

    private void aMissingOneIsMadeAgainByWhoWantsIt() throws Exception {
        Path small = cache("config-get");
        Files.delete(small);
        assertThat(cacheOf("agent")).isEqualTo("all");
        assertThat(small).doesNotExist();
        assertThat(cacheOf("config", "get", "models.mode")).isEqualTo("config-get");
        assertThat(small).exists();
    }

    private void whereNoneCanBeMadeTheLargeOneServes() throws Exception {
        for (String family : List.of("config-get", "all")) {
            Path cache = cache(family);
            Files.move(cache, Path.of(cache.toString().replace(".aot", ".none")));
            assertThat(cacheOf("config", "get", "models.mode")).isEqualTo(family.equals("all") ? "none" : "all");
        }
    }

    @Test
    void aGatewayRunsAtOnceAndItsCacheIsMadeBehindIt() throws Exception {
        assertThat(cacheOf("gateway", "run")).isEqualTo("none");
        for (int tries = 0; tries < 300 && (caches().isEmpty() || Files.exists(checkout.resolve("target/.training"))); tries++) {
            Thread.sleep(100);
        }
        assertThat(names(caches())).containsExactly("gateway");
        assertThat(cacheOf("gateway")).isEqualTo("gateway");
        Files.delete(cache("gateway"));
        assertThat(launch(Map.of("TELL_CACHE", "1", "OPENCLAW_AOT", "wait"), "gateway", "run").out()).contains("-gateway.aot");
    }

    @Test
    void withoutCachesItStartsPlainly() throws Exception {
        assertThat(launch(Map.of("OPENCLAW_NO_AOT", "1")).out()).isEqualTo("one");
        assertThat(caches()).isEmpty();
    }

    @Test
    void aMovedFolderStillStarts() throws Exception {
        launch();
        Path moved = folder.resolve("moved");
        Files.move(checkout, moved);
        checkout = moved;
        assertThat(launch().out()).isEqualTo("one");
        assertThat(caches()).hasSize(1);
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        assertThat(launch(Map.of(), "--say", "a  b", "*", "中文", "").out())
                .isEqualTo("one\n[--say]\n[a  b]\n[*]\n[中文]\n[]");
    }

    @Test
    void chineseArgumentsArriveInEveryLocale() throws Exception {
        for (String locale : List.of("", "C", "POSIX", "C.UTF-8", "zh_CN.UTF-8", "xx_YY.UTF-8")) {
            assertThat(launch(Map.of("LC_ALL", locale, "LANG", "", "LC_CTYPE", ""), "中文").out()).as(locale).isEqualTo("one\n[中文]");
            assertThat(launch(Map.of("LC_ALL", "", "LANG", locale, "LC_CTYPE", ""), "中文").out()).as(locale).isEqualTo("one\n[中文]");
        }
    }

    @Test
    void itWorksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("oc"), checkout.resolve("openclaw-cn"));
        assertThat(start(link, Map.of()).out()).isEqualTo("one");
    }

    @Test
    void withoutAJdkItSaysInBothLanguagesHowToGetOne() throws Exception {
        Path launcher = checkout.resolve("openclaw-cn");
        String elsewhere = Files.readString(launcher)
                .replace("/usr/lib/jvm/", "/nowhere/")
                .replace("command -v java", "command -v no-such-java");
        Files.writeString(launcher, elsewhere);
        Run run = launch(Map.of("JAVA_HOME", "", "OPENCLAW_JAVA_HOME", "", "HOME", folder.toString()));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("JDK 25", "请安装", "install one").hasLineCount(2);
    }

    private Run launch() throws Exception {
        return launch(Map.of());
    }

    private Run launch(Map<String, String> environment, String... arguments) throws Exception {
        return start(checkout.resolve("openclaw-cn"), environment, arguments);
    }

    private Run start(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out).strip(), Files.readString(err).strip());
    }

    /** The launcher as {@code $0} of a shell's line. */
    private Run shell(String line) throws Exception {
        Path script = Files.writeString(folder.resolve("line.sh"), "set -- '" + checkout.resolve("openclaw-cn") + "'\ncd '" + folder
                + "'\n" + line.replace("$0", "$1"));
        return start(Path.of("/bin/sh"), Map.of(), script.toString());
    }

    private record Run(int code, String out, String err) {}

    private Path cache(String family) throws IOException {
        return caches().stream()
                .filter(file -> file.toString().endsWith("-" + family + ".aot"))
                .findFirst()
                .orElseThrow();
    }

    /** Which cache a command line starts from, as the JVM itself was told. */
    private String cacheOf(String... line) throws Exception {
        String out = launch(Map.of("TELL_CACHE", "1"), line).out();
        String told = out.lines().filter(l -> l.startsWith("cache=")).findFirst().orElseThrow().substring("cache=".length());
        return told.isEmpty() ? "none" : names(List.of(Path.of(told))).getFirst();
    }

    private static List<String> names(List<Path> caches) {
        return caches.stream()
                .map(Path::toString)
                .map(name -> name.replaceFirst(".*LTS[^-]*-|.*/[^/a-z]*[0-9]-", "").replace(".aot", ""))
                .toList();
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.walk(checkout.resolve("target/dist"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    /** A program that prints a word and its arguments, newer than whatever was built before. */
    private void program(String word) throws Exception {
        Path source = Files.createDirectories(folder.resolve("source-" + word + "/cn/openclaw/cli"));
        Path classes = Files.createDirectories(folder.resolve("classes-" + word));
        Files.writeString(source.resolve("Main.java"), """
                package cn.openclaw.cli;
                public class Main {
                    public static void main(String[] arguments) {
                        var out = new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, java.nio.charset.StandardCharsets.UTF_8);
                        out.println("%s");
                        if (System.getenv("TELL_CACHE") != null) {
                            String cache = "";
                            for (String flag : ProcessHandle.current().info().arguments().orElseThrow()) {
                                if (flag.startsWith("-XX:AOTCache=")) { cache = flag.substring("-XX:AOTCache=".length()); }
                            }
                            out.println("cache=" + cache);
                        }
                        if (System.getenv("TELL_INPUT") != null) {
                            try { out.println("read=" + System.in.read()); } catch (java.io.IOException e) { out.println(e); }
                        }
                        for (String argument : arguments) { out.println("[" + argument + "]"); }
                    }
                }
                """.formatted(word));
        Files.writeString(source.resolve("AotTraining.java"), """
                package cn.openclaw.cli;
                public class AotTraining { public static void main(String[] arguments) { Main.main(arguments); } }
                """);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        "-d",
                        classes.toString(),
                        source.resolve("Main.java").toString(),
                        source.resolve("AotTraining.java").toString());
        assertThat(failed).isZero();
        Path jar = checkout.resolve("target/fast/openclaw-cn.jar");
        writeJar(
                jar,
                Map.of(
                        "cn/openclaw/cli/Main.class",
                        Files.readAllBytes(classes.resolve("cn/openclaw/cli/Main.class")),
                        "cn/openclaw/cli/AotTraining.class",
                        Files.readAllBytes(classes.resolve("cn/openclaw/cli/AotTraining.class"))));
        Path current = checkout.resolve("target/dist/current");
        Instant before = Files.exists(current) ? Files.getLastModifiedTime(current).toInstant() : Instant.EPOCH;
        if (before.isAfter(Instant.EPOCH)) {
            Files.setLastModifiedTime(jar, FileTime.from(before.plusSeconds(5)));
        }
    }

    private static void writeJar(Path jar, Map<String, byte[]> entries) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("about.txt"));
            out.write("a test's jar".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    @Test
    void whereNothingCanBeLockedItStartsWithoutACacheInsteadOfWaitingForEver() throws Exception {
        launch();
        Files.delete(cache("all"));
        Files.createSymbolicLink(checkout.resolve("target/.building"), Path.of("nowhere"));

        Run run = launch();

        assertThat(run.out()).isEqualTo("one");
        assertThat(caches()).isEmpty();
    }

    @Test
    void aClosedStandardInputIsEmptyAndADeletedFolderIsNamed() throws Exception {
        launch();
        Run closed = shell("export TELL_INPUT=1; exec \"$0\" <&-");
        assertThat(closed.out()).isEqualTo("one\nread=-1");
        Run gone = shell("mkdir gone && cd gone && rmdir ../gone && exec \"$0\"");
        assertThat(gone.out()).isEmpty();
        assertThat(gone.err()).contains("cd");
        assertThat(gone.err()).doesNotContain("java.lang");
    }
}
