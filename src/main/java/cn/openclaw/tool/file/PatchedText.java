package cn.openclaw.tool.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A file's text with the hunks of a patch done, one after the other from top to bottom. */
final class PatchedText {
    /** How strictly lines are compared: exactly, then without white space at the end, then at both ends. */
    private static final List<UnaryOperator<String>> MANNERS =
            List.of(UnaryOperator.identity(), String::stripTrailing, String::strip);

    private final String name;
    private final List<String> lines;
    private int at;

    private PatchedText(String text, String name) {
        this.name = name;
        this.lines = new ArrayList<>(List.of(text.replace("\r\n", "\n").split("\n", -1)));
    }

    static String of(TextFile file, List<Patch.Hunk> hunks, String name) throws Workspace.Refused {
        PatchedText text = new PatchedText(file.text(), name);
        for (Patch.Hunk hunk : hunks) {
            text.apply(hunk);
        }
        return file.inItsLines(String.join("\n", text.lines));
    }

    private void apply(Patch.Hunk hunk) throws Workspace.Refused {
        for (String context : hunk.context()) {
            int found = find(List.of(context), at);
            if (found < 0) {
                throw new Workspace.Refused(name + " has no line after line " + at + " that reads: " + context);
            }
            at = found + 1;
        }
        if (hunk.before().isEmpty()) {
            insert(hunk);
            return;
        }
        int found = hunk.atEnd() ? atEnd(hunk.before()) : find(hunk.before(), at);
        if (found < 0) {
            throw new Workspace.Refused(name + " does not hold these lines"
                    + (at > 0 ? " after line " + at : "") + (hunk.atEnd() ? " at its end" : "") + "; read it again:\n"
                    + String.join("\n", hunk.before()));
        }
        replace(found, hunk);
    }

    /** Lines that only had to match loosely keep their own white space. */
    private void replace(int from, Patch.Hunk hunk) {
        List<String> own = new ArrayList<>(lines.subList(from, from + hunk.before().size()));
        List<String> put = new ArrayList<>();
        int next = 0;
        for (String line : hunk.after()) {
            int same = hunk.before().subList(next, hunk.before().size()).indexOf(line);
            put.add(same < 0 ? line : own.get(next + same));
            next += same < 0 ? 0 : same + 1;
        }
        lines.subList(from, from + own.size()).clear();
        lines.addAll(from, put);
        at = from + put.size();
    }

    /** After the context if there is one, else at the end of the file. */
    private void insert(Patch.Hunk hunk) {
        boolean endsWithLine = lines.getLast().isEmpty();
        int where = hunk.context().isEmpty() || hunk.atEnd() ? lines.size() - (endsWithLine ? 1 : 0) : at;
        lines.addAll(where, hunk.after());
        at = where + hunk.after().size();
    }

    private int atEnd(List<String> wanted) {
        int last = lines.size() - (lines.getLast().isEmpty() ? 1 : 0) - wanted.size();
        for (UnaryOperator<String> manner : MANNERS) {
            if (last >= at && matches(wanted, last, manner)) {
                return last;
            }
        }
        return -1;
    }

    private int find(List<String> wanted, int from) {
        for (UnaryOperator<String> manner : MANNERS) {
            for (int start = from; start + wanted.size() <= lines.size(); start++) {
                if (matches(wanted, start, manner)) {
                    return start;
                }
            }
        }
        return -1;
    }

    private boolean matches(List<String> wanted, int start, UnaryOperator<String> manner) {
        for (int line = 0; line < wanted.size(); line++) {
            if (!manner.apply(lines.get(start + line)).equals(manner.apply(wanted.get(line)))) {
                return false;
            }
        }
        return true;
    }
}
