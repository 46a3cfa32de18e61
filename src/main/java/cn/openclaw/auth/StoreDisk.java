package cn.openclaw.auth;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code auth-profiles.json} on disk. Reading takes no lock. Every change reads the file anew under {@link StoreLock},
 * changes it, and replaces it whole, so that two who change it together lose nothing.
 *
 * <p>The fields are guarded by this object's monitor, which is never held while waiting for a lock or for the disk to flush.
 */
final class StoreDisk {
    /** Where the disk refuses for long, the oldest notes are forgotten. */
    private static final int MOST_PENDING = 500;

    /** An abandoned lock of the original holds for 30 s; a person who has the answer already need not wait for that. */
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(5);

    private static final long HALF_WRITTEN_NANOS = 4_000_000;

    private final StoreFiles files;
    private final InstantSource clock;
    private final List<AuthException> events = new ArrayList<>();
    /** Notes that the disk does not have yet. */
    private final List<Consumer<ProfileTree>> pending = new ArrayList<>();

    private @Nullable Loaded cached;
    private @Nullable Thread writer;

    StoreDisk(StoreFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    StoreFiles files() {
        return files;
    }

    /** @param stamp what tells this version of the file from others; empty if there is no file */
    private record Loaded(ProfileTree tree, String stamp, Optional<AuthException> broken) {}

    /** The store as it is now, notes included. Whoever changes it changes nothing on disk. */
    synchronized ProfileTree read() {
        Loaded loaded = load();
        if (pending.isEmpty()) {
            return loaded.tree();
        }
        ProfileTree tree = loaded.tree().copy();
        pending.forEach(note -> note.accept(tree));
        return tree;
    }

    /** What is wrong with the file now, and what was done about a broken one. */
    synchronized List<AuthException> problems() {
        List<AuthException> problems = new ArrayList<>(events);
        load().broken().ifPresent(problems::add);
        if (SafeFile.isReadableByOthers(files.profiles())) {
            problems.add(new AuthException(
                    AuthException.Reason.STORE_READABLE, AuthText.STORE_READABLE, files.profiles()));
        }
        return problems;
    }

    private synchronized Loaded load() {
        String stamp = stamp();
        Loaded known = cached;
        if (known == null || stamp.isEmpty() || !stamp.equals(known.stamp())) {
            known = parse(stamp);
            // The original writes in place: what looks broken may be half of what it is writing just now.
            for (int again = 0; again < 5 && known.broken().isPresent(); again++) {
                LockSupport.parkNanos(HALF_WRITTEN_NANOS);
                stamp = stamp();
                known = parse(stamp);
            }
            cached = known;
        }
        return known;
    }

    /** What tells this version of the file from others; empty if there is none. */
    String version() {
        return Files.exists(files.profiles()) ? stamp() : "";
    }

    private String stamp() {
        try {
            BasicFileAttributes found = Files.readAttributes(files.profiles(), BasicFileAttributes.class);
            return found.size() + " " + found.lastModifiedTime() + " " + found.fileKey();
        } catch (IOException e) {
            return "";
        }
    }

    private Loaded parse(String stamp) {
        try {
            StateFile.requireText(files.profiles(), Long.MAX_VALUE);
            byte[] bytes = Files.readAllBytes(files.profiles());
            if (bytes.length == 0) {
                return new Loaded(ProfileTree.empty(), stamp, Optional.empty());
            }
            JsonNode tree = Json.parse(bytes);
            if (tree instanceof ObjectNode root && ProfileTree.isStore(root)) {
                return new Loaded(new ProfileTree(root), stamp, Optional.empty());
            }
            return broken(stamp, files.profiles().toString(), AuthText.NOT_OBJECT);
        } catch (NoSuchFileException e) {
            return new Loaded(LegacyAuth.read(files).orElseGet(ProfileTree::empty), "", Optional.empty());
        } catch (JsonException e) {
            // Jackson may quote what it read, which may be a secret: only the place is said.
            return broken(stamp, files.profiles() + ":" + e.line() + ":" + e.column(), AuthText.NOT_JSON);
        } catch (IOException e) {
            return new Loaded(ProfileTree.empty(), stamp, Optional.of(unreachable(e)));
        }
    }

    private Loaded broken(String stamp, String place, Object why) {
        return new Loaded(
                ProfileTree.empty(),
                stamp,
                Optional.of(new AuthException(
                        AuthException.Reason.STORE_BROKEN,
                        AuthText.STORE_BROKEN,
                        place,
                        why,
                        files.profiles().getFileName() + ".broken-…")));
    }

    private AuthException unreachable(IOException e) {
        return new AuthException(
                AuthException.Reason.STORE_UNREACHABLE,
                AuthText.STORE_UNREACHABLE,
                files.profiles(),
                e.getClass().getSimpleName());
    }

    /**
     * Changes the file.
     *
     * @param replaceBroken whether a file that cannot be read is set aside; otherwise that is an error
     * @throws AuthException if it cannot be locked, read or written; then nothing has changed
     */
    void update(boolean replaceBroken, Consumer<ProfileTree> change) {
        try (StoreLock lock = lock(StoreLock.PATIENCE).orElseThrow(this::busy)) {
            Loaded before = parse("");
            if (before.broken().isPresent()) {
                AuthException broken = before.broken().get();
                if (!replaceBroken || broken.reason() != AuthException.Reason.STORE_BROKEN) {
                    throw broken;
                }
                setAside();
            }
            write(before.tree(), List.of(change), lock);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Notes something that is worth having but not worth waiting for: it counts here at once, and a thread of its own brings
     * it to the disk. Flushing a disk takes 1 to 20 ms and another program's lock longer; changing over to the next key
     * must not.
     */
    void note(Consumer<ProfileTree> change) {
        synchronized (this) {
            pending.add(change);
            if (pending.size() > MOST_PENDING) {
                pending.removeFirst();
            }
            if (writer == null || !writer.isAlive()) {
                writer = Thread.ofVirtual().name("auth-profiles").start(() -> drainAll(StoreLock.PATIENCE));
            }
        }
    }

    /** Brings all notes to the disk, waiting {@link #FLUSH_PATIENCE} at most; false if some are not there then. */
    boolean flush() {
        await(writer());
        drainAll(FLUSH_PATIENCE);
        return left() == 0;
    }

    private void drainAll(Duration patience) {
        int before = Integer.MAX_VALUE;
        for (int left = left(); left > 0 && left < before; left = left()) {
            before = left;
            drain(patience);
        }
    }

    private synchronized @Nullable Thread writer() {
        return writer;
    }

    /** Also for an interrupted thread: a turn that was aborted notes what it learned. */
    private static void await(@Nullable Thread writer) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + FLUSH_PATIENCE.toNanos();
        while (writer != null && writer.isAlive() && System.nanoTime() < deadline) {
            try {
                writer.join(FLUSH_PATIENCE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int left() {
        return pending.size();
    }

    /** A disk that refuses is not asked again: the notes stay in memory. */
    private void drain(Duration patience) {
        try (StoreLock lock = lock(patience).orElse(null)) {
            Loaded before = parse("");
            if (lock != null && before.broken().isEmpty()) {
                write(before.tree(), List.of(), lock);
            }
        } catch (IOException | AuthException e) {
            // What is only noted fails nobody.
        }
    }

    private Optional<StoreLock> lock(Duration patience) throws IOException {
        SafeFile.createFolders(SafeFile.folder(files.profiles()));
        return StoreLock.acquire(target(), patience);
    }

    /** Behind a link it is the file itself that is locked and replaced. */
    private Path target() throws IOException {
        Path file = files.profiles().toAbsolutePath();
        return Files.exists(file)
                ? file.toRealPath()
                : SafeFile.folder(file).toRealPath().resolve(file.getFileName());
    }

    private AuthException busy() {
        return new AuthException(
                AuthException.Reason.STORE_BUSY,
                AuthText.STORE_BUSY,
                files.profiles(),
                StoreLock.folder(files.profiles()));
    }

    /** Writes all that is pending and these changes. */
    private void write(ProfileTree tree, List<Consumer<ProfileTree>> changes, StoreLock lock) throws IOException {
        Path target = target();
        boolean fresh = !Files.exists(target);
        String before = fresh ? "" : tree.print();
        List<Consumer<ProfileTree>> notes;
        synchronized (this) {
            notes = List.copyOf(pending);
        }
        notes.forEach(note -> note.accept(tree));
        changes.forEach(change -> change.accept(tree));
        String text = tree.print();
        if (text.equals(before)) {
            done(notes);
            return;
        }
        SafeFile.sweep(target);
        Path staged = SafeFile.stage(target, text);
        synchronized (this) {
            // Held over the rename, so that a reader never sees a note twice.
            if (!lock.isHeld()) {
                Files.deleteIfExists(staged);
                throw busy();
            }
            SafeFile.commit(staged, target);
            done(notes);
        }
        SafeFile.syncFolder(target);
        if (fresh) {
            Files.deleteIfExists(files.legacy());
        }
    }

    private synchronized void done(List<Consumer<ProfileTree>> notes) {
        pending.removeAll(notes);
        cached = null;
    }

    private void setAside() throws IOException {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
        Path target = target();
        String name = target.getFileName() + ".broken-" + format.format(clock.instant());
        Path aside = target.resolveSibling(name);
        for (int number = 2; Files.exists(aside); number++) {
            aside = target.resolveSibling(name + "-" + number);
        }
        Files.move(target, aside);
        SafeFile.makePrivate(aside);
        synchronized (this) {
            events.add(new AuthException(
                    AuthException.Reason.STORE_BROKEN, AuthText.STORE_SET_ASIDE, files.profiles(), aside.getFileName()));
        }
    }
}
