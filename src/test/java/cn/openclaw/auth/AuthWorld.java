package cn.openclaw.auth;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A state directory with one agent, a clock that is set, and quick key derivation. */
final class AuthWorld {
    final Path state;
    final Path file;
    final TestClock clock = new TestClock();
    final Map<String, String> variables = new LinkedHashMap<>();
    private final List<AuthProfileStore> stores = new ArrayList<>();

    AuthWorld(Path home) {
        this.state = home.resolve(".openclaw");
        this.file = state.resolve("agents/main/agent/auth-profiles.json");
    }

    Environment environment() {
        return new Environment(variables, state.getParent(), state.getParent());
    }

    AuthProfileStore store() {
        return store(file, Optional.empty());
    }

    AuthProfileStore store(Path profiles, Optional<AuthProfileStore> main) {
        flush();
        StoreFiles files = StoreFiles.in(state, profiles);
        AuthProfileStore store = new AuthProfileStore(
                main.isPresent() ? files.ofSecondary() : files,
                main,
                new AuthProfileStore.Surroundings(clock, environment(), new Random(1)),
                CooldownRules.DEFAULT,
                1000);
        stores.add(store);
        return store;
    }

    /** What a process does before it ends. */
    void flush() {
        stores.forEach(AuthProfileStore::flush);
    }

    AuthWorld write(String text) {
        return write(file, text);
    }

    AuthWorld write(Path path, String text) {
        flush();
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read() {
        flush();
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AuthProfile key(String id, String key) {
        return new AuthProfile(id, id.substring(0, id.indexOf(':')), new Credential.ApiKey(new Secret(key)));
    }

    static void rateLimited(AuthProfileStore store, String id, String model) {
        store.failed(id, model, AuthFailure.RATE_LIMIT, Optional.empty());
    }

    static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
