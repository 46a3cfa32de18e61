package cn.openclaw.auth;

import static cn.openclaw.auth.AuthWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthProfileStoreTest {
    @TempDir
    Path home;

    private AuthWorld world;

    @AfterEach
    void flush() {
        world.flush();
    }

    @BeforeEach
    void world() {
        world = new AuthWorld(home);
    }

    @Test
    void writesWhatTheOriginalWrites() {
        world.store().put(key("moonshot:default", "sk-one"));

        assertThat(world.read()).isEqualTo("""
                {
                  "version": 1,
                  "profiles": {
                    "moonshot:default": {
                      "type": "api_key",
                      "provider": "moonshot",
                      "key": "sk-one"
                    }
                  }
                }
                """);
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        world.store().put(key("moonshot:default", "sk-one"));

        assertThat(mode(world.file)).isEqualTo("rw-------");
        for (Path folder = world.file.getParent(); !folder.equals(home); folder = folder.getParent()) {
            assertThat(mode(folder)).isEqualTo("rwx------");
        }
        try (Stream<Path> beside = Files.list(world.file.getParent())) {
            assertThat(beside).extracting(AuthProfileStoreTest::mode).containsOnly("rw-------");
        }
    }

    @Test
    void anOpenFileIsClosedByTheNextWriteAndAWarningBefore() throws IOException {
        world.write("{\"version\":1,\"profiles\":{}}");
        Files.setPosixFilePermissions(world.file, PosixFilePermissions.fromString("rw-r--r--"));
        AuthProfileStore store = world.store();

        assertThat(store.problems()).extracting(AuthException::reason).contains(AuthException.Reason.STORE_READABLE);
        store.put(key("moonshot:default", "sk-one"));

        assertThat(mode(world.file)).isEqualTo("rw-------");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void everyKindOfCredentialComesBackAsItWas() {
        Instant end = Instant.ofEpochMilli(1_800_000_000_000L);
        List<AuthProfile> profiles = List.of(
                new AuthProfile(
                        "a:default",
                        "a",
                        new Credential.ApiKey(new Secret("k")),
                        Optional.of("me@example.com"),
                        Map.of("accountId", "7")),
                new AuthProfile("b:manual", "b", new Credential.Token(new Secret("t"), Optional.of(end))),
                new AuthProfile("c:manual", "c", new Credential.Token(new Secret("t2"), Optional.empty())),
                new AuthProfile(
                        "d:me@example.com",
                        "d",
                        new Credential.OAuth(
                                new Secret("acc"),
                                new Secret("ref"),
                                end,
                                Optional.of("https://e"),
                                Optional.of("p"),
                                Optional.of("a"),
                                Optional.of("c"))));
        profiles.forEach(world.store()::put);

        assertThat(world.store().profiles()).isEqualTo(profiles);
    }

    @Test
    void unknownFieldsAndProfilesStayWhereTheyAre() {
        String text = """
                {
                  "version": 1,
                  "note": [
                    1,
                    2.5,
                    "三"
                  ],
                  "profiles": {
                    "x:future": {
                      "type": "passkey",
                      "provider": "x",
                      "blob": {
                        "deep": [
                          {}
                        ]
                      }
                    },
                    "moonshot:default": {
                      "type": "api_key",
                      "provider": "moonshot",
                      "label": "work",
                      "key": "sk-one"
                    }
                  },
                  "usageStats": {
                    "moonshot:default": {
                      "lastUsed": 1,
                      "somebodyElses": true
                    }
                  },
                  "zzz": null
                }
                """;
        world.write(text);

        world.store().put(key("kimi-code:default", "sk-two"));
        world.store().remove("kimi-code:default");

        assertThat(world.read()).isEqualTo(text);
    }

    @Test
    void unknownFieldsOfAReplacedProfileStay() {
        world.write("{\"version\":1,\"profiles\":{\"m:default\":{\"type\":\"api_key\",\"provider\":\"m\",\"label\":\"work\",\"key\":\"old\"}}}");

        world.store().put(key("m:default", "new"));

        assertThat(world.read()).contains("\"key\": \"new\"").contains("\"label\": \"work\"").doesNotContain("old");
    }

    @Test
    void anOrderStandsWhereTheOriginalPutsIt() {
        world.store().put(key("m:default", "k"));
        world.store().succeeded("m:default", "x");
        world.store().setOrder("m", List.of("m:default"));

        assertThat(world.read().replaceAll("\\s+", ""))
                .containsSubsequence("\"profiles\"", "\"order\"", "\"lastGood\"", "\"usageStats\"");
        assertThat(world.store().order("M ")).containsExactly("m:default");

        world.store().setOrder("m", List.of());
        assertThat(world.read()).doesNotContain("order");
    }

    @Test
    void removingAProfileRemovesEveryMention() {
        world.store().put(key("m:default", "k"));
        world.store().put(key("m:two", "k2"));
        world.store().setOrder("m", List.of("m:default", "m:two"));
        world.store().succeeded("m:default", "x");

        world.store().remove("m:default");

        assertThat(world.read()).doesNotContain("m:default");
        assertThat(world.store().order("m")).containsExactly("m:two");
    }

    @Test
    void aWrongFieldNameIsNamed() {
        world.write("""
                {
                  "version": 1,
                  "profiles": {
                    "m:default": {
                      "type": "api_key",
                      "provider": "m",
                      "api_key": "sk-one"
                    }
                  }
                }
                """);

        assertThat(world.store().problems())
                .filteredOn(problem -> problem.reason() == AuthException.Reason.BAD_PROFILE)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.in(Language.EN)).contains("auth-profiles.json:7:7", "m:default", "\"api_key\"", "\"key\"").doesNotContain("sk-one");
                    assertThat(problem.in(Language.ZH)).contains("m:default", "api_key").doesNotContain("sk-one");
                });
    }

    @Test
    void aBrokenFileIsKeptWhenAKeyIsSaved() throws IOException {
        String broken = "{\"version\":1,\"profiles\":{\"m:default\":{\"type\":\"api_key\",\"key\":\"sk-precious\"";
        world.write(broken);
        AuthProfileStore store = world.store();

        assertThat(store.profiles()).isEmpty();
        assertThat(store.problems()).first().satisfies(problem -> {
            assertThat(problem.reason()).isEqualTo(AuthException.Reason.STORE_BROKEN);
            assertThat(problem.in(Language.EN)).contains("auth-profiles.json:1:").doesNotContain("precious");
        });
        store.put(key("m:default", "sk-new"));

        Path aside = world.file.resolveSibling("auth-profiles.json.broken-20261122T080000Z");
        assertThat(aside).hasContent(broken);
        assertThat(mode(aside)).isEqualTo("rw-------");
        assertThat(store.profiles()).extracting(AuthProfile::id).containsExactly("m:default");
        assertThat(store.problems()).singleElement().satisfies(problem ->
                assertThat(problem.in(Language.EN)).contains(aside.getFileName().toString()));
    }

    @Test
    void aBrokenFileIsLeftAloneByEverythingElse() {
        world.write("oops");

        world.store().succeeded("m:default", "x");
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().remove("m:default"));
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().setOrder("m", List.of("a")));

        assertThat(world.read()).isEqualTo("oops");
    }

    @Test
    void anEmptyFileIsAnEmptyStore() {
        world.write("");

        world.store().put(key("m:default", "k"));

        assertThat(world.store().profiles()).hasSize(1);
    }

    @Test
    void theOldFilesAreReadAndTheOldKeysMoveWithTheFirstWrite() {
        Path old = world.file.resolveSibling("auth.json");
        world.write(old, "{\"moonshot\":{\"type\":\"api_key\",\"key\":\"sk-old\"},\"odd\":{\"type\":\"what\"}}");
        world.write(
                world.state.resolve("credentials/oauth.json"),
                "{\"anthropic\":{\"access\":\"a\",\"refresh\":\"r\",\"expires\":1900000000000},\"moonshot\":{\"access\":\"x\"}}");

        AuthProfileStore store = world.store();
        assertThat(store.profiles()).extracting(AuthProfile::id).containsExactly("moonshot:default", "anthropic:default");
        assertThat(world.file).doesNotExist();
        assertThat(old).exists();

        store.put(key("kimi-code:default", "sk-new"));

        assertThat(old).doesNotExist();
        assertThat(world.state.resolve("credentials/oauth.json")).exists();
        assertThat(world.store().profiles())
                .extracting(AuthProfile::id)
                .containsExactly("moonshot:default", "anthropic:default", "kimi-code:default");
    }

    @Test
    void anotherAgentSeesTheMainAgentsProfilesUnderItsOwn() {
        AuthProfileStore main = world.store();
        main.put(key("m:default", "main-key"));
        main.put(key("m:shared", "shared-key"));
        main.setOrder("m", List.of("m:shared"));
        Path own = world.state.resolve("agents/office/agent/auth-profiles.json");
        AuthProfileStore work = world.store(own, Optional.of(main));
        work.put(key("m:default", "work-key"));

        assertThat(work.profiles())
                .extracting(AuthProfile::id, profile -> profile.credential().secret().reveal())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("m:default", "work-key"),
                        org.assertj.core.groups.Tuple.tuple("m:shared", "shared-key"));
        assertThat(work.order("m")).containsExactly("m:shared");
        assertThat(own).content().doesNotContain("shared-key");

        AuthWorld.rateLimited(work, "m:shared", "x");
        assertThat(main.restsUntil("m:shared", "x")).as("shared by all who use it").isPresent();
        AuthWorld.rateLimited(work, "m:default", "x");
        assertThat(main.restsUntil("m:default", "x")).as("its own is its own").isEmpty();
    }

    @Test
    void theStateDirectoryTellsWhichStoreIsTheMainAgents() {
        world.store().put(key("m:default", "main-key"));
        Path own = world.state.resolve("agents/office/agent/auth-profiles.json");

        AuthProfileStore work = new AuthProfileStore(own, world.clock, world.environment());

        assertThat(work.profiles()).extracting(AuthProfile::id).containsExactly("m:default");
        assertThat(work.isOwn("m:default")).isFalse();
        assertThat(new AuthProfileStore(world.file, world.clock, world.environment()).isOwn("m:default")).isTrue();
    }

    @Test
    void changesOfAnotherProgramAreSeen() throws IOException {
        AuthProfileStore store = world.store();
        store.put(key("m:default", "k"));
        assertThat(store.profiles()).hasSize(1);

        Files.writeString(world.file, "{\"version\":1,\"profiles\":{}}");

        assertThat(store.profiles()).isEmpty();
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = home.resolve("elsewhere/profiles.json");
        world.write(real, "{\"version\":1,\"profiles\":{}}");
        Files.createDirectories(world.file.getParent());
        Files.createSymbolicLink(world.file, real);

        world.store().put(key("m:default", "k"));

        assertThat(world.file).isSymbolicLink();
        assertThat(real).content().contains("m:default");
    }

    @Test
    void anInterruptedThreadStillWritesAndStaysInterrupted() {
        AuthProfileStore store = world.store();
        store.put(key("m:default", "k"));
        Thread.currentThread().interrupt();

        AuthWorld.rateLimited(store, "m:default", "x");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(world.read()).contains("rate_limit");
    }

    static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
