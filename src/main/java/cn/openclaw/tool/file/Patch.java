package cn.openclaw.tool.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a patch in the Begin/End envelope wants, in the order it says it.
 *
 * @param changes one for each file
 */
record Patch(List<Change> changes) {
    private static final String ADD = "*** Add File: ";
    private static final String DELETE = "*** Delete File: ";
    private static final String UPDATE = "*** Update File: ";
    private static final String MOVE = "*** Move to: ";
    private static final String END_OF_FILE = "*** End of File";

    /** One file. */
    sealed interface Change {
        String path();

        record Add(String path, String content) implements Change {}

        record Delete(String path) implements Change {}

        record Update(String path, Optional<String> moveTo, List<Hunk> hunks) implements Change {
            public Update {
                hunks = List.copyOf(hunks);
            }
        }
    }

    /**
     * One place in a file.
     *
     * @param context lines, one inside the other, after which the place is
     * @param before the lines as they are
     * @param after the lines as they shall be
     * @param atEnd whether the place is the end of the file
     */
    record Hunk(List<String> context, List<String> before, List<String> after, boolean atEnd) {
        Hunk {
            context = List.copyOf(context);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    Patch {
        changes = List.copyOf(changes);
    }

    /** Every path it names, also where files move to. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (Change change : changes) {
            paths.add(change.path());
            if (change instanceof Change.Update(String _, Optional<String> moveTo, List<Hunk> _)) {
                moveTo.ifPresent(paths::add);
            }
        }
        return paths;
    }

    static Patch parse(String input) throws Workspace.Refused {
        return new Parser(input).patch();
    }

    private static final class Parser {
        private final List<String> lines;
        private int at;

        Parser(String input) {
            List<String> all = new ArrayList<>(input.strip().replace("\r\n", "\n").lines().toList());
            // Models like to wrap it in a here-document, as their shell examples do.
            if (!all.isEmpty() && all.getFirst().startsWith("<<") && all.size() > 2) {
                all = all.subList(1, all.size() - 1);
            }
            this.lines = all;
        }

        Patch patch() throws Workspace.Refused {
            if (lines.isEmpty() || !lines.getFirst().strip().equals("*** Begin Patch")) {
                throw wrong("the first line must be *** Begin Patch");
            }
            at = 1;
            List<Change> changes = new ArrayList<>();
            while (at < lines.size() && !lines.get(at).strip().equals("*** End Patch")) {
                changes.add(change(lines.get(at)));
            }
            if (at >= lines.size()) {
                throw wrong("the last line must be *** End Patch");
            }
            if (changes.isEmpty()) {
                throw wrong("it names no file");
            }
            return new Patch(changes);
        }

        private Change change(String header) throws Workspace.Refused {
            at++;
            if (header.startsWith(ADD)) {
                return new Change.Add(header.substring(ADD.length()).strip(), added());
            }
            if (header.startsWith(DELETE)) {
                return new Change.Delete(header.substring(DELETE.length()).strip());
            }
            if (header.startsWith(UPDATE)) {
                return update(header.substring(UPDATE.length()).strip());
            }
            at--;
            throw wrong("expected *** Add File:, *** Delete File: or *** Update File:");
        }

        private String added() throws Workspace.Refused {
            StringBuilder content = new StringBuilder();
            for (; at < lines.size() && !lines.get(at).startsWith("*** "); at++) {
                if (!lines.get(at).startsWith("+")) {
                    throw wrong("every line of an added file begins with +");
                }
                content.append(lines.get(at), 1, lines.get(at).length()).append('\n');
            }
            return content.toString();
        }

        private Change.Update update(String path) throws Workspace.Refused {
            Optional<String> moveTo = Optional.empty();
            if (at < lines.size() && lines.get(at).startsWith(MOVE)) {
                moveTo = Optional.of(lines.get(at++).substring(MOVE.length()).strip());
            }
            List<Hunk> hunks = new ArrayList<>();
            while (at < lines.size() && !isHeader(lines.get(at))) {
                hunks.add(hunk());
            }
            if (hunks.isEmpty() && moveTo.isEmpty()) {
                throw wrong(path + " has no change");
            }
            return new Change.Update(path, moveTo, hunks);
        }

        private static boolean isHeader(String line) {
            return line.startsWith("*** ") && !line.strip().equals(END_OF_FILE);
        }

        private Hunk hunk() throws Workspace.Refused {
            List<String> context = new ArrayList<>();
            for (; at < lines.size() && lines.get(at).startsWith("@@"); at++) {
                String line = lines.get(at).substring(2);
                if (!line.isBlank()) {
                    context.add(line.startsWith(" ") ? line.substring(1) : line);
                }
            }
            List<String> before = new ArrayList<>();
            List<String> after = new ArrayList<>();
            int start = at;
            for (; at < lines.size() && !lines.get(at).startsWith("*** ") && !lines.get(at).startsWith("@@"); at++) {
                line(lines.get(at), before, after);
            }
            boolean atEnd = at < lines.size() && lines.get(at).strip().equals(END_OF_FILE);
            at += atEnd ? 1 : 0;
            if (at == start) {
                throw wrong("a change without lines");
            }
            return new Hunk(context, before, after, atEnd);
        }

        private void line(String line, List<String> before, List<String> after) throws Workspace.Refused {
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            String text = line.isEmpty() ? "" : line.substring(1);
            switch (kind) {
                case ' ' -> {
                    before.add(text);
                    after.add(text);
                }
                case '-' -> before.add(text);
                case '+' -> after.add(text);
                default -> throw wrong("a line must begin with a space, + or -");
            }
        }

        private Workspace.Refused wrong(String why) {
            String line = at < lines.size() ? ": " + lines.get(at) : "";
            return new Workspace.Refused("not a patch: " + why + " (line " + (at + 1) + line + ")");
        }
    }
}
