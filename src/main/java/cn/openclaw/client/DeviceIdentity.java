package cn.openclaw.client;

import cn.openclaw.base.Secret;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who this machine's client is: an Ed25519 pair in {@code identity/device.json}, in the original's form, so that either program
 * is the same device to a gateway. The id is the SHA-256 of the raw public key.
 */
public final class DeviceIdentity {
    /** Bytes of the raw key at the end of its X.509 form. */
    private static final int RAW = 32;

    private final String id;
    private final String publicKey;
    private final PrivateKey key;

    private DeviceIdentity(byte[] raw, PrivateKey key) {
        this.id = HexFormat.of().formatHex(sha256(raw));
        this.publicKey = base64(raw);
        this.key = key;
    }

    /**
     * Reads it, or makes it where there is none or it cannot be read: a gateway on this machine takes a new one in by itself.
     *
     * @throws UncheckedIOException if the folder cannot be written to
     */
    public static DeviceIdentity of(Places places, InstantSource clock) {
        Path file = places.stateDir().resolve("identity").resolve("device.json");
        try {
            Optional<DeviceIdentity> known = read(file);
            if (known.isPresent()) {
                return known.get();
            }
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            DeviceIdentity fresh = new DeviceIdentity(raw(pair.getPublic().getEncoded()), pair.getPrivate());
            ObjectNode tree = Json.object().put("version", 1).put("deviceId", fresh.id);
            tree.put("publicKeyPem", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            tree.put("privateKeyPem", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            tree.put("createdAtMs", clock.millis());
            StateFile.write(file, (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static Optional<DeviceIdentity> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = Json.parse(Files.readAllBytes(file));
            byte[] spki = bytes(tree.path("publicKeyPem").asString(""));
            byte[] pkcs8 = bytes(tree.path("privateKeyPem").asString(""));
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return spki.length < RAW ? Optional.empty() : Optional.of(new DeviceIdentity(raw(spki), key));
        } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Lower-case hex. */
    public String id() {
        return id;
    }

    /** The 32 raw bytes, base64url without padding. */
    public String publicKey() {
        return publicKey;
    }

    /** Signs a text; base64url without padding. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /**
     * What is signed to connect: version, device, client, role, scopes, time, token and the server's nonce, joined by bars.
     *
     * @param nonce the server's; empty for a server that sent none, which makes it version 1
     */
    String proof(GatewayClient.Self self, long signedAtMs, Optional<Secret> token, Optional<String> nonce) {
        String words = String.join(
                "|",
                nonce.isPresent() ? "v2" : "v1",
                id,
                self.id(),
                self.mode(),
                "operator",
                String.join(",", self.scopeWords()),
                Long.toString(signedAtMs),
                token.map(Secret::reveal).orElse(""));
        return sign(nonce.map(once -> words + "|" + once).orElse(words));
    }

    private static byte[] raw(byte[] spki) {
        return Arrays.copyOfRange(spki, spki.length - RAW, spki.length);
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private static byte[] bytes(String pem) {
        StringBuilder body = new StringBuilder();
        pem.lines().filter(line -> !line.startsWith("-----")).forEach(line -> body.append(line.strip()));
        return Base64.getDecoder().decode(body.toString());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
