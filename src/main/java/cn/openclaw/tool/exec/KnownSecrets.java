package cn.openclaw.tool.exec;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Credential;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Every secret this program knows: no program that runs gets to see one, and none gets back to a model in what it prints. */
final class KnownSecrets {
    private static final int SHORTEST = 6;
    private static final String[] ENDS = {"key", "token", "secret", "password", "passwd", "credential"};

    private final List<Secret> secrets = new ArrayList<>();
    private final Redactor redactor;

    private KnownSecrets(ConfigSnapshot snapshot) {
        walk(snapshot.config().tree(), "");
        this.redactor = Redactor.of(snapshot.environment(), secrets);
    }

    private KnownSecrets(ConfigSnapshot snapshot, AuthProfileStore store) {
        walk(snapshot.config().tree(), "");
        for (var profile : store.profiles()) {
            secrets.add(profile.credential().secret());
            if (profile.credential() instanceof Credential.OAuth oauth) {
                secrets.add(oauth.refresh());
            }
        }
        this.redactor = Redactor.of(snapshot.environment(), secrets);
    }

    static KnownSecrets of(Tool.Context context) {
        ConfigSnapshot snapshot = context.world().snapshot();
        try {
            return new KnownSecrets(
                    snapshot,
                    new AuthProfileStore(
                            context.world().places().authProfiles(snapshot.config(), context.turn().agentId()),
                            context.world().clock(),
                            snapshot.environment()));
        } catch (ClawException e) {
            // A store that cannot be opened gives its keys to nobody; the rest is known.
            return new KnownSecrets(snapshot);
        }
    }

    private void walk(JsonNode node, String name) {
        if (node.isString()) {
            String lower = name.toLowerCase(Locale.ROOT);
            for (String word : ENDS) {
                if (lower.endsWith(word) && !isWord(node.stringValue())) {
                    secrets.add(new Secret(node.stringValue()));
                    return;
                }
            }
        }
        for (String member : node.propertyNames()) {
            walk(node.path(member), member);
        }
        if (node.isArray()) {
            node.forEach(one -> walk(one, name));
        }
    }

    /** A setting such as {@code optional} under a name such as {@code requireToken} is no secret. */
    private static boolean isWord(String value) {
        return value.length() < SHORTEST + 2 || value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    /** Whether a value is one of them or holds one. */
    boolean isIn(String value) {
        for (Secret secret : secrets) {
            String plain = secret.reveal().strip();
            if (plain.length() >= SHORTEST && value.contains(plain)) {
                return true;
            }
        }
        return false;
    }
}
