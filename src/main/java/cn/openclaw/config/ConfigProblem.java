package cn.openclaw.config;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.nio.file.Path;
import java.util.List;

/**
 * Something wrong at one place of a file.
 *
 * @param file which file (an included one, perhaps)
 * @param line counted from 1
 * @param column in UTF-16 units, counted from 1
 * @param path the dotted path, array items as {@code .0}; empty for the root
 * @param text what is wrong
 * @param arguments its holes; never a secret
 */
public record ConfigProblem(Path file, int line, int column, String path, Text text, List<Object> arguments) {
    public ConfigProblem {
        arguments = List.copyOf(arguments);
    }

    /** Whether only a variable is not set: the file itself is as it should be. */
    public boolean isMissingVariable() {
        return text == ConfigText.MISSING_VARIABLE;
    }

    /** {@code file:line:column: path: sentence}. */
    public String in(Language language) {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "<root>" : path) + ": "
                + text.in(language, arguments.toArray());
    }
}
