package cn.openclaw.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes texts that were checked. Under a lock that other processes see and that dies with this one, held only while writing: compare
 * with what was read, keep what is there, replace it.
 */
final class ConfigWriter {
    private static final int KEPT = 5;
    /** An operating system's lock belongs to the process; this one keeps its threads apart. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Places places;

    ConfigWriter(Places places) {
        this.places = places;
    }

    /** Somebody else wrote between our reading and our writing. */
    static final class ChangedMeanwhile extends Exception {
        ChangedMeanwhile() {
            super("the configuration changed", null, false, false);
        }
    }

    /**
     * Writes what differs: included files first, so that the main file never refers to something that is not there yet.
     *
     * @throws ConfigException if the disk does not let us
     */
    void write(ConfigFile.Content before, String text, Map<Path, ConfigEdits.Change> included) throws ChangedMeanwhile {
        THREADS.lock();
        try {
            locked(before, text, included);
        } catch (IOException e) {
            throw ConfigException.notWritten(ConfigText.NOT_WRITTEN, places.display(places.configFile()), FileTrouble.why(e));
        } finally {
            THREADS.unlock();
        }
    }

    private void locked(ConfigFile.Content before, String text, Map<Path, ConfigEdits.Change> included)
            throws IOException, ChangedMeanwhile {
        Path file = places.configFile();
        StateFile.makeFolder(StateFile.folder(file));
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(
                        lockFile,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        StateFile.attributes(lockFile, "rw-------"));
                FileLock lock = channel.lock()) {
            compare(before, included);
            if (!lock.isValid()) {
                throw new IOException("lost the lock");
            }
            StateFile.sweep(StateFile.folder(file), String.valueOf(file.getFileName()));
            for (Map.Entry<Path, ConfigEdits.Change> change : included.entrySet()) {
                replace(change.getKey(), change.getValue().after());
            }
            if (!before.exists() || !before.text().equals(text)) {
                replace(file, text);
            }
        }
    }

    private void compare(ConfigFile.Content before, Map<Path, ConfigEdits.Change> included)
            throws IOException, ChangedMeanwhile {
        Map<Path, ConfigFile.Content> expected = new LinkedHashMap<>();
        expected.put(places.configFile(), before);
        included.forEach((file, change) -> expected.put(file, new ConfigFile.Content(change.before(), true)));
        for (Map.Entry<Path, ConfigFile.Content> entry : expected.entrySet()) {
            ConfigFile.Content now = ConfigFile.content(entry.getKey());
            if (now.exists() != entry.getValue().exists() || !now.text().equals(entry.getValue().text())) {
                throw new ChangedMeanwhile();
            }
        }
    }

    private static void replace(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            keep(file);
        }
        StateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where earlier contents are, newest first. */
    static List<Path> backups(Path file) {
        List<Path> backups = new ArrayList<>();
        for (int age = 0; age < KEPT; age++) {
            backups.add(file.resolveSibling(file.getFileName() + (age == 0 ? ".bak" : ".bak." + age)));
        }
        return backups;
    }

    /** The new copy is on the disk before an older one makes way: on a full disk nothing is lost, however often it is tried. */
    private static void keep(Path file) throws IOException {
        List<Path> backups = backups(file);
        byte[] now = Files.readAllBytes(file);
        Path newest = backups.getFirst();
        if (Files.exists(newest) && Arrays.equals(Files.readAllBytes(newest), now)) {
            return;
        }
        Path fresh = newest.resolveSibling(newest.getFileName() + ".new");
        try {
            StateFile.write(fresh, now);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        for (int age = KEPT - 1; age > 0; age--) {
            if (Files.exists(backups.get(age - 1))) {
                StateFile.move(backups.get(age - 1), backups.get(age));
            }
        }
        StateFile.move(fresh, newest);
    }
}
