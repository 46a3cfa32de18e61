package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.tui.Cells;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What could stand where the person is writing: a command after a slash, its argument, a file's path.
 *
 * @param from where the replaced text begins
 * @param choices at least one
 */
record Completion(int from, List<Choice> choices) {
    private static final int MOST_FILES = 50;

    /**
     * One possibility.
     *
     * @param text what replaces the text, up to the cursor
     * @param label what is shown
     * @param runs whether it is whole, so that Enter may send it
     */
    record Choice(String text, String label, String hint, boolean runs) {}

    /** Commands for a message that begins with a slash and has no blank yet. */
    static Optional<Completion> commands(String text, int cursor, Language language) {
        boolean begins = !text.isEmpty() && "/／、".indexOf(text.charAt(0)) >= 0 && cursor == text.length();
        if (!begins || !text.substring(1).chars().allMatch(Character::isLetter)) {
            return Optional.empty();
        }
        List<Choice> choices = new ArrayList<>();
        for (SlashCommand command : SlashCommand.visible()) {
            Optional<String> name = command.completed(text.substring(1).toLowerCase(java.util.Locale.ROOT), language);
            if (name.isPresent()) {
                String arguments = command.arguments().in(language);
                choices.add(new Choice("/" + name.get(), "/" + name.get() + " " + arguments, command.what().in(language), true));
            }
        }
        return choices.isEmpty() ? Optional.empty() : Optional.of(new Completion(0, choices));
    }

    /** Words for a command's argument. */
    static Optional<Completion> words(String text, int cursor, List<String> words) {
        int blank = text.indexOf(' ');
        if (blank < 0 || cursor != text.length()) {
            return Optional.empty();
        }
        String begun = text.substring(blank + 1).stripLeading();
        List<Choice> choices = words.stream()
                .filter(word -> word.startsWith(begun) && !word.equals(begun))
                .map(word -> new Choice(word, word, "", true))
                .toList();
        return choices.isEmpty() ? Optional.empty() : Optional.of(new Completion(text.length() - begun.length(), choices));
    }

    /** Files whose path begins like the word before the cursor; asked for with Tab only. */
    static Optional<Completion> files(String text, int cursor, Path folder) {
        int from = cursor;
        while (from > 0 && " \n\"'`，。：（(".indexOf(text.charAt(from - 1)) < 0) {
            from--;
        }
        String word = text.substring(from, cursor);
        String path = word.startsWith("@") ? word.substring(1) : word;
        if (path.isEmpty() && !word.startsWith("@")) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/');
        String parent = path.substring(0, slash + 1);
        List<Choice> choices = new ArrayList<>();
        for (String name : names(folder, parent)) {
            if (name.startsWith(path.substring(slash + 1)) && (!name.startsWith(".") || path.startsWith(".", slash + 1))) {
                choices.add(new Choice(word.substring(0, word.length() - path.length()) + parent + name, name, "", false));
            }
        }
        return choices.isEmpty() ? Optional.empty() : Optional.of(new Completion(from, choices));
    }

    private static List<String> names(Path folder, String parent) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(parent))) {
            for (Path file : files) {
                names.add(file.getFileName() + (Files.isDirectory(file) ? "/" : ""));
                if (names.size() > 20 * MOST_FILES) {
                    break;
                }
            }
        } catch (IOException | InvalidPathException | DirectoryIteratorException | UncheckedIOException e) {
            return List.of();
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** What all choices have in common. */
    String common() {
        String common = choices.getFirst().text();
        for (Choice choice : choices) {
            int same = 0;
            while (same < Math.min(common.length(), choice.text().length()) && common.charAt(same) == choice.text().charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common;
    }

    /** The list under the editor. */
    List<Line> lines(int marked, int width, int rows, Paint paint) {
        int first = Math.clamp(marked - rows / 2, 0, Math.max(0, choices.size() - rows));
        List<Choice> shown = choices.subList(first, Math.min(choices.size(), first + rows));
        int label = 0;
        for (Choice choice : shown) {
            label = Math.max(label, Cells.of(choice.label()));
        }
        label = Math.min(label, Math.max(8, width / 2));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            boolean here = first + i == marked;
            Style style = here ? Style.BOLD.in(Style.CYAN) : Style.PLAIN;
            String sign = here ? paint.glyph("❯ ", "> ") : "  ";
            String name = Cells.pad(Cells.cut(shown.get(i).label(), label), label);
            lines.add(Line.of(new Span(sign + name, style), Span.dim("  " + shown.get(i).hint())).cut(width));
        }
        return lines;
    }
}
