package cn.openclaw.gateway.server;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Hash;
import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What lets one in: a shared token or a shared password, or both.
 *
 * @param mode the one that counts where only one can
 * @param allowTailscale whether who Tailscale knows needs neither
 */
public record GatewayAuth(Mode mode, Optional<Secret> token, Optional<Secret> password, boolean allowTailscale) {

    /** {@code gateway.auth.mode}. There is no "none". */
    public enum Mode {
        TOKEN,
        PASSWORD
    }

    /** What was shown, judged. */
    enum Verdict {
        RIGHT(""),
        WRONG_TOKEN("TOKEN_MISMATCH"),
        NO_TOKEN("TOKEN_MISSING"),
        WRONG_PASSWORD("PASSWORD_MISMATCH"),
        NO_PASSWORD("PASSWORD_MISSING");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As newer clients know it, behind {@code AUTH_}. */
        String word() {
            return word;
        }
    }

    /** What the configuration says; where it is silent, {@code OPENCLAW_GATEWAY_TOKEN} and {@code OPENCLAW_GATEWAY_PASSWORD}. */
    public static GatewayAuth of(ConfigSnapshot snapshot) {
        JsonNode tree = snapshot.config().tree();
        Environment environment = snapshot.environment();
        Optional<Secret> token = secret(tree, "token")
                .or(() -> variable(environment, "OPENCLAW_GATEWAY_TOKEN", "CLAWDBOT_GATEWAY_TOKEN"));
        Optional<Secret> password = secret(tree, "password")
                .or(() -> variable(environment, "OPENCLAW_GATEWAY_PASSWORD", "CLAWDBOT_GATEWAY_PASSWORD"));
        String mode = Json.text(tree, "gateway", "auth", "mode");
        boolean byPassword = mode == null ? password.isPresent() : mode.equals("password");
        JsonNode tailscale = Json.at(tree, "gateway", "auth", "allowTailscale");
        boolean allow = tailscale == null
                ? "serve".equals(Json.text(tree, "gateway", "tailscale", "mode")) && !byPassword
                : tailscale.asBoolean(false);
        return new GatewayAuth(byPassword ? Mode.PASSWORD : Mode.TOKEN, token, password, allow);
    }

    private static Optional<Secret> secret(JsonNode tree, String key) {
        return Optional.ofNullable(Json.text(tree, "gateway", "auth", key))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::new);
    }

    private static Optional<Secret> variable(Environment environment, String... names) {
        return environment.first(List.of(names)).map(found -> new Secret(found.getValue().strip()));
    }

    /** Whether there is anything that could let somebody in; a gateway without must not start. */
    public boolean isUsable() {
        return mode == Mode.TOKEN ? token.isPresent() : password.isPresent();
    }

    /** Judges what was shown in a login. */
    Verdict judge(Optional<Secret> shownToken, Optional<Secret> shownPassword) {
        return switch (mode) {
            case TOKEN -> shownToken.isEmpty()
                    ? Verdict.NO_TOKEN
                    : same(shownToken, token) ? Verdict.RIGHT : Verdict.WRONG_TOKEN;
            case PASSWORD -> shownPassword.isEmpty()
                    ? Verdict.NO_PASSWORD
                    : same(shownPassword, password) ? Verdict.RIGHT : Verdict.WRONG_PASSWORD;
        };
    }

    /** Over HTTP one header carries either. */
    boolean opens(Secret bearer) {
        Optional<Secret> shown = Optional.of(bearer);
        return mode == Mode.TOKEN ? same(shown, token) : same(shown, password);
    }

    /** In constant time, whatever was shown: both are hashed first, so that not even the length shows. */
    private static boolean same(Optional<Secret> shown, Optional<Secret> right) {
        return right.isPresent()
                && shown.isPresent()
                && MessageDigest.isEqual(digest(shown.get()), digest(right.get()));
    }

    private static byte[] digest(Secret secret) {
        return Hash.sha256(secret.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
