package cn.openclaw.auth;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A state directory with one agent, a clock that is set, and quick key derivation. */
final class AuthWorld {
    final Path state;
    final Path file;
    final TestClock clock = new TestClock();
    final Map<String, String> variables = new LinkedHashMap<>();

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
        StoreFiles files = StoreFiles.in(state, profiles);
        return new AuthProfileStore(
                main.isPresent() ? files.ofSecondary() : files,
                main,
                new AuthProfileStore.Surroundings(clock, environment(), new Random(1)),
                CooldownRules.DEFAULT,
                1000);
    }

    AuthWorld write(String text) {
        return write(file, text);
    }

    AuthWorld write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read() {
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
