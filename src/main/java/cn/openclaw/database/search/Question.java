package cn.openclaw.database.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What somebody looks for. Signs and spaces only separate; what stands in quotes ({@code "…"}, {@code “…”}, {@code 「…」}) is one
 * phrase. A word of three letters or more also finds longer words that begin with it.
 *
 * @param terms what is asked for; empty if the text holds no letter, digit or character
 */
public record Question(List<Term> terms) {
    private static final int SHORTEST_BEGINNING = 3;

    public Question {
        terms = List.copyOf(terms);
    }

    /**
     * Words that follow each other.
     *
     * @param tokens as they stand in the index
     * @param open whether the last one may go on
     */
    public record Term(List<String> tokens, boolean open) {
        public Term {
            tokens = List.copyOf(tokens);
        }

        /** As FTS5 asks for it. Tokens hold letters and digits only, so nothing needs to be escaped. */
        public String match() {
            return "\"" + String.join(" ", tokens) + "\"" + (open ? " *" : "");
        }

        /** Whether it is a sequence of pairs, as a sentence in Chinese is: its parts may say something by themselves. */
        boolean isSentence() {
            return tokens.size() > 1 && tokens.stream().allMatch(token -> token.codePointCount(0, token.length()) == 2
                    && token.charAt(0) >= 0x0E00);
        }
    }

    public static Question of(String text) {
        List<Term> terms = new ArrayList<>();
        boolean quoted = false;
        StringBuilder part = new StringBuilder();
        for (int at = 0; at <= text.length(); at++) {
            boolean end = at == text.length();
            if (end || "\"“”「」『』".indexOf(text.charAt(at)) >= 0) {
                add(terms, part.toString(), quoted && !end);
                part.setLength(0);
                quoted = !quoted;
            } else {
                part.append(text.charAt(at));
            }
        }
        return new Question(terms.stream().distinct().toList());
    }

    private static void add(List<Term> terms, String text, boolean phrase) {
        List<Words.Word> words = Words.of(text);
        if (phrase && !words.isEmpty()) {
            terms.add(term(words));
            return;
        }
        int at = 0;
        while (at < words.size()) {
            int end = at + 1;
            // The words of one run overlap; a gap, or a word of letters, begins another term.
            while (end < words.size() && words.get(at).paired() && words.get(end).paired()
                    && words.get(end).start() < words.get(end - 1).end()) {
                end++;
            }
            terms.add(term(words.subList(at, end)));
            at = end;
        }
    }

    /** The single character that ends a run is there only at the end of a run, so it is asked for only if it is all there is. */
    private static Term term(List<Words.Word> words) {
        Words.Word last = words.getLast();
        if (!last.paired()) {
            return new Term(tokens(words), last.token().length() >= SHORTEST_BEGINNING);
        }
        Words.Word before = words.size() > 1 ? words.get(words.size() - 2) : last;
        boolean covered = words.size() > 1 && before.paired() && before.end() == last.end();
        return covered ? new Term(tokens(words.subList(0, words.size() - 1)), false) : new Term(tokens(words), true);
    }

    private static List<String> tokens(List<Words.Word> words) {
        return words.stream().map(Words.Word::token).toList();
    }

    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /** As an FTS5 query: every term must be there. */
    public String all() {
        return String.join(" AND ", terms.stream().map(Term::match).toList());
    }

    /** As an FTS5 query: any of {@link #parts} will do; the more of them and the rarer, the better. */
    public String any() {
        return String.join(" OR ", parts().stream().map(Term::match).toList());
    }

    /** The terms, sentences taken apart into pairs: what is left to look for when nobody wrote the very same words. */
    public List<Term> parts() {
        List<Term> parts = new ArrayList<>();
        for (Term term : terms) {
            if (term.isSentence()) {
                term.tokens().forEach(token -> parts.add(new Term(List.of(token), false)));
            } else {
                parts.add(term);
            }
        }
        return parts.stream().distinct().toList();
    }

    /** Where these terms stand in a text, in order and not overlapping: pairs of start and end. */
    public static List<int[]> places(List<Term> terms, String text) {
        List<Words.Word> words = Words.of(text);
        List<int[]> found = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            int end = -1;
            for (Term term : terms) {
                end = Math.max(end, endOf(term, words, at));
            }
            if (end >= 0) {
                merge(found, words.get(at).start(), end);
            }
        }
        return found;
    }

    /** Which of these terms a text holds. */
    public static Predicate<Term> holds(String text) {
        List<Words.Word> words = Words.of(text);
        return term -> {
            for (int at = 0; at < words.size(); at++) {
                if (endOf(term, words, at) >= 0) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Where a term that begins with this word ends; -1 if it does not stand here. */
    private static int endOf(Term term, List<Words.Word> words, int at) {
        int size = term.tokens().size();
        if (at + size > words.size()) {
            return -1;
        }
        for (int n = 0; n < size; n++) {
            String wanted = term.tokens().get(n);
            String here = words.get(at + n).token();
            boolean fits = term.open() && n == size - 1 ? here.startsWith(wanted) : here.equals(wanted);
            if (!fits) {
                return -1;
            }
        }
        Words.Word last = words.get(at + size - 1);
        String wanted = term.tokens().getLast();
        // One character was asked for and found at the beginning of a pair: only it is meant.
        boolean half = term.open() && last.paired() && wanted.length() < last.token().length();
        return half ? last.start() + wanted.length() : last.end();
    }

    private static void merge(List<int[]> found, int start, int end) {
        if (!found.isEmpty() && found.getLast()[1] >= start) {
            found.getLast()[1] = Math.max(found.getLast()[1], end);
        } else {
            found.add(new int[] {start, end});
        }
    }
}
