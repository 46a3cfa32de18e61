package cn.openclaw.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** SQLite's library is unpacked once, whole, and nothing is left in the temporary folder, whatever becomes of the process. */
class NativeLibraryTest {
    @TempDir
    Path folder;

    @Test
    void itIsUnpackedOnceAndWhole() throws Exception {
        Path library = NativeLibrary.unpacked(folder);
        assertThat(Files.size(library)).isGreaterThan(500_000);
        Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));
        assertThat(NativeLibrary.unpacked(folder)).isEqualTo(library);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(FileTime.from(Instant.EPOCH));
    }

    @Test
    void manyAtOnceLeaveOneAndNoHalves() throws Exception {
        ConcurrentLinkedQueue<Path> found = new ConcurrentLinkedQueue<>();
        List<Thread> all = Stream.generate(() -> Thread.ofPlatform().unstarted(() -> {
                    try {
                        found.add(NativeLibrary.unpacked(folder));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }))
                .limit(8)
                .toList();
        all.forEach(Thread::start);
        for (Thread one : all) {
            one.join();
        }
        assertThat(found).hasSize(8);
        assertThat(files(folder)).hasSize(1);
    }

    @Test
    void aKilledProcessLeavesNothingInTheTemporaryFolder() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path unpacked = folder.resolve("native");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dopenclaw.native=" + unpacked,
                        "-cp",
                        places(NativeLibrary.class, NativeLibraryTest.class, SQLiteConfig.class, LoggerFactory.class),
                        Child.class.getName(),
                        folder.resolve("a.sqlite").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("open");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(files(temporary)).isEmpty();
        assertThat(files(unpacked)).hasSize(1);
    }

    /** The class path of the few that the child needs, whoever runs this test. */
    private static String places(Class<?>... needed) {
        return Stream.of(needed)
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Opens a database, says so, and waits to be killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] file) throws Exception {
            try (Database database = Database.open(Path.of(file[0]), List.of("CREATE TABLE a (b TEXT)"))) {
                database.update("INSERT INTO a VALUES (?)", "c");
                System.out.println("open");
                Thread.sleep(60_000);
            }
        }
    }
}
