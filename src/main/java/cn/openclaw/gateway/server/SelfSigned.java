package cn.openclaw.gateway.server;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A certificate that nobody vouches for, with its key: enough to encrypt, and to be recognised by its fingerprint. Java reads
 * certificates but has no way of its own to make one; its DER form (RFC 5280) is written here, for a P-256 key.
 */
record SelfSigned(String certificatePem, String keyPem) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final byte[] ALTERNATIVE_NAMES = HexFormat.of().parseHex("0603551d11");
    private static final int YEARS = 10;

    /**
     * Makes one.
     *
     * @param names DNS names that it is for
     * @param addresses IP addresses that it is for, their bytes
     */
    static SelfSigned make(List<String> names, List<byte[]> addresses, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] body = body(names, addresses, now, pair.getPublic().getEncoded());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] signed = join(new byte[] {0}, signature.sign());
            byte[] whole = der(0x30, body, ECDSA_WITH_SHA256, der(0x03, signed));
            return new SelfSigned(pem("CERTIFICATE", whole), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private static byte[] body(List<String> names, List<byte[]> addresses, Instant now, byte[] key) {
        byte[] name = der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, text("openclaw-cn gateway")))));
        byte[] from = der(0x18, text(TIME.format(now.minusSeconds(86_400))));
        byte[] until = der(0x18, text(TIME.format(now.plusSeconds(YEARS * 365L * 86_400))));
        byte[][] others = new byte[names.size() + addresses.size()][];
        for (int at = 0; at < names.size(); at++) {
            others[at] = der(0x82, text(names.get(at)));
        }
        for (int at = 0; at < addresses.size(); at++) {
            others[names.size() + at] = der(0x87, addresses.get(at));
        }
        byte[] extensions = der(0xa3, der(0x30, der(0x30, ALTERNATIVE_NAMES, der(0x04, der(0x30, others)))));
        byte[] version = der(0xa0, der(0x02, new byte[] {2}));
        byte[] serial = der(0x02, new BigInteger(127, new SecureRandom()).toByteArray());
        return der(0x30, version, serial, ECDSA_WITH_SHA256, name, der(0x30, from, until), name, key, extensions);
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
