package cn.openclaw.gateway.server;

import cn.openclaw.base.Secret;
import cn.openclaw.gateway.Hash;
import cn.openclaw.protocol.ConnectParams;
import cn.openclaw.protocol.GatewayException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a device is who it says: its id is the hash of its key, and the key signed this very login. */
final class DeviceProof {
    /** Milliseconds by which clocks may differ. */
    private static final long SKEW = 600_000;

    private static final int RAW = 32;
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form. */
    private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private DeviceProof() {}

    /**
     * Checks it.
     *
     * @param nonce the challenge of this socket
     * @param local whether it comes from this machine; then the challenge may be missing, for the original's older clients
     * @return the key's 32 bytes in base64url
     * @throws GatewayException what is wrong
     */
    static String check(ConnectParams params, ConnectParams.Device device, String nonce, boolean local, long nowMs) {
        byte[] raw = raw(device.publicKey());
        if (raw == null || raw.length != RAW) {
            throw GatewayException.invalid("device public key invalid");
        }
        if (!HexFormat.of().formatHex(Hash.sha256(raw)).equals(device.id())) {
            throw GatewayException.invalid("device identity mismatch");
        }
        if (Math.abs(nowMs - device.signedAtMs()) > SKEW) {
            throw GatewayException.invalid("device signature expired");
        }
        if (device.nonce().isEmpty() && !local) {
            throw GatewayException.invalid("device nonce required");
        }
        if (device.nonce().isPresent() && !device.nonce().get().equals(nonce)) {
            throw GatewayException.invalid("device nonce mismatch");
        }
        if (!isSigned(raw, signed(params, device), device.signature())) {
            throw GatewayException.invalid("device signature invalid");
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    /** The words under the signature; the shared secret is among them, so that it cannot be exchanged. */
    private static String signed(ConnectParams params, ConnectParams.Device device) {
        Optional<String> nonce = device.nonce();
        String words = String.join(
                "|",
                nonce.isPresent() ? "v2" : "v1",
                device.id(),
                params.client().id(),
                params.client().mode(),
                params.role(),
                String.join(",", params.scopes()),
                Long.toString(device.signedAtMs()),
                params.token().map(Secret::reveal).orElse(""));
        return nonce.map(once -> words + "|" + once).orElse(words);
    }

    private static boolean isSigned(byte[] raw, String words, String signature) {
        try {
            byte[] der = Arrays.copyOf(HEAD, HEAD.length + RAW);
            System.arraycopy(raw, 0, der, HEAD.length, RAW);
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(words.getBytes(StandardCharsets.UTF_8));
            byte[] shown = base64(signature);
            return shown != null && check.verify(shown);
        } catch (GeneralSecurityException e) {
            // No such key, or no such signature.
            return false;
        }
    }

    /** The key's bytes, written as base64url or as PEM; null if it is neither. */
    private static byte @Nullable [] raw(String written) {
        if (!written.startsWith("-----BEGIN")) {
            return base64(written.strip());
        }
        StringBuilder body = new StringBuilder();
        written.lines().filter(line -> !line.startsWith("-----")).forEach(line -> body.append(line.strip()));
        byte[] der = base64(body.toString());
        return der == null || der.length < RAW ? null : Arrays.copyOfRange(der, der.length - RAW, der.length);
    }

    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_').replace("=", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
