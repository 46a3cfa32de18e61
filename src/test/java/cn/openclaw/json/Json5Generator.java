package cn.openclaw.json;

import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random JSON5 texts of many handwritings, with the tree that each must give. Everything follows from the seed. */
final class Json5Generator {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of(
            "a", "b", "models", "apiKey", "kimi-k2.5", "moonshot/kimi-k2", "键", "with space", "", "0", "12", "__proto__", "$x", "_y",
            "ünï", "it's", "say \"hi\"", "constructor", "true", "Infinity", "line\nbreak", "中文名");
    private static final List<String> REMARKS = List.of(
            "plain", "它说", "a: 1,", "}", "]", "\"", "'", "//", "/*", "${VAR}", "{ open", "\\", "end,");

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final boolean tidy;
    private final String newline;
    private final String unit;
    private final int quotes;
    private final boolean trailing;
    private final int noise;

    Json5Generator(Random random) {
        this.random = random;
        this.tidy = random.nextInt(3) > 0;
        this.newline = random.nextInt(3) == 0 ? "\r\n" : "\n";
        this.unit = List.of("  ", "    ", "\t").get(random.nextInt(3));
        this.quotes = random.nextInt(4);
        this.trailing = random.nextBoolean();
        this.noise = random.nextInt(3) * 3;
    }

    record Made(String text, JsonNode tree) {}

    /** A whole document: its root is an object, mostly. */
    Made document() {
        out.setLength(0);
        if (random.nextInt(8) == 0) {
            out.append('\uFEFF');
        }
        trivia("");
        JsonNode tree = random.nextInt(10) == 0 ? array(0, "") : object(0, "");
        trivia("");
        if (random.nextBoolean()) {
            out.append(newline);
        }
        return new Made(out.toString(), tree);
    }

    /** A value alone, as one would give it to a command. */
    Made value() {
        out.setLength(0);
        JsonNode tree = value(3, "");
        return new Made(out.toString(), tree);
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private JsonNode value(int depth, String indent) {
        int kind = random.nextInt(depth > 5 ? 7 : 10);
        return switch (kind) {
            case 0, 1, 2 -> string();
            case 3 -> literal("true", NODES.booleanNode(true));
            case 4 -> literal("null", NODES.nullNode());
            case 5, 6 -> number();
            case 7 -> array(depth, indent);
            default -> object(depth, indent);
        };
    }

    private JsonNode literal(String text, JsonNode node) {
        out.append(text);
        return node;
    }

    private JsonNode number() {
        return switch (random.nextInt(9)) {
            case 0 -> literal("0x1F", NODES.numberNode(31));
            case 1 -> literal("-.5", NODES.numberNode(-0.5));
            case 2 -> literal("+5.", NODES.numberNode(5.0));
            case 3 -> literal("Infinity", NODES.numberNode(Double.POSITIVE_INFINITY));
            case 4 -> literal("-Infinity", NODES.numberNode(Double.NEGATIVE_INFINITY));
            case 5 -> literal("NaN", NODES.numberNode(Double.NaN));
            case 6 -> literal("1.5e3", NODES.numberNode(1500.0));
            case 7 -> literal("9007199254740993", NODES.numberNode(9007199254740993L));
            default -> {
                int value = random.nextInt(2000) - 1000;
                yield literal(Integer.toString(value), NODES.numberNode(value));
            }
        };
    }

    private JsonNode string() {
        String text = switch (random.nextInt(5)) {
            case 0 -> "${MOONSHOT_API_KEY}";
            case 1 -> "https://api.moonshot.cn/v1";
            case 2 -> "月之暗面 // 不是注释";
            case 3 -> "tab\tquote\" apostrophe' \\ \u2028";
            default -> "s" + random.nextInt(100);
        };
        quoted(text, random.nextBoolean() ? '"' : '\'');
        return NODES.stringNode(text);
    }

    private void quoted(String text, char quote) {
        String spelt = Json5.quote(text, quote);
        int middle = spelt.length() / 2;
        boolean breakable = spelt.length() > 6 && spelt.charAt(middle - 1) != '\\' && spelt.indexOf('\\') < 0;
        if (breakable && random.nextInt(6) == 0) {
            spelt = spelt.substring(0, middle) + "\\" + newline + spelt.substring(middle);
        }
        out.append(spelt);
    }

    private void key(String name) {
        boolean bare = Json5.isPlainName(name) && (quotes == 0 || (quotes == 3 && random.nextBoolean()));
        if (bare) {
            out.append(name);
        } else {
            out.append(Json5.quote(name, quotes == 1 || (quotes == 3 && random.nextBoolean()) ? '\'' : '"'));
        }
    }

    private JsonNode object(int depth, String indent) {
        ObjectNode object = NODES.objectNode();
        int size = random.nextInt(depth == 0 ? 6 : 4);
        boolean lines = depth == 0 || random.nextBoolean();
        out.append('{');
        for (int member = 0; member < size; member++) {
            begin(lines, indent + unit, member);
            String name = name();
            key(name);
            gap();
            out.append(':').append(tidy ? " " : "");
            gap();
            object.set(name, value(depth + 1, indent + unit));
            end(lines, member == size - 1);
        }
        close(lines, indent, '}', size);
        return object;
    }

    private JsonNode array(int depth, String indent) {
        ArrayNode array = NODES.arrayNode();
        int size = random.nextInt(4);
        boolean lines = random.nextBoolean();
        out.append('[');
        for (int item = 0; item < size; item++) {
            begin(lines, indent + unit, item);
            array.add(value(depth + 1, indent + unit));
            end(lines, item == size - 1);
        }
        close(lines, indent, ']', size);
        return array;
    }

    private void begin(boolean lines, String indent, int index) {
        if (!tidy) {
            trivia(indent);
            return;
        }
        if (lines && random.nextInt(10) < noise) {
            out.append(newline).append(indent).append("// ").append(remark());
        }
        out.append(lines ? newline + indent : index == 0 ? "" : " ");
    }

    private void end(boolean lines, boolean last) {
        gap();
        if (!last || trailing) {
            out.append(',');
        }
        if (tidy && lines && random.nextInt(10) < noise) {
            out.append(" // ").append(remark());
        } else if (tidy && random.nextInt(20) < noise) {
            out.append(" /* ").append(blockRemark()).append(" */");
        }
        // A line comment is only safe where a line break is sure to follow.
        if (tidy && last && lines && random.nextInt(20) < noise) {
            out.append(newline).append("// ").append(remark());
        }
    }

    private void close(boolean lines, String indent, char bracket, int size) {
        if (!tidy) {
            trivia(indent);
        } else if (lines && (size > 0 || random.nextBoolean())) {
            out.append(newline).append(indent);
        }
        out.append(bracket);
    }

    /** Something between two tokens of one line. */
    private void gap() {
        if (!tidy) {
            trivia("");
        }
    }

    private void trivia(String indent) {
        for (int piece = random.nextInt(3); piece > 0; piece--) {
            switch (random.nextInt(noise == 0 ? 3 : 6)) {
                case 0 -> out.append(' ');
                case 1 -> out.append(newline).append(indent);
                case 2 -> out.append(List.of("\t", "\u00A0", "\uFEFF", "\u2003", "\u2028", "\u000B", "\r").get(random.nextInt(7)));
                case 3 -> out.append("/*").append(blockRemark()).append("*/");
                case 4 -> out.append("/* ").append(blockRemark()).append(newline).append(" */");
                default -> out.append("//").append(remark()).append(newline);
            }
        }
    }

    private String remark() {
        return REMARKS.get(random.nextInt(REMARKS.size()));
    }

    private String blockRemark() {
        return remark().replace("*/", "").replace("/*", "/ *");
    }
}
