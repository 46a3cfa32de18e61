package cn.openclaw.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library. Left alone, the driver unpacks it into the temporary folder at each start (a megabyte to write, and to compare),
 * and a process that is killed leaves it there. The launcher names a folder of its own build instead ({@code openclaw.native}): the
 * library is unpacked there once, and loaded from there ever after. Where that cannot be, the driver does as it always did.
 */
final class NativeLibrary {
    private static final String FOLDER = "openclaw.native";
    private static final String DRIVERS_OWN = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Before the driver is first used. */
    static synchronized void prepare() {
        String folder = System.getProperty(FOLDER, "");
        if (!folder.isEmpty() && System.getProperty(DRIVERS_OWN) == null) {
            try {
                Path _ = unpacked(Path.of(folder));
                System.setProperty(DRIVERS_OWN, home(Path.of(folder)).toString());
            } catch (IOException e) {
                // A disk that is full, or a build that is not ours to write: the temporary folder, then. Not tried again.
                System.clearProperty(FOLDER);
            }
        }
    }

    /** The folder of its version and platform. */
    private static Path home(Path folder) {
        return folder.resolve(SQLiteJDBCLoader.getVersion() + "-" + platform());
    }

    private static String platform() {
        String resources = LibraryLoaderUtil.getNativeLibResourcePath();
        return resources.substring(resources.indexOf("/native/") + "/native/".length()).replace('/', '-');
    }

    /** The library in its folder: what stands there under its final name is whole. */
    static Path unpacked(Path folder) throws IOException {
        String resources = LibraryLoaderUtil.getNativeLibResourcePath();
        String name = LibraryLoaderUtil.getNativeLibName();
        Path home = home(folder);
        Path library = home.resolve(name);
        if (Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)) {
            return library;
        }
        Files.createDirectories(home);
        Path half = Files.createTempFile(home, name, ".half");
        try (InputStream inside = SQLiteJDBCLoader.class.getResourceAsStream(resources + "/" + name)) {
            if (inside == null) {
                throw new IOException("the driver has no library for " + platform());
            }
            Files.copy(inside, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
        return library;
    }
}
