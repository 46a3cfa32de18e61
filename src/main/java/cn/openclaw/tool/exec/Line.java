package cn.openclaw.tool.exec;

import cn.openclaw.tool.PrivatePlaces;
import cn.openclaw.tool.exec.Script.Command;
import cn.openclaw.tool.exec.Script.Join;
import cn.openclaw.tool.exec.Script.Pipeline;
import cn.openclaw.tool.exec.Script.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A command line with its patterns expanded and its programs found: exactly what would run. It is run in this form and no other,
 * every word quoted and every program by its path, so that no shell can read it differently from how it was judged.
 *
 * @param folder where it runs, after a leading {@code cd}
 */
record Line(Path folder, List<Part> parts) {

    /**
     * One program.
     *
     * @param join how it follows the one before; empty inside a pipeline
     * @param argv as written, patterns expanded
     * @param program where it is; empty if it is no file: a shell's own command, or nothing
     * @param redirections those that touch no file
     */
    record Part(Optional<Join> join, List<String> argv, Optional<Path> program, List<String> redirections) {
        Part {
            argv = List.copyOf(argv);
            redirections = List.copyOf(redirections);
        }

        /** The program's path and the file it really is. */
        List<Path> names() {
            return program.map(path -> List.of(path, PrivatePlaces.real(path))).orElse(List.of());
        }

        /** It reads nothing that another command wrote. */
        boolean isFirst() {
            return join.isPresent();
        }

        Part as(List<String> other) {
            return new Part(join, other, program, redirections);
        }
    }

    Line {
        parts = List.copyOf(parts);
    }

    static Line of(Script script, Path start, Path home, Programs programs) throws ShellParser.NotUnderstood {
        Path folder = start;
        List<Pipeline> pipelines = script.pipelines();
        while (pipelines.size() > 1 && isChange(pipelines.getFirst()) && pipelines.get(1).join() == Join.IF_GOOD) {
            folder = changed(pipelines.getFirst(), folder, home);
            pipelines = pipelines.subList(1, pipelines.size());
        }
        List<Part> parts = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            Optional<Join> join = Optional.of(parts.isEmpty() ? Join.START : pipeline.join());
            for (Command command : pipeline.commands()) {
                List<String> argv = new ArrayList<>();
                argv.add(command.words().getFirst().text());
                for (Word word : command.words().subList(1, command.words().size())) {
                    argv.addAll(Globs.expand(word, folder, home));
                }
                parts.add(new Part(join, argv, programs.find(argv.getFirst(), folder), command.redirections()));
                join = Optional.empty();
            }
        }
        return new Line(folder, parts);
    }

    private static boolean isChange(Pipeline pipeline) {
        Command first = pipeline.commands().getFirst();
        return pipeline.commands().size() == 1
                && first.words().size() == 2
                && first.redirections().isEmpty()
                && first.words().getFirst().text().equals("cd")
                && !first.words().get(1).text().startsWith("-");
    }

    private static Path changed(Pipeline pipeline, Path folder, Path home) throws ShellParser.NotUnderstood {
        List<String> to = Globs.expand(pipeline.commands().getFirst().words().get(1), folder, home);
        try {
            Path changed = folder.resolve(to.getFirst()).toRealPath();
            if (to.size() == 1 && Files.isDirectory(changed)) {
                return changed;
            }
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new ShellParser.NotUnderstood("cd to a folder that is not there");
        }
        throw new ShellParser.NotUnderstood("cd to no folder");
    }

    /** As a shell is given it. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.join().map(Join::sign).orElse(" | "));
            text.append(quoted(part.program().map(Path::toString).orElse(part.argv().getFirst())));
            part.argv().stream().skip(1).forEach(word -> text.append(' ').append(quoted(word)));
            part.redirections().forEach(one -> text.append(' ').append(one));
        }
        return text.toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** What to start: the program itself where one is enough, else the plainest shell with {@link #text}. */
    List<String> start() {
        Part first = parts.getFirst();
        if (parts.size() > 1 || !first.redirections().isEmpty() || first.program().isEmpty()) {
            return List.of("/bin/sh", "-c", text());
        }
        List<String> argv = new ArrayList<>(first.argv());
        argv.set(0, first.program().get().toString());
        return List.copyOf(argv);
    }

    /** Fingerprint of the files in the workspace that it names: who may write them could else change what was allowed. */
    String files(Path workspace) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            boolean any = false;
            for (Part part : parts) {
                List<String> names = new ArrayList<>(part.argv());
                part.program().ifPresent(path -> names.set(0, path.toString()));
                for (String name : names) {
                    any |= take(name, workspace, digest);
                }
            }
            return any ? HexFormat.of().formatHex(digest.digest()) : "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean take(String name, Path workspace, MessageDigest digest) {
        try {
            Path file = folder.resolve(name).toRealPath();
            if (!file.startsWith(workspace) || !Files.isRegularFile(file)) {
                return false;
            }
            digest.update((file + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
            return true;
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return false;
        }
    }
}
