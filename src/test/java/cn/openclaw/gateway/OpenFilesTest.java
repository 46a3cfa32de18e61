package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system says of a process's files and sockets. */
class OpenFilesTest {
    @TempDir
    Path process;

    private void tells(String soft, int open) throws IOException {
        Files.writeString(process.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             7823                 7823                 processes
                Max open files            %-20s 524288               files
                """.formatted(soft));
        Path files = Files.createDirectories(process.resolve("fd"));
        for (int number = 0; number < open; number++) {
            Files.createFile(files.resolve(Integer.toString(number)));
        }
    }

    @Test
    void openOnesAreCountedBesideWhatIsAllowed() throws IOException {
        tells("20", 15);
        assertThat(OpenFiles.in(process)).contains(new OpenFiles(15, 20));
        assertThat(new OpenFiles(15, 20).isShort()).isFalse();
        assertThat(new OpenFiles(16, 20).isShort()).isTrue();
    }

    @Test
    void whereNothingIsSaidNothingIsMadeUp() throws IOException {
        assertThat(OpenFiles.in(process)).isEmpty();
        tells("unlimited", 1);
        assertThat(OpenFiles.in(process)).isEmpty();
    }
}
