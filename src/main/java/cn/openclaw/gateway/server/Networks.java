package cn.openclaw.gateway.server;

import cn.openclaw.json.Json;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Addresses and networks as {@code gateway.trustedProxies} names them: {@code 10.0.0.7}, {@code 10.0.0.0/8}, {@code fd00::/8}. */
final class Networks {
    private record Range(byte[] address, int bits) {}

    private final List<Range> ranges = new ArrayList<>();

    /** What is no address is passed over: the audit tells of it. */
    Networks(List<String> written) {
        for (String text : written) {
            int slash = text.indexOf('/');
            InetAddress address = address(slash < 0 ? text.strip() : text.substring(0, slash).strip());
            if (address != null) {
                int all = address.getAddress().length * 8;
                int bits = slash < 0 ? all : bits(text.substring(slash + 1).strip(), all);
                if (bits >= 0) {
                    ranges.add(new Range(address.getAddress(), bits));
                }
            }
        }
    }

    /** {@code gateway.trustedProxies}. */
    static Networks trusted(JsonNode config) {
        JsonNode proxies = Json.at(config, "gateway", "trustedProxies");
        return new Networks(
                proxies == null ? List.of() : proxies.values().stream().map(proxy -> proxy.asString("")).toList());
    }

    private static int bits(String text, int most) {
        try {
            int bits = Integer.parseInt(text);
            return bits >= 0 && bits <= most ? bits : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Range range : ranges) {
            if (range.address.length == bytes.length && same(range, bytes)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Range range, byte[] bytes) {
        for (int bit = 0; bit < range.bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((range.address[bit >> 3] & mask) != (bytes[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** A written address, in brackets and with a port or not; null if it is a name or nonsense. Nothing is ever looked up. */
    static @Nullable InetAddress address(String text) {
        String plain = text;
        if (plain.startsWith("[") && plain.indexOf(']') > 0) {
            plain = plain.substring(1, plain.indexOf(']'));
        } else if (plain.indexOf(':') > 0 && plain.indexOf(':') == plain.lastIndexOf(':')) {
            plain = plain.substring(0, plain.indexOf(':'));
        }
        try {
            return plain.isEmpty() ? null : InetAddress.ofLiteral(plain);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
