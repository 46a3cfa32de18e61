package cn.openclaw.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which keys there are, and which account stands behind each. Made once; the accounts lock themselves. */
final class Accounts {
    private final Map<String, SimulatorKey> keys = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    Accounts(SimulatorOptions options) {
        SimulatorKey.defaults(options.tier, options.balance).forEach(this::add);
        options.moreKeys.forEach(this::add);
        for (SimulatorKey key : keys.values()) {
            accounts.putIfAbsent(key.organisation(), new Account(key, options.windowQuota, options.weekQuota));
        }
    }

    private void add(SimulatorKey key) {
        keys.put(key.key(), key);
    }

    Optional<SimulatorKey> find(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    Account of(SimulatorKey key) {
        Account account = accounts.get(key.organisation());
        if (account == null) {
            throw new IllegalStateException("a key without an account: " + key.organisation());
        }
        return account;
    }

    Map<String, Account> all() {
        return Map.copyOf(accounts);
    }
}
