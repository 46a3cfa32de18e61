package cn.openclaw.journal;

import cn.openclaw.base.Redactor;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that are over, on disk: a line of JSON each, in at most four files of some 8 MiB, the oldest of which goes when a new
 * one is begun. Lines of a batch are written at once and not forced to the disk: what a crash of the machine loses is not worth
 * waiting for. Several processes may write; each opens the file anew for every batch, so that it notices when another began a
 * new one.
 */
public final class RequestJournal implements RequestListener {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final String NAME = "requests.jsonl";
    private static final int FILES = 4;
    private static final long LARGE = 8L << 20;
    /** A longer body is left out. */
    private static final int LONGEST_BODY = 1 << 20;

    private final Path folder;
    private final Redactor redactor;
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private final LongAdder unwritten = new LongAdder();
    private int waiting;

    /**
     * @param stateDir the journal is in its folder {@code requests}
     * @param redactor for what others wrote: error sentences and bodies
     */
    public RequestJournal(Path stateDir, Redactor redactor) {
        this.folder = folder(stateDir);
        this.redactor = redactor;
    }

    private static Path folder(Path stateDir) {
        return stateDir.resolve("requests");
    }

    @Override
    public void began(RequestStart start) {
        // A line is written when it is known what came of it.
    }

    @Override
    public void ended(RequestStart start, RequestEnd end) {
        ObjectNode tree = RequestJson.of(start, end);
        end.error().ifPresent(words -> tree.put("error", redactor.redact(words)));
        start.body().ifPresent(bytes -> keep(tree, "body", bytes));
        end.answer().ifPresent(bytes -> keep(tree, "answer", bytes));
        batch.writeBytes((Json.write(tree) + "\n").getBytes(StandardCharsets.UTF_8));
        waiting++;
    }

    private void keep(ObjectNode tree, String name, byte[] bytes) {
        if (bytes.length > LONGEST_BODY) {
            tree.put(name + "Bytes", bytes.length);
            return;
        }
        String plain = RequestJson.text(bytes);
        String safe = redactor.redact(plain);
        tree.put(name, safe);
        if (!safe.equals(plain)) {
            tree.put(name + "Redacted", true);
        }
    }

    @Override
    public boolean pause() {
        if (waiting == 0) {
            return false;
        }
        try {
            write();
        } catch (IOException e) {
            unwritten.add(waiting); // requests go on without a journal; the count is in /metrics
        }
        batch.reset();
        waiting = 0;
        return false;
    }

    /** How many lines the disk refused. */
    long unwritten() {
        return unwritten.sum();
    }

    private void write() throws IOException {
        Path file = folder.resolve(NAME);
        prepare(file);
        if (Files.size(file) + batch.size() > LARGE && Files.size(file) > 0) {
            turnOver();
            prepare(file);
        }
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            batch.writeTo(out);
        }
    }

    private void turnOver() throws IOException {
        for (int age = FILES - 1; age >= 1; age--) {
            Path younger = aged(folder, age - 1);
            if (Files.exists(younger)) {
                Files.move(younger, aged(folder, age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path aged(Path folder, int age) {
        return folder.resolve(age == 0 ? NAME : "requests." + age + ".jsonl");
    }

    private void prepare(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        if (!POSIX) {
            Files.createDirectories(folder);
            return;
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return; // another process was first, which is as good
        }
    }

    /**
     * What is written down, the newest first. A line cut short by a crash is left out.
     *
     * @param wanted which of them
     * @param most how many at most
     * @throws IOException if the disk refuses
     */
    public static List<ObjectNode> read(Path stateDir, Predicate<ObjectNode> wanted, int most) throws IOException {
        List<ObjectNode> found = new ArrayList<>();
        for (int age = 0; age < FILES && found.size() < most; age++) {
            List<String> lines;
            try {
                lines = new String(Files.readAllBytes(aged(folder(stateDir), age)), StandardCharsets.UTF_8).lines().toList();
            } catch (NoSuchFileException e) {
                continue;
            }
            for (int at = lines.size() - 1; at >= 0 && found.size() < most; at--) {
                add(lines.get(at), wanted, found);
            }
        }
        return found;
    }

    private static void add(String line, Predicate<ObjectNode> wanted, List<ObjectNode> found) {
        try {
            if (Json.parse(line) instanceof ObjectNode tree && wanted.test(tree)) {
                found.add(tree);
            }
        } catch (JsonException e) {
            return; // cut short by a crash
        }
    }
}
