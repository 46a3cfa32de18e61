package cn.openclaw.http;

import cn.openclaw.http.HttpException.Reason;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page, as a browser would understand it, in one spelling: names in lower-case ASCII without a last dot, numbers
 * that mean an IPv4 address ({@code 0x7f.1}, {@code 2130706433}) as the address they mean. So what is checked is what is visited.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name, or the address of a literal without brackets
 * @param literal whether the host is an address and not a name
 * @param port the port
 * @param target path and query, encoded; begins with a slash
 */
public record WebAddress(String scheme, String host, boolean literal, int port, String target) {
    private static final int LONGEST = 8_000;
    private static final String ENCODED = " \"<>\\^`{|}[]";

    /**
     * Reads one. Without a scheme {@code https} is meant.
     *
     * @throws HttpException with {@link Reason#REQUEST} if it is none, or holds a password
     */
    public static WebAddress parse(String written) {
        String text = written.strip();
        check(text);
        int colon = text.indexOf("://");
        if (colon < 0) {
            if (text.indexOf(':') >= 0 && text.indexOf('.') < 0 || text.indexOf('.') <= 0) {
                throw bad(text, "it has no host");
            }
            return parse("https://" + text);
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw bad(text, "only http and https can be fetched");
        }
        String rest = text.substring(colon + 3);
        int fragment = rest.indexOf('#');
        rest = fragment < 0 ? rest : rest.substring(0, fragment);
        int end = endOfAuthority(rest);
        return of(text, scheme, rest.substring(0, end), encoded(rest.substring(end)));
    }

    private static void check(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw bad(text.isEmpty() ? "(empty)" : text.substring(0, 80) + "…", text.isEmpty() ? "it is empty" : "it is too long");
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < 0x20 || text.charAt(at) == 0x7f) {
                throw bad("(unprintable)", "it holds a control character");
            }
        }
    }

    private static int endOfAuthority(String rest) {
        for (int at = 0; at < rest.length(); at++) {
            if (rest.charAt(at) == '/' || rest.charAt(at) == '?' || rest.charAt(at) == '\\') {
                return at;
            }
        }
        return rest.length();
    }

    private static WebAddress of(String text, String scheme, String authority, String target) {
        if (authority.indexOf('@') >= 0) {
            throw bad("(with a user)", "user names and passwords in addresses are not sent");
        }
        int bracket = authority.lastIndexOf(']');
        int colon = authority.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 || colon == authority.length() - 1
                ? scheme.equals("https") ? 443 : 80
                : port(text, authority.substring(colon + 1));
        if (host.startsWith("[")) {
            return new WebAddress(scheme, sixLiteral(text, host), true, port, target);
        }
        String name = name(text, host);
        String four = isNumeric(name) ? four(text, name) : null;
        return new WebAddress(scheme, four == null ? name : four, four != null, port, target);
    }

    private static int port(String text, String digits) {
        boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw bad(text, "its port is no port");
        }
        if (port < 1024 && port != 80 && port != 443) {
            throw bad(text, "web pages are not served on port " + port);
        }
        return port;
    }

    private static String sixLiteral(String text, String host) {
        String inside = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
        if (inside.indexOf(':') < 0 || inside.indexOf('%') >= 0) {
            throw bad(text, "it has no valid IPv6 address");
        }
        try {
            return InetAddress.ofLiteral(inside).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw bad(text, "it has no valid IPv6 address");
        }
    }

    private static String name(String text, String host) {
        String ascii;
        try {
            ascii = IDN.toASCII(host.replace('\u3002', '.').replace('\uff0e', '.').replace('\uff61', '.'), IDN.ALLOW_UNASSIGNED)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw bad(text, "its host is no valid name");
        }
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        boolean fine = !name.isEmpty() && name.length() <= 253 && !name.startsWith(".") && !name.endsWith(".") && !name.contains("..");
        for (int at = 0; at < name.length() && fine; at++) {
            char c = name.charAt(at);
            fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        }
        if (!fine) {
            throw bad(text, "its host is no valid name");
        }
        return name;
    }

    /** Whether a browser would take it for an IPv4 address: its last part is a number. */
    private static boolean isNumeric(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return number(last).isPresent() || last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** An IPv4 address in any of the spellings that browsers take, as four numbers. */
    private static @Nullable String four(String text, String name) {
        String[] parts = name.split("\\.", -1);
        long address = 0;
        for (int at = 0; at < parts.length; at++) {
            boolean last = at == parts.length - 1;
            long limit = last ? 1L << 8 * (5 - Math.min(4, parts.length)) : 256;
            long part = number(parts[at]).orElse(-1L);
            if (parts.length > 4 || part < 0 || part >= limit) {
                throw bad(text, "its host is no valid IPv4 address");
            }
            address |= last ? part : part << 8 * (3 - at);
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** Decimal, octal with a leading 0, or hexadecimal with 0x; {@code 0x} alone is 0, as browsers have it. */
    private static Optional<Long> number(String part) {
        boolean hex = part.startsWith("0x");
        boolean octal = !hex && part.length() > 1 && part.startsWith("0");
        String digits = hex ? part.substring(2) : part;
        int radix = hex ? 16 : octal ? 8 : 10;
        if (hex && digits.isEmpty()) {
            return Optional.of(0L);
        }
        boolean sign = digits.startsWith("-") || digits.startsWith("+");
        try {
            return sign || digits.length() > 20 ? Optional.empty() : Optional.of(Long.parseLong(digits, radix));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String written) {
        String target = written.isEmpty() || written.charAt(0) == '?' ? "/" + written : written;
        StringBuilder out = new StringBuilder(target.length() + 16);
        boolean query = false;
        for (int at = 0; at < target.length(); ) {
            int point = target.codePointAt(at);
            at += Character.charCount(point);
            query |= point == '?';
            if (point == '\\' && !query) {
                out.append('/');
            } else if (point > 0x7e || ENCODED.indexOf(point) >= 0 || (point == '%' && !isEscape(target, at))) {
                for (byte one : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(Character.toUpperCase(Character.forDigit(one >> 4 & 15, 16)));
                    out.append(Character.toUpperCase(Character.forDigit(one & 15, 16)));
                }
            } else {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 1 < text.length() && HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
    }

    /**
     * Where a {@code Location} header or a link leads from here.
     *
     * @throws HttpException as {@link #parse}
     */
    public WebAddress resolve(String location) {
        String text = location.strip();
        check(text);
        int colon = text.indexOf(':');
        int stop = endOfAuthority(text);
        if (colon >= 0 && colon < stop && text.indexOf('#') != 0) {
            return parse(text);
        }
        if (text.startsWith("//") || text.startsWith("\\\\")) {
            return parse(scheme + "://" + text.substring(2));
        }
        int fragment = text.indexOf('#');
        String relative = fragment < 0 ? text : text.substring(0, fragment);
        if (relative.isEmpty()) {
            return this;
        }
        try {
            String joined = encoded("/" + relative).substring(1);
            if (joined.startsWith("?")) {
                return parse(origin() + target.split("\\?", 2)[0] + joined);
            }
            String path = URI.create("http://h" + target).resolve(joined).toString();
            // The library leaves steps above the root, which a browser drops.
            return parse(origin() + path.substring("http://h".length()).replaceFirst("^(/\\.\\.(?=/|$))+", ""));
        } catch (IllegalArgumentException e) {
            throw bad(text, "it is no valid address");
        }
    }

    /** Host and port as they stand in a {@code Host} header. */
    public String authority() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return usual ? shown : shown + ":" + port;
    }

    private String origin() {
        return scheme + "://" + authority();
    }

    @Override
    public String toString() {
        return origin() + target;
    }

    private static HttpException bad(String text, String why) {
        return new HttpException(Reason.REQUEST, HttpText.BAD_ADDRESS, text, why);
    }
}
