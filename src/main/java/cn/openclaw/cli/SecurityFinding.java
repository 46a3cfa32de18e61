package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigEdit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something that weakens the installation.
 *
 * @param id a stable word for scripts; the original's where it has the same check
 * @param severity how bad it is
 * @param text what was found, with its holes; never a secret
 * @param remedy what mends it, with its holes
 * @param fix what {@code --fix} does about it
 */
record SecurityFinding(String id, Severity severity, Sentence text, Sentence remedy, Optional<Fix> fix) {

    /** How bad it is. */
    enum Severity {
        CRITICAL("✗"),
        WARN("!"),
        INFO("·");

        private final String mark;

        Severity(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }
    }

    /** A sentence and its holes. */
    record Sentence(Text text, List<Object> arguments) {
        static Sentence of(Text text, Object... arguments) {
            return new Sentence(text, List.of(arguments));
        }

        String in(cn.openclaw.base.Language language) {
            return text.in(language, arguments.toArray());
        }
    }

    /** A repair that takes nothing away from the person. */
    sealed interface Fix {
        /** Changes of the configuration. */
        record Edits(List<ConfigEdit> edits) implements Fix {}

        /** What others may not do with a file. */
        record Mode(Path path, String wanted) implements Fix {}

        /** A new token in the place of a guessable one. */
        record Token() implements Fix {}
    }

    static SecurityFinding of(String id, Severity severity, Sentence text, Sentence remedy) {
        return new SecurityFinding(id, severity, text, remedy, Optional.empty());
    }

    SecurityFinding mendedBy(Fix how) {
        return new SecurityFinding(id, severity, text, remedy, Optional.of(how));
    }

    SecurityFinding mendedBy(ConfigEdit... edits) {
        return mendedBy(new Fix.Edits(List.of(edits)));
    }
}
