package cn.openclaw.gateway;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was accepted and what became of it, line by line, so that nothing that was accepted is lost with the process. A message is
 * flushed to the disk before its sender hears that it was accepted; that a run began or ended need not be, because the transcript
 * tells that too. Guarded by its lock.
 */
final class RunJournal implements AutoCloseable {
    /** A longer file is written anew without what is over. */
    private static final long LONG = 4L << 20;

    private final Path file;
    private final UnaryOperator<String> redact;
    private final long remembered;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private @Nullable RandomAccessFile out;
    private long size;
    private long next = LONG;

    /**
     * A run, as far as the journal knows it.
     *
     * @param order what was ordered; empty once it is over
     * @param begun how often a turn of it was begun
     * @param left whether a gateway that was stopped left it for the next one
     * @param into the name of the run that it is answered together with, if any
     */
    record Line(
            RunOrder.Kind kind,
            String id,
            String key,
            long at,
            Optional<RunOrder> order,
            int begun,
            boolean left,
            Optional<RunEnding> ending,
            Optional<String> into) {
        String name() {
            return RunOrder.name(kind, id);
        }

        Line begunAgain() {
            return new Line(kind, id, key, at, order, begun + 1, false, ending, into);
        }

        /** Its begins so far were no failures. */
        Line leftBehind() {
            return new Line(kind, id, key, at, order, 0, true, ending, into);
        }

        Line within(String host) {
            return new Line(kind, id, key, at, order, begun, left, ending, Optional.of(host));
        }

        static Line accepted(RunOrder order, long at) {
            return new Line(order.kind(), order.id(), order.key().text(), at, Optional.of(order), 0, false, Optional.empty(), Optional.empty());
        }

        static Line over(RunOrder.Kind kind, String id, String key, long at, RunEnding ending) {
            return new Line(kind, id, key, at, Optional.empty(), 0, false, Optional.of(ending), Optional.empty());
        }
    }

    /**
     * Reads what other processes have left.
     *
     * @param redact takes secrets out of what is written
     * @param remembered milliseconds for which a run that is over is still known
     */
    RunJournal(Path file, UnaryOperator<String> redact, long now, long remembered) throws IOException {
        this.file = file;
        this.redact = redact;
        this.remembered = remembered;
        if (Files.exists(file)) {
            // The last line of a process that was killed may be cut off: it was not acknowledged.
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
                read(line);
            }
        }
        rewrite(now);
    }

    private void read(String line) {
        ObjectNode tree;
        try {
            if (line.isBlank() || !(Json.parse(line) instanceof ObjectNode known)) {
                return;
            }
            tree = known;
        } catch (JsonException e) {
            return;
        }
        String id = String.valueOf(Json.text(tree, "id"));
        RunOrder.Kind kind = "AGENT".equals(Json.text(tree, "kind")) ? RunOrder.Kind.AGENT : RunOrder.Kind.CHAT;
        String name = RunOrder.name(kind, id);
        switch (String.valueOf(Json.text(tree, "what"))) {
            case "accepted" -> RunOrders.read(kind, id, tree.path("order")).ifPresent(order -> lines.put(name, accepted(order, tree)));
            case "begun" -> change(name, Line::begunAgain);
            case "left" -> change(name, Line::leftBehind);
            case "merged" -> merged(name, tree);
            case "ended" ->
                lines.put(name, Line.over(kind, id, String.valueOf(Json.text(tree, "key")), tree.path("at").asLong(0), ending(tree)));
            default -> {}
        }
    }

    private static Line accepted(RunOrder order, ObjectNode tree) {
        Line line = Line.accepted(order, tree.path("at").asLong(0));
        return new Line(
                line.kind, line.id, line.key, line.at, line.order, tree.path("begun").asInt(0), tree.path("left").asBoolean(false),
                line.ending, Optional.ofNullable(Json.text(tree, "into")));
    }

    private void change(String name, UnaryOperator<Line> how) {
        Line before = lines.get(name);
        if (before != null && before.ending.isEmpty()) {
            lines.put(name, how.apply(before));
        }
    }

    private static RunEnding ending(ObjectNode tree) {
        RunEnding.Status status = RunEnding.Status.ANSWERED;
        for (RunEnding.Status one : RunEnding.Status.values()) {
            status = one.name().equals(Json.text(tree, "status")) ? one : status;
        }
        return new RunEnding(
                status,
                Optional.empty(),
                Optional.ofNullable(Json.text(tree, "words")),
                tree.path("startedAt").asLong(0),
                tree.path("endedAt").asLong(0));
    }

    /** Everything that is known, in the order it was accepted. */
    synchronized List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /** On the disk when this returns. */
    synchronized void accepted(Run run) throws IOException {
        Line line = Line.accepted(run.order(), run.acceptedAt());
        write(accepted(line), true);
        lines.put(run.order().name(), line);
    }

    /** These are answered in that run's turn; on the disk when this returns. */
    synchronized void merged(Run host, List<Run> guests, long now) throws IOException {
        ObjectNode tree = tree("merged", host.order().kind(), host.id(), now);
        var names = tree.putArray("runs");
        guests.forEach(guest -> names.add(guest.order().name()));
        write(tree, true);
        merged(host.order().name(), tree);
    }

    private void merged(String host, ObjectNode tree) {
        tree.path("runs").forEach(name -> change(name.asString(""), line -> line.within(host)));
    }

    private ObjectNode accepted(Line line) {
        ObjectNode tree = tree("accepted", line.kind, line.id, line.at);
        if (line.begun > 0) {
            tree.put("begun", line.begun);
        }
        if (line.left) {
            tree.put("left", true);
        }
        line.into.ifPresent(host -> tree.put("into", host));
        line.order.ifPresent(order -> tree.set("order", RunOrders.write(order, redact)));
        return tree;
    }

    synchronized void begun(Run run, long now) throws IOException {
        change(run.order().name(), Line::begunAgain);
        write(tree("begun", run.order().kind(), run.id(), now), false);
    }

    /** The next process goes on with it. */
    synchronized void left(Run run, long now) throws IOException {
        change(run.order().name(), Line::leftBehind);
        write(tree("left", run.order().kind(), run.id(), now), true);
    }

    synchronized void ended(Run run, RunEnding ending) throws IOException {
        RunOrder.Kind kind = run.order().kind();
        Line line = Line.over(kind, run.id(), run.key().text(), ending.endedAt(), brief(ending));
        lines.put(run.order().name(), line);
        write(ended(line, ending), false);
        if (size > next) {
            rewrite(ending.endedAt());
        }
    }

    /** What came of it is in the transcript; only how it ended is kept here. */
    private static RunEnding brief(RunEnding ending) {
        return new RunEnding(ending.status(), Optional.empty(), ending.words(), ending.startedAt(), ending.endedAt());
    }

    private ObjectNode ended(Line line, RunEnding ending) {
        ObjectNode tree = tree("ended", line.kind, line.id, line.at).put("key", line.key).put("status", ending.status().name());
        ending.words().ifPresent(words -> tree.put("words", redact.apply(words)));
        return tree.put("startedAt", ending.startedAt()).put("endedAt", ending.endedAt());
    }

    private static ObjectNode tree(String what, RunOrder.Kind kind, String id, long at) {
        return Json.object().put("what", what).put("kind", kind.name()).put("id", id).put("at", at);
    }

    private void write(ObjectNode tree, boolean flushed) throws IOException {
        RandomAccessFile open = out;
        if (open == null) {
            throw new IOException("closed");
        }
        byte[] bytes = (Json.write(tree) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            open.seek(size);
            open.write(bytes);
            if (flushed) {
                open.getFD().sync();
            }
        } catch (IOException e) {
            // What was half written must not stand before the next line.
            open.setLength(size);
            throw e;
        }
        size += bytes.length;
    }

    private void rewrite(long now) throws IOException {
        lines.values().removeIf(line -> line.ending.isPresent() && line.ending.get().endedAt() < now - remembered);
        StringBuilder text = new StringBuilder();
        for (Line line : lines.values()) {
            text.append(Json.write(line.ending.isPresent() ? ended(line, line.ending.get()) : accepted(line))).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        StateFile.write(file, bytes);
        if (out != null) {
            out.close();
        }
        // Not a channel: an interrupted thread would close it.
        out = new RandomAccessFile(file.toFile(), "rw");
        size = bytes.length;
        next = Math.max(LONG, 2 * size);
    }

    @Override
    public synchronized void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
