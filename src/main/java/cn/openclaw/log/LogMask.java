package cn.openclaw.log;

import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Takes secrets out of log lines: those that are known, whatever {@code logging.redactSensitive} says; and, unless it says
 * {@code off}, what stands where secrets stand (a header, a query, a JSON member of that name) and what the person's own
 * {@code logging.redactPatterns} match. Immutable.
 */
public final class LogMask {
    private static final String NAMES =
            "(?:x-)?(?:api[-_]?key|access[-_]?token|refresh[-_]?token|openclaw[-_]token|clawdbot[-_]token|token|password|passwd"
                    + "|secret|client[-_]?secret|authorization|cookie|set-cookie|signature|private[-_]?key|nonce)";
    /** How each of them ends. */
    private static final String[] ENDINGS = {
        "key", "token", "password", "passwd", "secret", "authorization", "cookie", "signature", "nonce"
    };

    /** {@code "apiKey":"…"}, also inside a text that is itself JSON. */
    private static final Pattern MEMBER = Pattern.compile("(?i)(\\\\?\"" + NAMES + "\\\\?\"\\s*:\\s*\\\\?\")([^\"\\\\]{4,})");
    /** {@code token=…} in a query or a command line; {@code authorization: Basic …} in a header. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?<![\\w-])(" + NAMES + "(?:=|:\\s+)(?:Basic\\s+|Bearer\\s+)?)([^\\s&\"',;\\\\]{4,})");

    private final Redactor known;
    private final boolean patterns;
    private final List<Pattern> own;

    private LogMask(Redactor known, boolean patterns, List<Pattern> own) {
        this.known = known;
        this.patterns = patterns;
        this.own = List.copyOf(own);
    }

    /**
     * As the configuration says.
     *
     * @param more secrets that stand elsewhere: the gateway's own token, keys of the profile store
     */
    public static LogMask of(ConfigSnapshot snapshot, Collection<Secret> more) {
        boolean on = !"off".equals(Json.text(snapshot.config().tree(), "logging", "redactSensitive"));
        List<Pattern> own = new ArrayList<>();
        for (String written : Secrets.patterns(snapshot)) {
            try {
                own.add(Pattern.compile(written));
            } catch (PatternSyntaxException e) {
                // The audit tells of it; a typing error must not stop the log.
            }
        }
        return new LogMask(Secrets.redactor(snapshot, more), on, own);
    }

    /** The line without them. */
    public String mask(String text) {
        String out = known.redact(text);
        if (!patterns) {
            return out;
        }
        if (mayNameSecret(out)) {
            out = MEMBER.matcher(out).replaceAll("$1***");
            out = NAMED.matcher(out).replaceAll("$1***");
        }
        for (Pattern pattern : own) {
            out = pattern.matcher(out).replaceAll("***");
        }
        return out;
    }

    /**
     * Whether some word before a {@code :} or {@code =} may be one of {@link #NAMES}. The two patterns look at every letter of a
     * line and take most of a log's time; most lines name nothing.
     */
    static boolean mayNameSecret(String text) {
        for (int at = 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c == ':' || c == '=') && endsInName(text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInName(String text, int at) {
        int end = at;
        while (end > 0 && " \t\n\r\"\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        for (String ending : ENDINGS) {
            if (end >= ending.length() && text.regionMatches(true, end - ending.length(), ending, 0, ending.length())) {
                return true;
            }
        }
        return false;
    }
}
