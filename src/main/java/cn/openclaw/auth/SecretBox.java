package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens single secrets inside {@code auth-profiles.json} with AES-256-GCM, bound to the profile and field they
 * stand in. A sealed value is text of one of two forms, all parts after the kind in URL-safe base 64 but the count:
 *
 * <pre>
 * enc:v1:k:nonce:box                     the key is the 32 bytes of the key file
 * enc:v1:p:rounds:salt:nonce:box         the key is derived from a passphrase by PBKDF2 with HMAC-SHA-256
 * </pre>
 *
 * <p>With the key file it protects copies of the profile store (a backup, a synchronised folder, a commit by mistake, a
 * screen share) and nothing against somebody who can read the whole state directory. With a passphrase, which is never
 * written down by us, it protects the whole state directory at rest as well as the passphrase is good. Neither protects
 * against other programs of the same user while we run.
 */
final class SecretBox {
    static final String PREFIX = "enc:v1:";
    /** What OWASP recommends for this function; about a quarter of a second once a process. */
    static final int ROUNDS = 600_000;

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SALT_BYTES = 16;
    private static final int MOST_ROUNDS = 10_000_000;

    private final Path keyFile;
    private final Optional<Secret> passphrase;
    private final int rounds;
    private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();

    SecretBox(Path keyFile, Optional<Secret> passphrase, int rounds) {
        this.keyFile = keyFile;
        this.passphrase = passphrase;
        this.rounds = rounds;
    }

    static boolean isSealed(String value) {
        return value.startsWith(PREFIX);
    }

    /** Whether a sealed value needs the passphrase (and not the key file). */
    static boolean needsPassphrase(String sealed) {
        return sealed.startsWith(PREFIX + "p:");
    }

    boolean hasPassphrase() {
        return passphrase.isPresent();
    }

    Path keyFile() {
        return keyFile;
    }

    /** Whether what is sealed now can be opened again later: with a passphrase always, else once the key file is there. */
    boolean isReady() {
        return passphrase.isPresent() || Files.exists(keyFile);
    }

    /**
     * Seals with the passphrase if there is one, else with the key file, which is made if need be.
     *
     * @param place what the secret belongs to, {@code profile/field}; opening elsewhere fails
     */
    String seal(String place, String plain) {
        byte[] nonce = random(NONCE_BYTES);
        if (passphrase.isEmpty()) {
            byte[] box = crypt(Cipher.ENCRYPT_MODE, fileKey(place, true), nonce, place, plain.getBytes(StandardCharsets.UTF_8));
            return PREFIX + "k:" + print(nonce) + ":" + print(box);
        }
        // One salt a process: deriving costs a quarter of a second, and the nonce differs each time.
        String salt = derived.keySet().stream()
                .filter(known -> known.startsWith(rounds + ":"))
                .findFirst()
                .orElseGet(() -> rounds + ":" + print(random(SALT_BYTES)));
        byte[] box = crypt(
                Cipher.ENCRYPT_MODE, passphraseKey(salt), nonce, place, plain.getBytes(StandardCharsets.UTF_8));
        return PREFIX + "p:" + salt + ":" + print(nonce) + ":" + print(box);
    }

    /** @throws AuthException SEALED, if the key to it is not here or does not fit */
    String open(String place, String sealed) {
        String profile = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        String[] parts = sealed.split(":", -1);
        boolean withFile = parts.length == 5 && parts[2].equals("k");
        boolean withPassphrase = parts.length == 7 && parts[2].equals("p");
        if (!withFile && !withPassphrase) {
            throw new AuthException(AuthException.Reason.SEALED, AuthText.SEALED_WRONG_KEY, profile);
        }
        try {
            SecretKey key = withFile ? fileKey(place, false) : passphraseKey(place, parts[3], parts[4]);
            byte[] nonce = Base64.getUrlDecoder().decode(parts[parts.length - 2]);
            byte[] box = Base64.getUrlDecoder().decode(parts[parts.length - 1]);
            return new String(crypt(Cipher.DECRYPT_MODE, key, nonce, place, box), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AuthException(AuthException.Reason.SEALED, AuthText.SEALED_WRONG_KEY, profile);
        }
    }

    private SecretKey passphraseKey(String place, String count, String salt) {
        if (passphrase.isEmpty()) {
            String profile = place.substring(0, place.lastIndexOf('/'));
            throw new AuthException(AuthException.Reason.SEALED, AuthText.SEALED_NO_PASSPHRASE, profile);
        }
        int asked = Integer.parseInt(count);
        if (asked < 1 || asked > MOST_ROUNDS) {
            throw new IllegalArgumentException("rounds");
        }
        return passphraseKey(asked + ":" + salt);
    }

    private SecretKey passphraseKey(String roundsAndSalt) {
        return derived.computeIfAbsent(roundsAndSalt, this::derive);
    }

    private SecretKey derive(String roundsAndSalt) {
        int colon = roundsAndSalt.indexOf(':');
        byte[] salt = Base64.getUrlDecoder().decode(roundsAndSalt.substring(colon + 1));
        char[] words = passphrase.map(Secret::reveal).orElse("").toCharArray();
        var spec = new PBEKeySpec(words, salt, Integer.parseInt(roundsAndSalt.substring(0, colon)), KEY_BYTES * 8);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(words, ' ');
        }
    }

    private SecretKey fileKey(String place, boolean make) {
        String profile = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        try {
            if (make && !Files.exists(keyFile)) {
                SafeFile.createPrivate(keyFile, print(random(KEY_BYTES)) + "\n");
            }
            byte[] key = Base64.getUrlDecoder().decode(Files.readString(keyFile).strip());
            if (key.length == KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IOException | IllegalArgumentException e) {
            // The sentence below says all a person can use.
        }
        throw new AuthException(AuthException.Reason.SEALED, AuthText.SEALED_NO_KEY_FILE, profile, keyFile);
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, String place, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(("openclaw-cn " + place).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            if (mode == Cipher.ENCRYPT_MODE) {
                throw new IllegalStateException("every JDK has AES-GCM", e);
            }
            throw new IllegalArgumentException("does not open", e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String print(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
