package cn.openclaw.cli;

import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sets one variable in a {@code .env} file and leaves every other line as it is. 0600. */
final class EnvFile {

    private EnvFile() {}

    static void set(Path file, String name, String value) {
        try {
            Folders.make(file.toAbsolutePath().resolveSibling(""));
            List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
            String line = name + "=" + value;
            int at = -1;
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i).strip();
                at = text.startsWith(name + "=") || text.startsWith("export " + name + "=") ? i : at;
            }
            if (at >= 0) {
                lines.set(at, line);
            } else {
                lines.add(line);
            }
            StateFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
