package cn.openclaw.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of IP addresses, {@code 198.18.0.0/15} or {@code fd00::/8}; without a slash one address.
 *
 * @param base its first address
 * @param bits how many bits of it count
 */
public record AddressBlock(InetAddress base, int bits) {

    /** Reads one; empty if it is none. Names are not looked up. */
    public static Optional<AddressBlock> parse(String written) {
        String text = written.strip();
        int slash = text.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int most = base.getAddress().length * 8;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > most ? Optional.empty() : Optional.of(new AddressBlock(base, bits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((mine[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
