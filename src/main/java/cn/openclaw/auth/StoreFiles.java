package cn.openclaw.auth;

import cn.openclaw.config.Places;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one agent's credentials are, and where older versions kept them.
 *
 * @param profiles {@code auth-profiles.json} in the agent's directory
 * @param legacy {@code auth.json} beside it: one credential a provider; read while there is no {@code profiles}
 * @param legacyOAuth {@code credentials/oauth.json} in the state directory, for the main agent only: read likewise, never changed
 * @param secretsKey {@code secrets.key} in the state directory: what encrypted profiles are opened with
 */
public record StoreFiles(Path profiles, Path legacy, Optional<Path> legacyOAuth, Path secretsKey) {

    public static StoreFiles in(Path stateDir, Path profiles) {
        return new StoreFiles(
                profiles,
                profiles.resolveSibling("auth.json"),
                Optional.of(stateDir.resolve("credentials").resolve("oauth.json")),
                stateDir.resolve("secrets.key"));
    }

    /** The main agent's store: what every other agent sees under its own. The config has no say in where it is. */
    static Path main(Places places) {
        return places.agentDirOverride()
                .orElseGet(() -> places.stateDir().resolve("agents").resolve("main").resolve("agent"))
                .resolve("auth-profiles.json");
    }

    /** For another agent than the main one: what the main agent has comes from its own store. */
    StoreFiles ofSecondary() {
        return new StoreFiles(profiles, legacy, Optional.empty(), secretsKey);
    }
}
