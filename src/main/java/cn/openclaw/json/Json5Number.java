package cn.openclaw.json;

import static cn.openclaw.json.Json5Characters.isDigit;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads a number: decimal or hexadecimal, with a sign, with a point at either end, {@code Infinity} and {@code NaN}. Whole
 * numbers keep every digit; others become a double where that is exact and a {@code BigDecimal} where not.
 */
final class Json5Number {
    /** Converting digits takes more than linear time; nobody writes more than this by hand. */
    private static final int MAX_LENGTH = 1000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Json5Scanner in;
    private final int start;

    private Json5Number(Json5Scanner in) {
        this.in = in;
        this.start = in.at;
    }

    static boolean begins(int c) {
        return isDigit(c) || c == '+' || c == '-' || c == '.' || c == 'I' || c == 'N';
    }

    /** The number that stands at the scanner's place. */
    static JsonNode read(Json5Scanner in) {
        return new Json5Number(in).read();
    }

    private JsonNode read() {
        boolean negative = in.peek() == '-';
        if (negative || in.peek() == '+') {
            in.at++;
        }
        if (in.takeWord("Infinity")) {
            return NODES.numberNode(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (in.takeWord("NaN")) {
            return NODES.numberNode(Double.NaN);
        }
        boolean hexadecimal = in.peek() == '0' && (in.peek(1) | 0x20) == 'x';
        JsonNode number = hexadecimal ? hexadecimal(negative) : decimal(negative);
        int next = in.at < in.text.length() ? in.text.codePointAt(in.at) : Json5Scanner.NOTHING;
        if (next == '.' || next == '\\' || (next != Json5Scanner.NOTHING && Json5Characters.isNamePart(next))) {
            throw in.expected(in.at, Json5Text.END_OF_NUMBER);
        }
        return number;
    }

    private JsonNode hexadecimal(boolean negative) {
        in.at += 2;
        int first = in.at;
        while (Json5Characters.hex(in.peek()) >= 0) {
            in.at++;
        }
        if (in.at == first) {
            throw in.expected(in.at, Json5Text.A_HEX_DIGIT);
        }
        checkLength();
        BigInteger value = new BigInteger(in.text.substring(first, in.at), 16);
        return whole(negative ? value.negate() : value);
    }

    private JsonNode decimal(boolean negative) {
        int first = in.at;
        int before = digits();
        if (before > 1 && in.text.charAt(first) == '0') {
            throw in.error(first, Json5Text.LEADING_ZERO);
        }
        int after = 0;
        boolean point = in.peek() == '.';
        if (point) {
            in.at++;
            after = digits();
        }
        if (before + after == 0) {
            boolean nothing = in.at == start;
            throw in.expected(in.at, nothing ? Json5Text.A_VALUE : Json5Text.A_DIGIT);
        }
        boolean exponent = (in.peek() | 0x20) == 'e';
        if (exponent) {
            exponent();
        }
        checkLength();
        String digits = in.text.substring(first, in.at);
        return point || exponent ? fraction(negative, digits) : whole(new BigInteger(negative ? "-" + digits : digits));
    }

    private void exponent() {
        in.at++;
        if (in.peek() == '+' || in.peek() == '-') {
            in.at++;
        }
        if (digits() == 0) {
            throw in.expected(in.at, Json5Text.A_DIGIT);
        }
    }

    private int digits() {
        int first = in.at;
        while (isDigit(in.peek())) {
            in.at++;
        }
        return in.at - first;
    }

    private void checkLength() {
        if (in.at - start > MAX_LENGTH) {
            throw in.error(start, Json5Text.NUMBER_TOO_LONG, in.at - start, MAX_LENGTH);
        }
    }

    private static JsonNode whole(BigInteger value) {
        int bits = value.bitLength();
        if (bits < 32) {
            return NODES.numberNode(value.intValue());
        }
        return bits < 64 ? NODES.numberNode(value.longValue()) : NODES.numberNode(value);
    }

    private JsonNode fraction(boolean negative, String digits) {
        String signed = negative ? "-" + digits : digits;
        double value = Double.parseDouble(signed);
        BigDecimal exact;
        try {
            exact = new BigDecimal(signed);
        } catch (NumberFormatException e) {
            throw in.error(start, Json5Text.NUMBER_TOO_BIG);
        }
        boolean same = Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(exact) == 0;
        return same ? NODES.numberNode(value) : NODES.numberNode(exact);
    }
}
