package cn.openclaw.tool.exec;

import cn.openclaw.tool.exec.Script.Piece;
import cn.openclaw.tool.exec.Script.Word;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files that a pattern stands for, found by us and not by a shell: what is checked is then what is run. */
final class Globs {
    private static final int MOST = 2000;

    private Globs() {}

    /**
     * A word's values: itself, or the files it matches, sorted; itself if none does, as shells have it.
     *
     * @throws ShellParser.NotUnderstood if the pattern is one that shells read differently, or matches too many
     */
    static List<String> expand(Word word, Path folder, Path home) throws ShellParser.NotUnderstood {
        String text = tilde(word, home);
        if (!word.isPattern()) {
            return List.of(text);
        }
        List<String> parts = patterns(word);
        String start = text.startsWith("/") ? "/" : "";
        List<String> found = List.of(start);
        for (int at = 0; at < parts.size(); at++) {
            if (!parts.get(at).isEmpty()) {
                found = step(found, parts.get(at), folder, at == parts.size() - 1);
            }
        }
        return found.isEmpty() ? List.of(text) : found;
    }

    private static String tilde(Word word, Path home) throws ShellParser.NotUnderstood {
        String text = word.text();
        boolean bare = !word.pieces().isEmpty() && !word.pieces().getFirst().quoted() && text.startsWith("~");
        if (!bare) {
            return text;
        }
        if (word.isPattern() || !(text.equals("~") || text.startsWith("~/")) || word.pieces().size() > 1) {
            throw new ShellParser.NotUnderstood("a tilde that is not ~/");
        }
        return home + text.substring(1);
    }

    /** The path's steps; quoted signs are escaped by a backslash. */
    private static List<String> patterns(Word word) throws ShellParser.NotUnderstood {
        StringBuilder all = new StringBuilder();
        for (Piece piece : word.pieces()) {
            for (int at = 0; at < piece.text().length(); at++) {
                char c = piece.text().charAt(at);
                if (!piece.quoted() && c == '[') {
                    throw new ShellParser.NotUnderstood("a bracket pattern");
                }
                boolean literal = piece.quoted() && (c == '*' || c == '?' || c == '\\');
                all.append(literal ? "\\" : "").append(c);
            }
        }
        return List.of(all.toString().split("/", -1));
    }

    private static List<String> step(List<String> starts, String pattern, Path folder, boolean last)
            throws ShellParser.NotUnderstood {
        List<String> found = new ArrayList<>();
        boolean plain = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
        for (String start : starts) {
            String before = start.isEmpty() || start.endsWith("/") ? start : start + "/";
            if (plain || isEscapedOnly(pattern)) {
                String next = before + pattern.replace("\\", "");
                if (Files.exists(folder.resolve(next), LinkOption.NOFOLLOW_LINKS)) {
                    found.add(next);
                }
            } else {
                list(before, pattern, folder, last, found);
            }
        }
        Collections.sort(found);
        return found;
    }

    private static boolean isEscapedOnly(String pattern) {
        return pattern.replace("\\*", "").replace("\\?", "").chars().noneMatch(c -> c == '*' || c == '?');
    }

    private static void list(String before, String pattern, Path folder, boolean last, List<String> found)
            throws ShellParser.NotUnderstood {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(before.isEmpty() ? "." : before))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean shown = !name.startsWith(".") || pattern.startsWith(".");
                if (shown && matches(pattern, 0, name, 0) && (last || Files.isDirectory(file))) {
                    found.add(before + name);
                }
                if (found.size() > MOST) {
                    throw new ShellParser.NotUnderstood("a pattern that matches more than " + MOST + " files");
                }
            }
        } catch (IOException e) {
            // No folder, or not ours to look into: nothing matches there.
            return;
        }
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            char c = p < pattern.length() ? pattern.charAt(p) : 0;
            boolean escaped = c == '\\' && p + 1 < pattern.length();
            if (c == '*') {
                star = p++;
                resume = n;
            } else if (escaped ? pattern.charAt(p + 1) == name.charAt(n) : c == '?' || (c != 0 && c == name.charAt(n))) {
                p += escaped ? 2 : 1;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
