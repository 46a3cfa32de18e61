package cn.openclaw.auth;

import static cn.openclaw.auth.AuthWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.testing.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {
    @TempDir
    Path home;

    private final Canary canary = new Canary();
    private AuthWorld world;

    @AfterEach
    void flush() {
        world.flush();
    }

    @BeforeEach
    void world() {
        world = new AuthWorld(home);
        world.store().put(AuthProfile.apiKey("moonshot", canary.secret("one")));
        world.store().put(new AuthProfile(
                "a:me",
                "a",
                new Credential.OAuth(
                        canary.secret("access"),
                        canary.secret("refresh"),
                        world.clock.instant(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    @Test
    void anEncryptedStoreHoldsNoSecretAndReadsAsBefore() {
        String plain = world.read();
        var profiles = world.store().profiles();

        world.store().encrypt();

        canary.assertNowhere(home);
        assertThat(world.store().profiles()).isEqualTo(profiles);
        assertThat(world.store().sealing()).isEqualTo(
                new AuthProfileStore.Sealing(true, 2, 0, false, world.state.resolve("secrets.key")));
        assertThat(AuthProfileStoreTest.mode(world.state.resolve("secrets.key"))).isEqualTo("rw-------");
        world.store().decrypt();
        assertThat(world.read()).as("byte for byte").isEqualTo(plain);
    }

    @Test
    void newSecretsAreEncryptedToo() {
        world.store().encrypt();

        world.store().put(AuthProfile.apiKey("kimi-code", canary.secret("new")));

        canary.assertNowhere(home);
        assertThat(world.store().profile("kimi-code:default").orElseThrow().credential().secret())
                .isEqualTo(canary.secret("new"));
    }

    @Test
    void withAPassphraseNothingNeededToOpenItIsOnTheDisk() {
        world.variables.put("OPENCLAW_SECRETS_KEY", "correct horse battery");
        world.store().encrypt();

        canary.assertNowhere(home);
        assertThat(world.state.resolve("secrets.key")).doesNotExist();
        assertThat(world.read()).doesNotContain("correct horse");
        assertThat(world.store().profiles()).hasSize(2);

        world.variables.remove("OPENCLAW_SECRETS_KEY");
        assertThat(world.store().profiles()).isEmpty();
        assertThat(world.store().problems()).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.reason()).isEqualTo(AuthException.Reason.SEALED);
            assertThat(problem.in(Language.EN)).contains("OPENCLAW_SECRETS_KEY");
        });
        world.variables.put("OPENCLAW_SECRETS_KEY", "wrong horse");
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().profile("moonshot:default"));
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().decrypt());
    }

    @Test
    void changingFromKeyFileToPassphraseIsEncryptingAgain() {
        world.store().encrypt();
        world.variables.put("OPENCLAW_SECRETS_KEY", "correct horse battery");

        world.store().encrypt();

        assertThat(world.store().sealing().passphrase()).isTrue();
        assertThat(world.store().profiles()).hasSize(2);
    }

    @Test
    void aLostKeyFileIsSaidAndNothingIsOverwritten() throws IOException {
        world.store().encrypt();
        String sealed = world.read();
        Files.delete(world.state.resolve("secrets.key"));

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> world.store().profile("moonshot:default"))
                .satisfies(e -> assertThat(e.in(Language.EN)).contains("secrets.key", "moonshot:default"));
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().decrypt());
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().encrypt());

        assertThat(world.read()).isEqualTo(sealed);
        assertThat(world.state.resolve("secrets.key")).as("no new key for old boxes").doesNotExist();
    }

    @Test
    void aSealedValueOpensOnlyInItsPlaceAndUnchanged() {
        var box = new SecretBox(home.resolve("k"), Optional.empty(), 1000);
        String sealed = box.seal("a/key", "sk-secret");

        assertThat(sealed).startsWith("enc:v1:k:");
        assertThat(box.open("a/key", sealed)).isEqualTo("sk-secret");
        assertThat(box.seal("a/key", "sk-secret")).as("a new nonce each time").isNotEqualTo(sealed);
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> box.open("b/key", sealed));
        // Not the last character: some of its bits stand for nothing.
        for (int at = "enc:v1:".length(); at < sealed.length() - 1; at++) {
            char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
            assertThatExceptionOfType(AuthException.class).as("%d", at).isThrownBy(() -> box.open("a/key", changed));
        }
        for (String odd : new String[] {"enc:v1:", "enc:v1:k", "enc:v1:k::", "enc:v1:p:x:y:z:w", "enc:v1:p:999999999:AA:AA:AA", "enc:v1:k:AAAA:AAAA"}) {
            var withPassphrase = new SecretBox(home.resolve("k"), Optional.of(new Secret("p")), 1000);
            assertThatExceptionOfType(AuthException.class).as(odd).isThrownBy(() -> withPassphrase.open("a/key", odd));
        }
    }

    @Test
    void cooldownsWorkOnEncryptedProfiles() {
        world.store().encrypt();
        AuthProfileStore store = world.store();

        store.failed("moonshot:default", "m", AuthFailure.AUTH, Optional.empty());
        assertThat(world.store().restsUntil("moonshot:default", "m")).isPresent();
        store.encrypt();
        assertThat(world.store().restsUntil("moonshot:default", "m")).as("the same key under a new box").isPresent();
        store.put(key("moonshot:default", "sk-new"));
        assertThat(world.store().restsUntil("moonshot:default", "m")).isEmpty();
    }

    @Test
    void aMistypedPassphraseSealsNothing() {
        world.variables.put("OPENCLAW_SECRETS_KEY", "right");
        world.store().encrypt();
        String before = world.read();
        world.variables.put("OPENCLAW_SECRETS_KEY", "rihgt");

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> world.store().put(AuthProfile.apiKey("kimi-code", canary.secret("new"))));

        assertThat(world.read()).isEqualTo(before);
    }
}
