package cn.openclaw.config;

import cn.openclaw.base.Text;
import cn.openclaw.config.SchemaNode.Chars;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks a tree against the schema and reports everything that does not fit, not only the first. */
final class Validator {
    /** The largest integer JavaScript keeps exactly; the original refuses larger ones. */
    private static final double MOST = 9007199254740991.0;

    private final Findings findings;
    private final List<String> path = new ArrayList<>();

    Validator(Findings findings) {
        this.findings = findings;
    }

    void check(JsonNode root) {
        check(ConfigSchema.root(), root);
    }

    void check(SchemaNode node, JsonNode value) {
        node.check(this, value);
    }

    void flag(JsonNode value) {
        if (!value.isBoolean()) {
            wrong("boolean", value);
        }
    }

    private void wrong(String expected, JsonNode value) {
        findings.problem(path, ConfigText.WRONG_TYPE, expected, Types.of(value));
    }

    void group(SchemaNode.Group group, JsonNode value) {
        if (!value.isObject()) {
            wrong("object", value);
            return;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            SchemaKey key = group.key(member.getKey());
            if (key != null) {
                below(member.getKey(), key.node(), member.getValue());
            } else if (group.others() != null) {
                below(member.getKey(), group.others(), member.getValue());
            } else if (!LegacyKeys.knows(path, member.getKey())) {
                unknown(group, member.getKey(), value);
            }
        }
        for (SchemaKey key : group.keys()) {
            if (key.required() && value.get(key.name()) == null) {
                missing(key);
            }
        }
    }

    private void missing(SchemaKey key) {
        path.add(key.name());
        if (ConfigSchema.resolved(key.node()) instanceof SchemaNode.Words words) {
            findings.problem(path, ConfigText.NO_FIT, expectedOneOf(words.words(), ""));
        } else {
            findings.problem(path, ConfigText.WRONG_TYPE, key.node().expected(), "undefined");
        }
        path.removeLast();
    }

    private void unknown(SchemaNode.Group group, String key, JsonNode parent) {
        List<String> free = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (SchemaKey known : group.keys()) {
            (parent.get(known.name()) == null ? free : taken).add(known.name());
        }
        // A key that is not there yet is the likelier one; `config set agnets.x` means one that is.
        String near = Nearest.of(key, free);
        near = near == null ? Nearest.of(key, taken) : near;
        findings.keyProblem(path, key, ConfigText.UNKNOWN_KEY, key, near == null ? "" : didYouMean(near));
    }

    /** A sentence of its own, because an argument takes no arguments; braces of the word would be read as holes. */
    static Text didYouMean(String word) {
        return new Text(
                ConfigText.DID_YOU_MEAN.zh().replace("{0}", word), ConfigText.DID_YOU_MEAN.en().replace("{0}", word));
    }

    void dictionary(SchemaNode values, JsonNode value) {
        if (!value.isObject()) {
            wrong("record", value);
            return;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            below(member.getKey(), values, member.getValue());
        }
    }

    void sequence(SchemaNode items, JsonNode value) {
        if (!value.isArray()) {
            wrong("array", value);
            return;
        }
        for (int at = 0; at < value.size(); at++) {
            below(Integer.toString(at), items, value.get(at));
        }
    }

    private void below(String key, SchemaNode node, JsonNode value) {
        path.add(key);
        check(node, value);
        path.removeLast();
    }

    void chars(Chars chars, JsonNode value) {
        if (!value.isString()) {
            wrong("string", value);
            return;
        }
        String text = value.stringValue();
        if (text.length() < chars.min()) {
            findings.problem(path, ConfigText.TOO_SHORT, chars.min());
        } else if (text.length() > chars.max()) {
            findings.problem(path, ConfigText.TOO_LONG, chars.max());
        } else {
            Text wrong = wrongForm(chars.meaning(), text);
            if (wrong != null) {
                findings.problem(path, wrong);
            }
        }
    }

    private static @Nullable Text wrongForm(Chars.Meaning meaning, String text) {
        return switch (meaning) {
            case COLOUR -> isColour(text) ? null : ConfigText.BAD_COLOUR;
            case DURATION -> text.isBlank() || isDuration(text) ? null : ConfigText.BAD_DURATION;
            case CLOCK -> isClock(text) ? null : ConfigText.BAD_CLOCK;
            case PLAIN, SECRET, PATH, URL -> null;
        };
    }

    private static boolean isClock(String text) {
        boolean shaped = text.length() == 5 && text.charAt(2) == ':';
        if (!shaped || !ConfigPath.isIndex(text.substring(0, 2)) || !ConfigPath.isIndex(text.substring(3))) {
            return false;
        }
        int minutes = Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
        return minutes <= 24 * 60 && Integer.parseInt(text.substring(3)) < 60;
    }

    private static boolean isColour(String text) {
        String digits = text.startsWith("#") ? text.substring(1) : text;
        for (int at = 0; at < digits.length(); at++) {
            if (Character.digit(digits.charAt(at), 16) < 0) {
                return false;
            }
        }
        return digits.length() == 6;
    }

    /** {@code 30m}, {@code 1.5h}, {@code 500ms}; a bare number is in minutes. Days are understood as well. */
    static boolean isDuration(String text) {
        String plain = text.strip().toLowerCase(java.util.Locale.ROOT);
        int end = 0;
        int dots = 0;
        while (end < plain.length() && (plain.charAt(end) == '.' || Character.isDigit(plain.charAt(end)))) {
            dots += plain.charAt(end++) == '.' ? 1 : 0;
        }
        boolean number = end > 0 && dots <= 1 && Character.isDigit(plain.charAt(end - 1)) && plain.charAt(0) != '.';
        return number
                && switch (plain.substring(end)) {
                    case "", "ms", "s", "m", "h", "d" -> true;
                    default -> false;
                };
    }

    void amount(SchemaNode.Amount amount, JsonNode value) {
        double number = value.isNumber() ? Types.number(value) : Double.NaN;
        if (!value.isNumber() || Double.isNaN(number) || Double.isInfinite(number)) {
            wrong("number", value);
        } else if (amount.whole() && number != Math.rint(number)) {
            wrong("int", value);
        } else if (amount.whole() && Math.abs(number) > MOST) {
            findings.problem(path, number > 0 ? ConfigText.TOO_BIG : ConfigText.TOO_SMALL, number > 0 ? "<=" : ">=", plain(Math.copySign(MOST, number)));
        } else if (number < amount.from() || (number == amount.from() && !amount.fromIncluded())) {
            findings.problem(path, ConfigText.TOO_SMALL, amount.fromIncluded() ? ">=" : ">", plain(amount.from()));
        } else if (number > amount.to()) {
            findings.problem(path, ConfigText.TOO_BIG, "<=", plain(amount.to()));
        }
    }

    static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    void words(SchemaNode.Words words, JsonNode value) {
        String text = value.isString() ? value.stringValue() : "";
        if (value.isString() && words.words().contains(text)) {
            return;
        }
        String near = value.isString() ? Nearest.of(text, words.words()) : null;
        Object hint = near == null ? "" : didYouMean(near);
        if (words.listed()) {
            findings.problem(path, ConfigText.NO_OPTION, quoted(words.words()), hint);
        } else {
            findings.problem(path, ConfigText.NO_FIT, expectedOneOf(words.words(), hint));
        }
    }

    private static Text expectedOneOf(List<String> words, Object hint) {
        String list = quoted(words);
        Text suffix = hint instanceof Text text ? text : new Text("", "");
        return new Text(
                ConfigText.EXPECTED_ONE_OF.zh().replace("{0}", list) + suffix.zh(),
                ConfigText.EXPECTED_ONE_OF.en().replace("{0}", list) + suffix.en());
    }

    static String quoted(List<String> words) {
        return "\"" + String.join("\"|\"", words) + "\"";
    }

    /** Where only one option is of the value's kind, its problems are told; else that nothing fits. */
    void either(List<SchemaNode> options, JsonNode value) {
        SchemaNode only = null;
        int fitting = 0;
        Set<String> kinds = new LinkedHashSet<>();
        for (SchemaNode option : options) {
            SchemaNode resolved = ConfigSchema.resolved(option);
            kinds.add(resolved.expected());
            if (resolved.isOfKind(value)) {
                only = resolved;
                fitting++;
            }
        }
        if (only != null && fitting == 1) {
            check(only, value);
        } else if (fitting == 0) {
            findings.problem(path, ConfigText.NO_FIT, expectedOneOf(List.copyOf(kinds), ""));
        }
    }
}
