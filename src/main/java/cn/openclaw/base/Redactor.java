package cn.openclaw.base;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes secrets out of a text before it is shown or written: those it was told, and whatever looks like a key
 * ({@code sk-…}, {@code Bearer …}). A last net for texts that others made: error bodies, stack traces, a command's output.
 * Our own sentences must not need it. Immutable and safe for use by several threads.
 */
public final class Redactor {
    private static final String MASK = "***";
    /** Shorter "secrets" would take ordinary words out of texts. */
    private static final int SHORTEST_KNOWN = 6;

    private static final int SHORTEST_KEY = 12;
    private static final String[] SECRET_NAMES = {"KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"};

    /** Longest first, so that a secret which contains another goes as a whole. */
    private final List<String> known;

    public Redactor(Collection<Secret> secrets) {
        Set<String> all = new LinkedHashSet<>();
        for (Secret secret : secrets) {
            String plain = secret.reveal().strip();
            if (plain.length() >= SHORTEST_KNOWN) {
                all.add(plain);
                all.add(URLEncoder.encode(plain, StandardCharsets.UTF_8));
            }
        }
        List<String> sorted = new ArrayList<>(all);
        sorted.sort((one, other) -> Integer.compare(other.length(), one.length()));
        this.known = List.copyOf(sorted);
    }

    /** Knows the variables whose names speak of a key, token, secret or password. */
    public static Redactor of(Environment environment) {
        return of(environment, List.of());
    }

    /** Knows the environment's secrets and these. */
    public static Redactor of(Environment environment, Collection<Secret> more) {
        List<Secret> secrets = new ArrayList<>(more);
        for (Map.Entry<String, String> variable : environment.variables().entrySet()) {
            String name = variable.getKey().toUpperCase(Locale.ROOT);
            for (String word : SECRET_NAMES) {
                if (name.contains(word)) {
                    secrets.add(new Secret(variable.getValue()));
                    break;
                }
            }
        }
        return new Redactor(secrets);
    }

    public String redact(String text) {
        String out = text;
        for (String secret : known) {
            out = out.replace(secret, MASK);
        }
        return afterBearer(keys(out));
    }

    /** {@code sk-} at the start of a word, with enough after it: {@code sk-***}. */
    private static String keys(String text) {
        int at = text.indexOf("sk-");
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (; at >= 0; at = text.indexOf("sk-", Math.max(at + 3, done))) {
            int end = endOfKey(text, at + 3);
            boolean starts = at == 0 || !isInsideWord(text.charAt(at - 1));
            if (starts && end - at >= SHORTEST_KEY) {
                out.append(text, done, at).append("sk-").append(MASK);
                done = end;
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private static String afterBearer(String text) {
        int at = text.indexOf("Bearer ");
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (; at >= 0; at = text.indexOf("Bearer ", Math.max(at + 7, done))) {
            int end = endOfKey(text, at + 7);
            if (end - at - 7 >= SHORTEST_KEY) {
                out.append(text, done, at + 7).append(MASK);
                done = end;
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private static int endOfKey(String text, int from) {
        int end = from;
        while (end < text.length() && isKeyCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** "task-force" is no key; what follows "key=" or "providers." may be one. */
    private static boolean isInsideWord(char before) {
        return before == '-' || before == '_' || Character.isLetterOrDigit(before);
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~'
                || c == '+'
                || c == '=';
    }
}
