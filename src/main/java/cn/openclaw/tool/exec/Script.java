package cn.openclaw.tool.exec;

import java.util.List;

/**
 * A command line that was understood whole: simple commands of plain words, joined by {@code |}, {@code &&}, {@code ||} and
 * {@code ;}. Whatever a shell could make something else of (variables, substitutions, here-documents, redirections to files,
 * background, keywords) is not in it: see {@link ShellParser}.
 *
 * @param pipelines at least one, in order
 */
record Script(List<Pipeline> pipelines) {

    /** What stands before a pipeline: when it is run. */
    enum Join {
        /** The first one. */
        START(""),
        ALWAYS(" ; "),
        IF_GOOD(" && "),
        IF_BAD(" || ");

        private final String sign;

        Join(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /**
     * Commands, each reading what the one before it wrote.
     *
     * @param join when it is run
     */
    record Pipeline(Join join, List<Command> commands) {
        Pipeline {
            commands = List.copyOf(commands);
        }
    }

    /**
     * One program with its arguments.
     *
     * @param words the first names the program
     * @param redirections of those that touch no file: {@code 2>&1}, {@code >/dev/null} …
     */
    record Command(List<Word> words, List<String> redirections) {
        Command {
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }

    /**
     * A word as written.
     *
     * @param pieces its parts; only unquoted ones may hold patterns or a tilde
     */
    record Word(List<Piece> pieces) {
        Word {
            pieces = List.copyOf(pieces);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(piece.text()));
            return text.toString();
        }

        /** Whether a shell would look for files that match it. */
        boolean isPattern() {
            return pieces.stream()
                    .anyMatch(piece -> !piece.quoted() && piece.text().chars().anyMatch(c -> c == '*' || c == '?' || c == '['));
        }
    }

    /** Characters in a row that are quoted, or not. */
    record Piece(String text, boolean quoted) {}

    Script {
        pipelines = List.copyOf(pipelines);
    }
}
