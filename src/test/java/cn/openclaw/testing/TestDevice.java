package cn.openclaw.testing;

import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A device with a key pair of its own; written from the protocol's description, apart from the product's own signing. */
public final class TestDevice {
    private final KeyPair pair;
    private final byte[] raw;

    public TestDevice() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] der = pair.getPublic().getEncoded();
            raw = Arrays.copyOfRange(der, der.length - 32, der.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    /** Adds {@code device} to the parameters of a connect: signed over what they say now. Without a nonce it is version 1. */
    public ObjectNode sign(ObjectNode params, @Nullable String nonce, long signedAt) {
        List<String> scopes = new ArrayList<>();
        params.path("scopes").values().forEach(scope -> scopes.add(scope.asString("")));
        String token = Json.text(params, "auth", "token");
        JsonNode client = params.path("client");
        String words = (nonce == null ? "v1" : "v2")
                + "|" + id()
                + "|" + client.path("id").asString("")
                + "|" + client.path("mode").asString("")
                + "|" + params.path("role").asString("")
                + "|" + String.join(",", scopes)
                + "|" + signedAt
                + "|" + (token == null ? "" : token)
                + (nonce == null ? "" : "|" + nonce);
        ObjectNode device = Json.object()
                .put("id", id())
                .put("publicKey", publicKey())
                .put("signature", signature(words))
                .put("signedAt", signedAt);
        if (nonce != null) {
            device.put("nonce", nonce);
        }
        params.set("device", device);
        return params;
    }

    private String signature(String words) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(words.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
