package cn.openclaw.gateway.relay;

import cn.openclaw.json.Json;
import cn.openclaw.ledger.Cap;
import cn.openclaw.model.Currency;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The caller keys of one configuration. They are known by their SHA-256 alone: looking one up tells nothing about the others by
 * how long it takes, and a config that is read by somebody else gives none away.
 */
final class CallerKeys {
    static final String PREFIX = "sha256:";

    private final Map<String, CallerKey> byHash;

    private CallerKeys(Map<String, CallerKey> byHash) {
        this.byHash = Map.copyOf(byHash);
    }

    /** @param config the whole resolved tree */
    static CallerKeys of(JsonNode config) {
        Map<String, CallerKey> keys = new HashMap<>();
        JsonNode written = Json.at(config, "gateway", "http", "keys");
        if (written != null) {
            written.properties().forEach(entry -> hash(entry.getValue()).ifPresent(hash -> {
                JsonNode enabled = entry.getValue().get("enabled");
                if (enabled == null || !enabled.isBoolean() || enabled.booleanValue()) {
                    keys.put(hash, read(entry.getKey(), entry.getValue()));
                }
            }));
        }
        return new CallerKeys(keys);
    }

    private static Optional<String> hash(JsonNode entry) {
        String hash = Json.text(entry, "hash");
        if (hash != null) {
            String hex = hash.strip().toLowerCase(Locale.ROOT);
            return Optional.of(hex.startsWith(PREFIX) ? hex.substring(PREFIX.length()) : hex);
        }
        String key = Json.text(entry, "key");
        // A variable that is not set stays written as it is, and must not become a key.
        return key == null || key.isBlank() || key.startsWith("${") ? Optional.empty() : Optional.of(hash(key.strip()));
    }

    private static CallerKey read(String name, JsonNode entry) {
        List<String> models = new ArrayList<>();
        JsonNode allowed = entry.get("models");
        if (allowed != null && allowed.isArray()) {
            allowed.forEach(model -> models.add(model.asString("")));
        }
        JsonNode budget = entry.get("budget");
        boolean unpriced = budget != null && "allow".equals(Json.text(budget, "unpriced"));
        return new CallerKey(
                name, models, caps(name, budget), unpriced, number(entry, "requestsPerMinute"), number(entry, "concurrency"));
    }

    private static int number(JsonNode entry, String name) {
        JsonNode value = entry.get(name);
        return value != null && value.isNumber() && value.asInt(0) > 0 ? value.asInt(0) : Integer.MAX_VALUE;
    }

    private static List<Cap> caps(String name, @Nullable JsonNode budget) {
        List<Cap> caps = new ArrayList<>();
        for (Currency currency : Currency.values()) {
            for (Cap.Scope scope : List.of(Cap.Scope.DAY, Cap.Scope.MONTH)) {
                JsonNode limit = budget == null ? null : Json.at(budget, currency.name(), scope.key());
                if (limit != null && limit.isNumber()) {
                    String path = "gateway.http.keys." + name + ".budget." + currency.name() + "." + scope.key();
                    caps.add(new Cap(scope, ledgerName(name), currency, Math.round(limit.asDouble(0) * 1_000_000), path));
                }
            }
        }
        return caps;
    }

    /** In whose name a key's calls stand in the ledger, beside the agents. */
    static String ledgerName(String key) {
        return "key:" + key;
    }

    boolean isEmpty() {
        return byHash.isEmpty();
    }

    Optional<CallerKey> find(String presented) {
        return byHash.isEmpty() ? Optional.empty() : Optional.ofNullable(byHash.get(hash(presented)));
    }

    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
