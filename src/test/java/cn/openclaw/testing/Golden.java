package cn.openclaw.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts kept as files under {@code src/test/resources/golden}; {@code -Dgolden=update} writes them anew, to be reviewed as text. */
public final class Golden {
    private Golden() {}

    /** @param name {@code cli/models-list.en.txt} */
    public static void check(String name, String actual) {
        file(Path.of(System.getProperty("project.dir"), "src/test/resources/golden").resolve(name), actual);
    }

    /** The same for a file anywhere in the project. */
    public static void file(Path file, String actual) {
        try {
            if ("update".equals(System.getProperty("golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(file).as("a new text? look at it, then run with -Dgolden=update").exists();
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
