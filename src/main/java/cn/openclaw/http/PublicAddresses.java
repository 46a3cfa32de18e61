package cn.openclaw.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which addresses belong to the open internet. Somebody who may name an address for us to visit must not get at what only this
 * machine or its network can reach. The lists are IANA's special-purpose registries, and what clouds tell their machines apart.
 */
final class PublicAddresses {
    private static final Map<AddressBlock, String> SPECIAL = new LinkedHashMap<>();
    private static final AddressBlock GLOBAL_UNICAST = block("2000::/3");
    private static final AddressBlock NAT64 = block("64:ff9b::/96");
    private static final AddressBlock SIX_TO_FOUR = block("2002::/16");
    private static final List<String> LOCAL_ENDINGS =
            List.of(".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".private");

    static {
        special("this machine", "0.0.0.0/8", "127.0.0.0/8");
        special("a private network", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
        special("a carrier's inner network", "100.64.0.0/10");
        special("link-local, where clouds keep their machines' secrets", "169.254.0.0/16");
        special("a cloud's inner service", "168.63.129.16", "192.0.0.0/24");
        special("for examples only", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20");
        special("for benchmarks, or the made-up addresses of a proxy program", "198.18.0.0/15");
        special("a retired relay", "192.88.99.0/24");
        special("multicast or reserved", "224.0.0.0/3");
        special("a tunnel", "2001::/32");
        special("not routed", "2001::/23", "5f00::/16");
    }

    private PublicAddresses() {}

    private static void special(String what, String... blocks) {
        for (String written : blocks) {
            SPECIAL.put(block(written), what);
        }
    }

    private static AddressBlock block(String written) {
        return AddressBlock.parse(written).orElseThrow();
    }

    /** Why nobody outside may lead us to this address; empty if it is anybody's. */
    static Optional<String> objection(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return listed(address);
        }
        if (isLoopbackOrMapped(bytes)) {
            return within(bytes, 12).or(() -> Optional.of("an IPv4 address in disguise"));
        }
        if (NAT64.contains(address)) {
            return within(bytes, 12);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return within(bytes, 2);
        }
        if (!GLOBAL_UNICAST.contains(address)) {
            return Optional.of("this machine, or a private, link-local or multicast network");
        }
        boolean isatap = (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && (bytes[11] & 0xff) == 0xfe;
        return isatap ? within(bytes, 12) : listed(address);
    }

    /** {@code ::a.b.c.d} and {@code ::ffff:a.b.c.d}, and with them {@code ::} and {@code ::1}. */
    private static boolean isLoopbackOrMapped(byte[] bytes) {
        for (int at = 0; at < 10; at++) {
            if (bytes[at] != 0) {
                return false;
            }
        }
        return (bytes[10] == 0 && bytes[11] == 0) || ((bytes[10] & 0xff) == 0xff && (bytes[11] & 0xff) == 0xff);
    }

    private static Optional<String> listed(InetAddress address) {
        for (Map.Entry<AddressBlock, String> special : SPECIAL.entrySet()) {
            if (special.getKey().contains(address)) {
                return Optional.of(special.getValue());
            }
        }
        return Optional.empty();
    }

    /** The objection to the IPv4 address that stands inside an IPv6 one. */
    private static Optional<String> within(byte[] bytes, int from) {
        try {
            return listed(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Why a name can only mean something near; empty if it looks like one of the open internet. */
    static Optional<String> objection(String name) {
        if (name.indexOf('.') < 0) {
            return Optional.of("a name of this machine or its network");
        }
        for (String ending : LOCAL_ENDINGS) {
            if (name.endsWith(ending)) {
                return Optional.of("a name of this machine or its network");
            }
        }
        return Optional.empty();
    }
}
