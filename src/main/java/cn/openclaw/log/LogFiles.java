package cn.openclaw.log;

import cn.openclaw.config.StateFile;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of the log: one a day, 0600 in a folder of 0700; a full one is put aside as {@code ….1.log}. Those of the last week
 * are kept, two dozen at most. Used by the log's one writer.
 */
final class LogFiles implements AutoCloseable {
    static final Duration KEPT = Duration.ofDays(7);
    static final int MOST = 24;

    private final long largest;
    private LogSettings settings;
    private @Nullable OutputStream out;
    private @Nullable Path open;
    private long size;

    /** @param largest bytes of one file */
    LogFiles(LogSettings settings, long largest) {
        this.settings = settings;
        this.largest = largest;
    }

    void change(LogSettings other) throws IOException {
        close();
        settings = other;
    }

    /** Adds a line; it is with the operating system when this returns. */
    void write(String lines, LocalDate day, Instant now) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        OutputStream to = ready(day, now, bytes.length);
        to.write(bytes);
        size += bytes.length;
    }

    private OutputStream ready(LocalDate day, Instant now, int more) throws IOException {
        Path wanted = settings.current(day);
        OutputStream current = out;
        // Whoever deletes the file that is being written to wants its room back, and a new one.
        if (current != null && wanted.equals(open) && size + more <= largest && Files.exists(wanted)) {
            return current;
        }
        close();
        StateFile.makeFolder(folder(wanted));
        if (Files.exists(wanted) && Files.size(wanted) + more > largest && Files.size(wanted) > 0) {
            putAside(wanted);
        }
        if (!Files.exists(wanted)) {
            create(wanted);
        }
        sweep(wanted, now);
        size = Files.size(wanted);
        OutputStream fresh = new FileOutputStream(wanted.toFile(), true);
        out = fresh;
        open = wanted;
        return fresh;
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static String[] name(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? new String[] {name, ""} : new String[] {name.substring(0, dot), name.substring(dot)};
    }

    private static void putAside(Path file) throws IOException {
        String[] name = name(file);
        int number = 1;
        while (Files.exists(file.resolveSibling(name[0] + "." + number + name[1]))) {
            number++;
        }
        Files.move(file, file.resolveSibling(name[0] + "." + number + name[1]), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Old files go, and the oldest of too many; nothing that is not one of ours. */
    private void sweep(Path current, Instant now) throws IOException {
        String[] name = name(current);
        String start = settings.path().isPresent() ? name[0] + "." : "openclaw-";
        List<Path> ours = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(current), file -> isOurs(file, start, name[1]))) {
            files.forEach(ours::add);
        }
        ours.remove(current);
        ours.sort(Comparator.comparingLong(LogFiles::changed).reversed());
        for (int at = 0; at < ours.size(); at++) {
            boolean old = changed(ours.get(at)) < now.minus(KEPT).toEpochMilli();
            if (old || at >= MOST - 1) {
                Files.deleteIfExists(ours.get(at));
            }
        }
    }

    private static boolean isOurs(Path file, String start, String end) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(start) && name.endsWith(end) && Files.isRegularFile(file);
    }

    private static long changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream last = out;
        out = null;
        open = null;
        if (last != null) {
            last.close();
        }
    }
}
