package cn.openclaw.tui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Colours for a line of code: comments, words in quotes, numbers, keywords. Enough to find one's way; a language we do not know
 * is shown as it is. Immutable: {@link #after} says how the next line begins.
 */
final class CodeColour {
    private static final Style COMMENT = Style.DIM;
    private static final Style QUOTED = Style.of(Style.GREEN);
    private static final Style NUMBER = Style.of(Style.YELLOW);
    private static final Style KEYWORD = Style.of(Style.MAGENTA);
    private static final String C_WORDS =
            "abstract as async await auto bool boolean break byte case catch char class const continue default delete do double else enum "
                    + "export extends extern false final finally float fn for from func function go goto if implements import in "
                    + "instanceof int interface let long match mod module mut namespace new nil null operator override package private "
                    + "protected pub public record return sealed select self short signed sizeof static string struct super switch "
                    + "synchronized template this throw throws trait true try type typedef typeof undefined union unsafe unsigned use "
                    + "using val var virtual void volatile where while yield chan defer range map interface impl dyn ref readonly";
    private static final String PYTHON_WORDS =
            "and as assert async await break class continue def del elif else except False finally for from global if import in is "
                    + "lambda None nonlocal not or pass raise return self True try while with yield match case";
    private static final String SHELL_WORDS =
            "if then else elif fi for in do done while until case esac function return local export set unset source exit echo cd sudo";
    private static final String SQL_WORDS =
            "select from where and or not insert into values update set delete create table index view drop alter join left right inner "
                    + "outer on as group by order having limit offset union all distinct null is in like between case when then else "
                    + "end primary key references default with begin commit";

    /** What a family of languages looks like. */
    private enum Grammar {
        C("//", "/*", "*/", "\"'`", C_WORDS),
        PYTHON("#", "\"\"\"", "\"\"\"", "\"'", PYTHON_WORDS),
        SHELL("#", "", "", "\"'", SHELL_WORDS),
        SQL("--", "/*", "*/", "'\"", SQL_WORDS),
        DATA("#", "", "", "\"'", "true false null yes no on off"),
        JSON("//", "/*", "*/", "\"'", "true false null"),
        MARKUP("", "<!--", "-->", "\"", ""),
        DIFF("", "", "", "", ""),
        PLAIN("", "", "", "", "");

        private final String lineComment;
        private final String open;
        private final String close;
        private final String quotes;
        private final Set<String> words;

        Grammar(String lineComment, String open, String close, String quotes, String words) {
            this.lineComment = lineComment;
            this.open = open;
            this.close = close;
            this.quotes = quotes;
            this.words = Set.copyOf(new HashSet<>(List.of(words.split(" "))));
        }

        boolean isKeyword(String word) {
            return words.contains(this == SQL ? word.toLowerCase(Locale.ROOT) : word);
        }
    }

    private final Grammar grammar;
    private final boolean inComment;

    CodeColour(String language) {
        this(grammar(language), false);
    }

    private CodeColour(Grammar grammar, boolean inComment) {
        this.grammar = grammar;
        this.inComment = inComment;
    }

    private static Grammar grammar(String language) {
        return switch (language) {
            case "java", "js", "jsx", "javascript", "ts", "tsx", "typescript", "c", "h", "cpp", "c++", "cc", "cs", "csharp", "go",
                    "golang", "rust", "rs", "kotlin", "kt", "swift", "php", "scala", "dart", "css", "scss", "groovy", "proto" -> Grammar.C;
            case "py", "python", "python3" -> Grammar.PYTHON;
            case "sh", "bash", "shell", "zsh", "console", "fish", "make", "makefile", "dockerfile", "ruby", "rb", "perl" -> Grammar.SHELL;
            case "sql", "mysql", "postgresql", "sqlite", "lua", "haskell" -> Grammar.SQL;
            case "yaml", "yml", "toml", "ini", "properties", "conf", "env" -> Grammar.DATA;
            case "json", "json5", "jsonc" -> Grammar.JSON;
            case "html", "xml", "svg", "vue" -> Grammar.MARKUP;
            case "diff", "patch" -> Grammar.DIFF;
            default -> Grammar.PLAIN;
        };
    }

    /** How the line after this one begins. */
    CodeColour after(String line) {
        if (grammar.open.isEmpty()) {
            return this;
        }
        boolean open = inComment;
        for (int at = 0; at < line.length(); ) {
            String mark = open ? grammar.close : grammar.open;
            int found = line.indexOf(mark, at);
            int comment = open || grammar.lineComment.isEmpty() ? -1 : line.indexOf(grammar.lineComment, at);
            if (found < 0 || (comment >= 0 && comment < found)) {
                break;
            }
            open = !open;
            at = found + mark.length();
        }
        return open == inComment ? this : new CodeColour(grammar, open);
    }

    List<Span> line(String line) {
        if (grammar == Grammar.DIFF) {
            return List.of(DiffLines.line(line));
        }
        if (grammar == Grammar.PLAIN || line.isBlank()) {
            return List.of(Span.plain(line));
        }
        return new Scan(line).spans();
    }

    /** One line on its way. */
    private final class Scan {
        private final String line;
        private final List<Span> spans = new ArrayList<>();
        private int at;
        private int plainFrom;

        Scan(String line) {
            this.line = line;
        }

        List<Span> spans() {
            if (inComment) {
                int end = line.indexOf(grammar.close);
                take(end < 0 ? line.length() : end + grammar.close.length(), COMMENT);
            }
            while (at < line.length()) {
                step(line.charAt(at));
            }
            plain();
            return spans;
        }

        private void step(char c) {
            if (!grammar.open.isEmpty() && line.startsWith(grammar.open, at)) {
                int end = line.indexOf(grammar.close, at + grammar.open.length());
                take(end < 0 ? line.length() : end + grammar.close.length(), grammar == Grammar.PYTHON ? QUOTED : COMMENT);
            } else if (isComment()) {
                take(line.length(), COMMENT);
            } else if (grammar.quotes.indexOf(c) >= 0) {
                take(afterQuote(c), QUOTED);
            } else if (Character.isDigit(c)) {
                take(after(true), NUMBER);
            } else if (Character.isLetter(c) || c == '_' || c == '$') {
                int end = after(false);
                String word = line.substring(at, end);
                if (grammar.isKeyword(word)) {
                    take(end, KEYWORD);
                } else {
                    at = end;
                }
            } else {
                at++;
            }
        }

        private boolean isComment() {
            String mark = grammar.lineComment;
            boolean here = !mark.isEmpty() && line.startsWith(mark, at);
            return here && (!mark.equals("#") || at == 0 || line.charAt(at - 1) == ' ') && (!mark.equals("//") || at == 0 || line.charAt(at - 1) != ':');
        }

        private int afterQuote(char quote) {
            for (int end = at + 1; end < line.length(); end++) {
                if (line.charAt(end) == '\\') {
                    end++;
                } else if (line.charAt(end) == quote) {
                    return end + 1;
                }
            }
            // An apostrophe is no quotation.
            return quote == '\'' ? at + 1 : line.length();
        }

        private int after(boolean number) {
            int end = at;
            while (end < line.length()
                    && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '_' || (number && line.charAt(end) == '.'))) {
                end++;
            }
            return Math.max(end, at + 1);
        }

        private void take(int end, Style style) {
            plain();
            spans.add(new Span(line.substring(at, end), style));
            at = end;
            plainFrom = end;
        }

        private void plain() {
            if (at > plainFrom) {
                spans.add(Span.plain(line.substring(plainFrom, at)));
            }
            plainFrom = at;
        }
    }
}
