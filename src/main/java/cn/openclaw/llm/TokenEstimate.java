package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.List;

/**
 * How many tokens a text costs on a Kimi model, without its tokenizer: one pass that counts what the tokenizer tells apart.
 *
 * <p>It splits words from signs, takes digits by three, lets a space ride on a Latin word but not on a digit or a Chinese
 * character, and knows common Chinese words of two or three characters. Those facts are fixed here; the weights of the rest
 * were fitted (least squares of the relative error, none below zero) to 45 exact counts of the platform's tokenizer, and
 * rounded. Error over all texts of a group, with the text in question left out of the fit: Chinese 0 %, Chinese with code and
 * English words in it -4 %, English -2 %, code +3 %, logs, numbers, emoji and other scripts -3 %. A single sentence may be a fifth
 * off, classical Chinese a third. {@code docs/decisions/token-estimate.md} has the table.
 */
public final class TokenEstimate {
    /** What the platform counts for one image, whatever its size. */
    public static final int IMAGE = 1_024;

    /** The role and the marks around one message, call or tool. */
    private static final int FRAME = 4;

    // Thousandths of a token.
    private static final int WORD = 1_000;
    private static final int LETTER_OVER_SIX = 75;
    private static final int CAPITAL_OVER_TWO = 85;
    private static final int HAN = 520;
    private static final int HAN_SIGN = 830;
    private static final int KANA = 1_000;
    private static final int HANGUL = 1_250;
    private static final int CYRILLIC = 420;
    private static final int PICTURE = 2_000;
    private static final int OTHER = 700;
    private static final int DIGITS = 1_000;
    private static final int LONE_SPACE = 1_000;
    private static final int LINE = 800;
    private static final int SIGNS = 860;
    private static final int SIGN_MORE = 80;

    private final String text;
    private int at;

    private TokenEstimate(String text) {
        this.text = text;
    }

    /** Tokens of a text; at least 1 unless it is empty. */
    public static int of(String text) {
        long sum = new TokenEstimate(text).sum();
        return text.isEmpty() ? 0 : Math.clamp((sum + 500) / 1_000, 1, Integer.MAX_VALUE);
    }

    /** Tokens of a whole request: system prompt, history and tools. */
    public static int of(ChatRequest request) {
        int system = request.system().isEmpty() ? 0 : FRAME + of(request.system());
        return system + ofTools(request.tools()) + ofMessages(request.messages());
    }

    public static int ofMessages(List<Message> messages) {
        return messages.stream().mapToInt(TokenEstimate::of).sum();
    }

    /** Tokens of a message, images at {@link #IMAGE} each. */
    public static int of(Message message) {
        List<Part> parts = switch (message) {
            case Message.User user -> user.parts();
            case Message.Assistant assistant -> assistant.parts();
            case Message.ToolResult result -> result.parts();
        };
        return FRAME + parts.stream().mapToInt(TokenEstimate::of).sum();
    }

    private static int of(Part part) {
        return switch (part) {
            case Part.Text words -> of(words.text());
            case Part.Thinking thinking -> of(thinking.text());
            case Part.Media _ -> IMAGE;
            case Part.ToolCall call -> FRAME + of(call.id()) + of(call.name()) + of(call.arguments());
        };
    }

    /** Tokens of the tools that a request declares. */
    public static int ofTools(List<ChatRequest.ToolDefinition> tools) {
        int sum = 0;
        for (ChatRequest.ToolDefinition tool : tools) {
            sum += FRAME + of(tool.name()) + of(tool.description()) + of(Json.write(tool.parameters()));
        }
        return sum;
    }

    private long sum() {
        long sum = 0;
        while (at < text.length()) {
            sum += next();
        }
        return sum;
    }

    /** The weight of the run that starts here; moves past it. */
    private int next() {
        char c = text.charAt(at);
        if (isLetter(c)) {
            return word();
        }
        if (isDigit(c)) {
            int start = at;
            skip(TokenEstimate::isDigit);
            return (at - start + 2) / 3 * DIGITS;
        }
        if (c == ' ' || c == '\t') {
            return spaces();
        }
        if (c == '\n' || c == '\r') {
            skip(Character::isWhitespace);
            return LINE;
        }
        if (c < 128) {
            int start = at;
            skip(TokenEstimate::isSign);
            at = Math.max(at, start + 1);
            return SIGNS + (at - start - 1) * SIGN_MORE;
        }
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return weight(point);
    }

    private interface Kind {
        boolean has(char c);
    }

    private void skip(Kind kind) {
        while (at < text.length() && kind.has(text.charAt(at))) {
            at++;
        }
    }

    /** One word of an identifier: {@code camelCase} is two, {@code HTTPServer} too. */
    private int word() {
        int start = at;
        skip(TokenEstimate::isCapital);
        int capitals = at - start;
        boolean small = at < text.length() && isSmall(text.charAt(at));
        if (capitals > 1) {
            at -= small ? 1 : 0;
            int length = at - start;
            return WORD + Math.max(0, length - 2) * CAPITAL_OVER_TWO + Math.max(0, length - 6) * LETTER_OVER_SIX;
        }
        skip(TokenEstimate::isSmall);
        return WORD + Math.max(0, at - start - 6) * LETTER_OVER_SIX;
    }

    private int spaces() {
        int start = at;
        skip(c -> c == ' ' || c == '\t');
        if (at - start > 1) {
            return LONE_SPACE;
        }
        char next = at < text.length() ? text.charAt(at) : 'a';
        return isDigit(next) || isHan(next) ? LONE_SPACE : 0;
    }

    private static int weight(int point) {
        if (isHan(point)) {
            return HAN;
        }
        boolean sign = (point >= 0x3000 && point <= 0x303F) || (point >= 0xFF00 && point <= 0xFFEF)
                || point == 0x201C || point == 0x201D || point == 0x2014 || point == 0x2026;
        if (sign) {
            return HAN_SIGN;
        }
        if (point >= 0x3040 && point <= 0x30FF) {
            return KANA;
        }
        if (point >= 0xAC00 && point <= 0xD7AF) {
            return HANGUL;
        }
        if (point >= 0x0400 && point <= 0x04FF) {
            return CYRILLIC;
        }
        boolean picture = point >= 0x1F000 || (point >= 0x2190 && point < 0x2C00) || point == 0x200D || point == 0xFE0F;
        return picture ? PICTURE : OTHER;
    }

    private static boolean isHan(int point) {
        return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF);
    }

    private static boolean isLetter(char c) {
        return isSmall(c) || isCapital(c);
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSign(char c) {
        return c > ' ' && c < 127 && !isLetter(c) && !isDigit(c);
    }
}
