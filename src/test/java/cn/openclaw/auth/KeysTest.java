package cn.openclaw.auth;

import static cn.openclaw.auth.AuthWorld.key;
import static cn.openclaw.auth.AuthWorld.rateLimited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ClawConfig.ConfiguredSecret;
import cn.openclaw.config.ClawConfig.ModelChoice;
import cn.openclaw.config.ClawConfig.ProfileRoute;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    private static final KeyRequest MOONSHOT =
            new KeyRequest("moonshot", List.of(), List.of("MOONSHOT_API_KEY"), "kimi-k2.6", Optional.empty());
    private static final KeyRequest KIMI_CODE = new KeyRequest(
            "kimi-code",
            List.of("kimi-coding", "kimi"),
            List.of("KIMICODE_API_KEY", "KIMI_API_KEY"),
            "kimi-for-coding",
            Optional.empty());

    @TempDir
    Path home;

    private AuthWorld world;
    private AuthProfileStore store;
    private final Map<String, ProfileRoute> routes = new LinkedHashMap<>();
    private final Map<String, List<String>> order = new LinkedHashMap<>();
    private final Map<String, ClawConfig.Provider> providers = new LinkedHashMap<>();

    @AfterEach
    void flush() {
        world.flush();
    }

    @BeforeEach
    void world() {
        world = new AuthWorld(home);
        store = world.store();
    }

    private Keys keys() {
        var defaults = new ClawConfig.Defaults(
                ModelChoice.NONE, ModelChoice.NONE, Map.of(), Optional.empty(), Optional.empty(), 600, Optional.empty());
        var config = new ClawConfig(
                Json.object(),
                new ClawConfig.Models(false, providers),
                new ClawConfig.Agents(defaults, List.of()),
                new ClawConfig.Auth(routes, order));
        return new Keys(config, world.environment(), store);
    }

    private void configKey(String provider, String written, Optional<String> value) {
        providers.put(provider, provider(provider, "https://api.example", written, value));
    }

    private static ClawConfig.Provider provider(String id, String url, String written, Optional<String> value) {
        Optional<ConfiguredSecret> secret = written.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfiguredSecret(written, value.map(Secret::new)));
        return new ClawConfig.Provider(
                id, Optional.of(url), secret, Optional.empty(), Optional.empty(), Map.of(), false, List.of());
    }

    private List<String> secrets(KeyRequest request) {
        return keys().candidates(request).stream().map(key -> key.secret().reveal()).toList();
    }

    @Test
    void profilesComeFirstThenTheVariableThenTheConfig() {
        store.put(key("moonshot:default", "sk-profile"));
        world.variables.put("MOONSHOT_API_KEY", "sk-env");
        configKey("moonshot", "(literal)", Optional.of("sk-config"));

        assertThat(keys().candidates(MOONSHOT))
                .extracting(Key::source, Key::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Key.Source.PROFILE, "moonshot:default"),
                        org.assertj.core.groups.Tuple.tuple(Key.Source.ENV, "MOONSHOT_API_KEY"),
                        org.assertj.core.groups.Tuple.tuple(Key.Source.CONFIG, "models.providers.moonshot.apiKey"));
        assertThat(secrets(MOONSHOT)).containsExactly("sk-profile", "sk-env", "sk-config");
    }

    @Test
    void theFirstVariableThatIsSetCounts() {
        world.variables.put("KIMI_API_KEY", "sk-second");
        assertThat(secrets(KIMI_CODE)).containsExactly("sk-second");
        world.variables.put("KIMICODE_API_KEY", " ");
        assertThat(secrets(KIMI_CODE)).as("a blank one is unset").containsExactly("sk-second");
        world.variables.put("KIMICODE_API_KEY", "sk-first");
        assertThat(secrets(KIMI_CODE)).containsExactly("sk-first");
    }

    @Test
    void profilesOrdersAndConfigUnderAnotherNameOfTheProviderCount() {
        store.put(key("kimi-coding:default", "sk-coding"));
        store.put(key("kimi:default", "sk-kimi"));
        store.put(key("kimi-code:default", "sk-code"));
        assertThat(secrets(KIMI_CODE)).containsExactly("sk-coding", "sk-kimi", "sk-code");

        store.setOrder("Kimi-Coding", List.of("kimi:default", "kimi-code:default"));
        assertThat(secrets(KIMI_CODE)).containsExactly("sk-kimi", "sk-code");

        configKey("kimi-coding", "(literal)", Optional.of("sk-config"));
        assertThat(secrets(KIMI_CODE)).contains("sk-config");
    }

    @Test
    void theStoresOrderBeatsTheConfigsWhichBeatsItsProfiles() {
        for (String name : List.of("a", "b", "c")) {
            store.put(key("moonshot:" + name, "sk-" + name));
        }
        assertThat(secrets(MOONSHOT)).containsExactly("sk-a", "sk-b", "sk-c");

        routes.put("moonshot:c", new ProfileRoute("moonshot", "api_key"));
        routes.put("moonshot:b", new ProfileRoute("moonshot", "api_key"));
        assertThat(secrets(MOONSHOT)).containsExactly("sk-c", "sk-b");

        order.put("Moonshot", List.of("moonshot:b", "moonshot:a", "moonshot:b", "moonshot:gone"));
        assertThat(secrets(MOONSHOT)).containsExactly("sk-b", "sk-a");

        store.setOrder("moonshot", List.of("moonshot:c", "moonshot:a"));
        assertThat(secrets(MOONSHOT)).containsExactly("sk-c", "sk-a");
    }

    @Test
    void withoutAnOrderLoginsThenTokensThenKeysAndAmongThemTheLeastRecentlyUsed() {
        store.put(key("moonshot:k1", "key1"));
        store.put(key("moonshot:k2", "key2"));
        store.put(new AuthProfile("moonshot:t", "moonshot", new Credential.Token(new Secret("token"), Optional.empty())));
        store.put(new AuthProfile(
                "moonshot:o",
                "moonshot",
                new Credential.OAuth(
                        new Secret("login"),
                        new Secret("r"),
                        world.clock.instant().plusSeconds(60),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        store.succeeded("moonshot:k1", "kimi-k2.6");

        assertThat(secrets(MOONSHOT)).containsExactly("login", "token", "key2", "key1");
    }

    @Test
    void restingOnesComeLastTheSoonestToWakeFirst() {
        for (String name : List.of("a", "b", "c", "d")) {
            store.put(key("moonshot:" + name, "sk-" + name));
        }
        store.setOrder("moonshot", List.of("moonshot:a", "moonshot:b", "moonshot:c", "moonshot:d"));
        store.failed("moonshot:a", "kimi-k2.6", AuthFailure.RATE_LIMIT, AuthWorld.seconds(50));
        store.failed("moonshot:b", "kimi-k2.6", AuthFailure.AUTH, Optional.empty());
        store.failed("moonshot:c", "kimi-k2.6", AuthFailure.RATE_LIMIT, AuthWorld.seconds(20));

        assertThat(secrets(MOONSHOT)).containsExactly("sk-d", "sk-c", "sk-a", "sk-b");
        assertThat(keys().candidates(MOONSHOT).getLast().isRefused()).isTrue();
        var other = new KeyRequest("moonshot", List.of(), List.of(), "kimi-k3", Optional.empty());
        assertThat(secrets(other)).as("another model does not rest").containsExactly("sk-a", "sk-c", "sk-d", "sk-b");
    }

    @Test
    void theProfileAskedForIsFirst() {
        store.put(key("moonshot:a", "sk-a"));
        store.put(key("moonshot:b", "sk-b"));
        rateLimited(store, "moonshot:b", "kimi-k2.6");

        var asked = new KeyRequest("moonshot", List.of(), List.of(), "kimi-k2.6", Optional.of("moonshot:b"));

        assertThat(secrets(asked)).containsExactly("sk-b", "sk-a");
        assertThat(keys().candidates(asked).getFirst().restsUntil()).isPresent();
    }

    @Test
    void aProfileAskedForThatCannotBeUsedIsAnError() {
        store.put(key("kimi-code:default", "sk-code"));
        for (String id : List.of("moonshot:gone", "kimi-code:default")) {
            var asked = new KeyRequest("moonshot", List.of(), List.of("MOONSHOT_API_KEY"), "m", Optional.of(id));
            world.variables.put("MOONSHOT_API_KEY", "sk-env");

            assertThatExceptionOfType(AuthException.class)
                    .isThrownBy(() -> keys().candidates(asked))
                    .satisfies(e -> assertThat(e.in(Language.EN)).contains(id, "moonshot"));
        }
    }

    @Test
    void profilesThatDoNotFitTheConfigAreLeftOut() {
        store.put(key("moonshot:a", "sk-a"));
        store.put(new AuthProfile("moonshot:t", "moonshot", new Credential.Token(new Secret("tok"), Optional.empty())));
        store.put(key("moonshot:blank", " "));
        routes.put("moonshot:a", new ProfileRoute("moonshot", "token"));
        routes.put("moonshot:t", new ProfileRoute("moonshot", "oauth"));
        routes.put("moonshot:blank", new ProfileRoute("moonshot", "api_key"));

        assertThat(secrets(MOONSHOT)).as("mode oauth takes a token, mode token no key").containsExactly("tok");
    }

    @Test
    void anExpiredTokenIsLeftOutAndNamedWhenThereIsNothingElse() {
        store.put(new AuthProfile(
                "moonshot:manual",
                "moonshot",
                new Credential.Token(new Secret("tok"), Optional.of(world.clock.instant().plusSeconds(5)))));
        assertThat(secrets(MOONSHOT)).containsExactly("tok");
        world.clock.advance(Duration.ofSeconds(5));

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> keys().candidates(MOONSHOT))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(AuthException.Reason.EXPIRED);
                    assertThat(e.in(Language.EN)).contains("moonshot:manual", "paste-token");
                });
        world.variables.put("MOONSHOT_API_KEY", "sk-env");
        assertThat(secrets(MOONSHOT)).containsExactly("sk-env");
    }

    @Test
    void oneKeyInSeveralPlacesIsTriedOnce() {
        store.put(key("moonshot:a", "sk-same"));
        store.failed("moonshot:a", "kimi-k2.6", AuthFailure.AUTH, Optional.empty());
        world.variables.put("MOONSHOT_API_KEY", "sk-same");
        configKey("moonshot", "${MOONSHOT_API_KEY}", Optional.of("sk-same"));

        assertThat(keys().candidates(MOONSHOT)).singleElement().satisfies(key -> assertThat(key.isRefused()).isTrue());
    }

    @Test
    void whereThereIsNoneTheSentenceNamesProviderVariableAndCommand() {
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> keys().candidates(MOONSHOT))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(AuthException.Reason.NO_CREDENTIAL);
                    assertThat(e.exitCode()).isEqualTo(ExitCode.AUTH);
                    for (Language language : Language.values()) {
                        assertThat(e.in(language))
                                .contains("moonshot", "MOONSHOT_API_KEY", "openclaw-cn onboard --auth-choice moonshot-api-key");
                    }
                });
        assertThat(keys().available(MOONSHOT)).isEmpty();
    }

    @Test
    void aServerOnThisMachineNeedsNone() {
        providers.put("mine", provider("mine", "http://127.0.0.1:8080/v1", "", Optional.empty()));
        var mine = new KeyRequest("mine", List.of(), List.of(), "m", Optional.empty());

        assertThat(keys().candidates(mine)).extracting(Key::source).containsExactly(Key.Source.NONE_NEEDED);
        assertThat(keys().available(mine)).contains(Key.Source.NONE_NEEDED);
        var ollama = new KeyRequest("ollama", List.of(), List.of(), "m", Optional.empty(), true);
        assertThat(keys().candidates(ollama)).extracting(Key::source).containsExactly(Key.Source.NONE_NEEDED);
    }

    @Test
    void aWronglyNamedFieldIsAnErrorAndNotASilentMiss() {
        world.write("{\"version\":1,\"profiles\":{\"moonshot:default\":{\"type\":\"api_key\",\"provider\":\"moonshot\",\"api_key\":\"sk-one\"}}}");
        world.variables.put("MOONSHOT_API_KEY", "sk-env");

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> keys().candidates(MOONSHOT))
                .satisfies(e -> assertThat(e.in(Language.EN)).contains("\"api_key\"", "\"key\"").doesNotContain("sk-one"));
        assertThat(keys().available(KIMI_CODE)).as("others are not held up").isEmpty();
    }

    @Test
    void aBrokenStoreDoesNotHideTheVariable() {
        world.write("{broken");
        world.variables.put("MOONSHOT_API_KEY", "sk-env");

        assertThat(secrets(MOONSHOT)).containsExactly("sk-env");
    }

    @Test
    void referencesInTheConfigAreLookedUp() throws IOException {
        Path file = home.resolve("key.txt");
        Files.writeString(file, "\n sk-file \n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        configKey("moonshot", "file:" + file, Optional.empty());
        Keys keys = keys();
        assertThat(keys.candidates(MOONSHOT)).extracting(key -> key.secret().reveal()).containsExactly("sk-file");
        assertThat(keys.warnings()).singleElement().satisfies(e -> assertThat(e.in(Language.EN)).contains("chmod 600"));

        configKey("moonshot", "file:~/key.txt", Optional.empty());
        assertThat(secrets(MOONSHOT)).containsExactly("sk-file");

        configKey("moonshot", "${OTHER}", Optional.empty());
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> secrets(MOONSHOT));
        world.variables.put("OTHER", "sk-other");
        assertThat(secrets(MOONSHOT)).containsExactly("sk-other");

        configKey("moonshot", "(literal)", Optional.of("OTHER"));
        assertThat(secrets(MOONSHOT)).as("the name of a variable, as the original's registry has it").containsExactly("sk-other");
    }

    @Test
    void referencesInTheStoreAreLookedUpButStartNoProgram() {
        store.put(key("moonshot:default", "${MY_KEY}"));
        world.variables.put("MY_KEY", "sk-mine");
        store = world.store();
        assertThat(secrets(MOONSHOT)).containsExactly("sk-mine");
        rateLimited(store, "moonshot:default", "kimi-k2.6");
        assertThat(store.restsUntil("moonshot:default", "kimi-k2.6")).isPresent();

        store.put(key("moonshot:default", "exec:touch " + home.resolve("ran")));
        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> secrets(MOONSHOT))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.BAD_REFERENCE));
        assertThat(home.resolve("ran")).doesNotExist();
    }

    @Test
    void aFailureOfAReplacedKeyDoesNotTouchItsSuccessor() {
        store.put(key("moonshot:default", "sk-old"));
        assertThat(secrets(MOONSHOT)).containsExactly("sk-old");
        world.store().put(key("moonshot:default", "sk-new"));

        store.failed("moonshot:default", "kimi-k2.6", AuthFailure.AUTH, Optional.empty());

        assertThat(store.restsUntil("moonshot:default", "kimi-k2.6")).isEmpty();
        assertThat(secrets(MOONSHOT)).containsExactly("sk-new");
        store.failed("moonshot:default", "kimi-k2.6", AuthFailure.AUTH, Optional.empty());
        assertThat(store.restsUntil("moonshot:default", "kimi-k2.6")).contains(Instant.MAX);
    }
}
