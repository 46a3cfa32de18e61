package cn.openclaw.tool.exec;

import cn.openclaw.tool.exec.Script.Command;
import cn.openclaw.tool.exec.Script.Join;
import cn.openclaw.tool.exec.Script.Piece;
import cn.openclaw.tool.exec.Script.Pipeline;
import cn.openclaw.tool.exec.Script.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a command line as a POSIX shell would, and gives up at whatever it does not understand whole. It errs on one side only:
 * what it accepts means to every shell what it says here, and what it refuses a person is asked about.
 */
final class ShellParser {
    private static final Set<String> KEYWORDS = Set.of(
            "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "in", "function", "select",
            "time", "coproc", "!", "{", "}", "[[", "]]");

    private final String text;
    private int at;
    private boolean afterNewline;

    /** Why a line is not understood; words for people who ask, in English like the shell's own. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1;

        NotUnderstood(String why) {
            super(why, null, false, false);
        }
    }

    private ShellParser(String text) {
        this.text = text;
    }

    static Script parse(String line) throws NotUnderstood {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                throw new NotUnderstood("control character");
            }
        }
        return new ShellParser(line).script();
    }

    private Script script() throws NotUnderstood {
        List<Pipeline> pipelines = new ArrayList<>();
        skipEmptyLines();
        if (isEnd()) {
            throw new NotUnderstood("nothing to run");
        }
        Join join = Join.START;
        while (!isEnd()) {
            pipelines.add(new Pipeline(join, pipeline()));
            join = join();
            if (isEnd() && join != Join.ALWAYS) {
                throw new NotUnderstood("it ends in an operator");
            }
        }
        return new Script(pipelines);
    }

    private List<Command> pipeline() throws NotUnderstood {
        List<Command> commands = new ArrayList<>();
        commands.add(command());
        while (peek() == '|' && peek(1) != '|') {
            if (peek(1) == '&') {
                throw new NotUnderstood("|&");
            }
            at++;
            skipEmptyLines();
            commands.add(command());
        }
        return commands;
    }

    /** The operator after a pipeline; the end counts as {@code ;}. */
    private Join join() throws NotUnderstood {
        if (isEnd()) {
            return Join.ALWAYS;
        }
        char c = peek();
        if (c == '&' && peek(1) == '&') {
            at += 2;
            skipEmptyLines();
            return Join.IF_GOOD;
        }
        if (c == '|' && peek(1) == '|') {
            at += 2;
            skipEmptyLines();
            return Join.IF_BAD;
        }
        if (c == '&') {
            throw new NotUnderstood("background (&)");
        }
        if (c == ';' && peek(1) == ';') {
            throw new NotUnderstood(";;");
        }
        if (c == ';' || c == '\n') {
            at++;
            skipEmptyLines();
            return Join.ALWAYS;
        }
        throw new NotUnderstood("unexpected " + c);
    }

    private Command command() throws NotUnderstood {
        List<Word> words = new ArrayList<>();
        List<String> redirections = new ArrayList<>();
        while (true) {
            skipSpace();
            char c = peek();
            if (isEnd() || c == '\n' || c == ';' || c == '|') {
                break;
            }
            if (c == '&' && peek(1) != '>') {
                break;
            }
            if (c == '(' || c == ')') {
                throw new NotUnderstood("parentheses");
            }
            if (redirection(redirections)) {
                continue;
            }
            Word word = word();
            if (words.isEmpty()) {
                first(word);
            }
            words.add(word);
        }
        if (words.isEmpty()) {
            throw new NotUnderstood("a command without a name");
        }
        return new Command(words, redirections);
    }

    private static void first(Word word) throws NotUnderstood {
        String name = word.text();
        if (name.isEmpty()) {
            throw new NotUnderstood("a command without a name");
        }
        if (KEYWORDS.contains(name)) {
            throw new NotUnderstood("shell keyword " + name);
        }
        int equals = name.indexOf('=');
        if (equals >= 0) {
            throw new NotUnderstood("variable assignment");
        }
        if (word.isPattern() && !name.equals("[")) {
            throw new NotUnderstood("a pattern as program name");
        }
    }

    /** Takes a redirection that touches no file; refuses others; answers whether there was one. */
    private boolean redirection(List<String> redirections) throws NotUnderstood {
        int start = at;
        boolean both = peek() == '&';
        int number = at;
        while (!both && number < text.length() && Character.isDigit(text.charAt(number)) && text.charAt(number) < 128) {
            number++;
        }
        char sign = both ? peek(1) : number < text.length() ? text.charAt(number) : 0;
        if (sign != '<' && sign != '>') {
            return false;
        }
        String from = both ? "&" : text.substring(at, number);
        at = (both ? at + 1 : number) + 1;
        if (peek() == sign || peek() == '(' || peek() == '|' || (sign == '<' && peek() == '>')) {
            throw new NotUnderstood("redirection " + text.substring(start, Math.min(text.length(), at + 1)));
        }
        if (peek() == '&' && !both) {
            at++;
            char to = peek();
            boolean ends = at + 1 >= text.length() || " \t\n;|&)".indexOf(text.charAt(at + 1)) >= 0;
            if (sign != '>' || !(from.isEmpty() || from.equals("1") || from.equals("2")) || (to != '1' && to != '2') || !ends) {
                throw new NotUnderstood("redirection");
            }
            at++;
            redirections.add((from.isEmpty() ? "1" : from) + ">&" + to);
            return true;
        }
        skipSpace();
        Word target = word();
        if (!target.text().equals("/dev/null") || target.isPattern()) {
            throw new NotUnderstood("redirection to or from a file");
        }
        if (both) {
            redirections.add(">/dev/null");
            redirections.add("2>&1");
        } else if (from.isEmpty() || (sign == '>' && (from.equals("1") || from.equals("2"))) || (sign == '<' && from.equals("0"))) {
            redirections.add(from + sign + "/dev/null");
        } else {
            throw new NotUnderstood("redirection of descriptor " + from);
        }
        return true;
    }

    private Word word() throws NotUnderstood {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int start = at;
        while (!isEnd() && " \t\n;|&<>()".indexOf(peek()) < 0) {
            char c = peek();
            if (c == '\'' || c == '"') {
                flush(plain, pieces);
                pieces.add(new Piece(c == '\'' ? single() : twofold(), true));
            } else if (c == '\\') {
                escaped(plain, pieces);
            } else {
                plain.append(bare(c, at == start));
            }
        }
        flush(plain, pieces);
        if (at == start) {
            throw new NotUnderstood("unexpected " + (isEnd() ? "end" : String.valueOf(peek())));
        }
        return new Word(pieces);
    }

    private static void flush(StringBuilder plain, List<Piece> pieces) {
        if (!plain.isEmpty()) {
            pieces.add(new Piece(plain.toString(), false));
            plain.setLength(0);
        }
    }

    private char bare(char c, boolean first) throws NotUnderstood {
        if (c == '$' || c == '`') {
            throw new NotUnderstood("substitution (" + c + ")");
        }
        if (c == '{' || c == '}') {
            throw new NotUnderstood("braces");
        }
        // zsh reads =name as the path of a program, and ^, # inside patterns as operators.
        if (first && c == '=' || c == '^') {
            throw new NotUnderstood("a sign that shells read differently: " + c);
        }
        if (c == '!' && !first) {
            throw new NotUnderstood("a sign that shells read differently: !");
        }
        at++;
        return c;
    }

    private void escaped(StringBuilder plain, List<Piece> pieces) throws NotUnderstood {
        at++;
        if (isEnd()) {
            throw new NotUnderstood("it ends in a backslash");
        }
        if (peek() == '\n') {
            at++;
            return;
        }
        flush(plain, pieces);
        pieces.add(new Piece(String.valueOf(peek()), true));
        at++;
    }

    private String single() throws NotUnderstood {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new NotUnderstood("a quote that is not closed");
        }
        String quoted = text.substring(at + 1, end);
        at = end + 1;
        return quoted;
    }

    private String twofold() throws NotUnderstood {
        StringBuilder quoted = new StringBuilder();
        for (at++; !isEnd() && peek() != '"'; at++) {
            char c = peek();
            if (c == '$' || c == '`') {
                throw new NotUnderstood("substitution (" + c + ")");
            }
            if (c == '\\' && "$`\"\\\n".indexOf(peek(1)) >= 0) {
                at++;
                if (peek() != '\n') {
                    quoted.append(peek());
                }
            } else {
                quoted.append(c);
            }
        }
        if (isEnd()) {
            throw new NotUnderstood("a quote that is not closed");
        }
        at++;
        return quoted.toString();
    }

    private void skipSpace() {
        while (!isEnd()) {
            if (peek() == ' ' || peek() == '\t') {
                at++;
            } else if (peek() == '\\' && peek(1) == '\n') {
                at += 2;
            } else if (peek() == '#' && isWordStart()) {
                while (!isEnd() && peek() != '\n') {
                    at++;
                }
            } else {
                return;
            }
        }
    }

    private boolean isWordStart() {
        return at == 0 || " \t\n;|&".indexOf(text.charAt(at - 1)) >= 0;
    }

    private void skipEmptyLines() {
        do {
            skipSpace();
            afterNewline = peek() == '\n';
            at += afterNewline ? 1 : 0;
        } while (afterNewline);
    }

    private boolean isEnd() {
        return at >= text.length();
    }

    /** NUL at the end, which is refused before. */
    private char peek() {
        return peek(0);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }
}
