package cn.openclaw.auth;

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

    /** For another agent than the main one: what the main agent has comes from its own store. */
    StoreFiles ofSecondary() {
        return new StoreFiles(profiles, legacy, Optional.empty(), secretsKey);
    }

    /** Guesses the state directory from {@code <state>/agents/<id>/agent/auth-profiles.json}; else all lies in one folder. */
    static StoreFiles around(Path profiles) {
        Path absolute = profiles.toAbsolutePath();
        Path agent = absolute.getParent();
        Path agents = agent.getNameCount() < 3 ? agent : agent.getParent().getParent();
        boolean usual = agents.endsWith("agents") && agent.endsWith("agent") && agents.getParent() != null;
        return in(usual ? agents.getParent() : agent, absolute);
    }
}
