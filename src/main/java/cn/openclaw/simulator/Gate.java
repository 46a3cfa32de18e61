package cn.openclaw.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may come in: the key, the client's name, the membership or the money, in this order. */
final class Gate {
    /** Clients that Kimi Code lets in, by the beginning of their {@code User-Agent}. */
    private static final List<String> CLIENTS = List.of(
            "kimicli/", "kimi-cli/", "kimi-code/", "kimicode/", "kimi_cli", "claude-code/", "claude-cli/", "roocode/", "roo-code/",
            "kilo-code/", "kilocode/");

    static final String ONLY_AGENTS =
            "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.";

    private final Accounts accounts;
    private final boolean checkClient;
    private final InstantSource clock;

    Gate(Accounts accounts, boolean checkClient, InstantSource clock) {
        this.accounts = accounts;
        this.checkClient = checkClient;
        this.clock = clock;
    }

    /** The key of a request, checked. */
    SimulatorKey key(WebRequest request, Route route) {
        String given = given(request);
        Optional<SimulatorKey> known = accounts.find(given);
        boolean membership = route.platform().membership();
        if (known.isPresent() && known.get().platform() == route.platform()) {
            checkClient(request, route.platform());
            return known.get();
        }
        if (membership && route.anthropic()) {
            throw unauthorized("Failed to authenticate user, please check your API key and try again.");
        }
        if (membership) {
            throw unauthorized("The API Key appears to be invalid or may have expired. Please verify your credentials and try again.");
        }
        if (known.isPresent()) {
            throw unauthorized("Invalid Authentication");
        }
        throw new Refusal(401, "incorrect_api_key_error", "Incorrect API key provided");
    }

    private static Refusal unauthorized(String message) {
        return new Refusal(401, "invalid_authentication_error", message);
    }

    /** The key's characters as sent, or nothing. Anthropic's clients may use their own header. */
    static String given(WebRequest request) {
        String authorization = request.header("authorization").orElse("");
        return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : request.header("x-api-key").orElse("").strip();
    }

    private void checkClient(WebRequest request, Platform platform) {
        String agent = request.header("user-agent").orElse("").toLowerCase(Locale.ROOT);
        if (checkClient && platform.membership() && CLIENTS.stream().noneMatch(agent::startsWith)) {
            throw new Refusal(403, "access_terminated_error", ONLY_AGENTS);
        }
    }

    /** Whether this account may use anything at all. */
    void checkStanding(SimulatorKey key) {
        switch (key.condition()) {
            case ADDRESS_REFUSED -> throw new Refusal(
                    403, "permission_denied_error", "Your IP is not allowed to access this organization");
            case NO_MEMBERSHIP -> throw new Refusal(
                    402,
                    "payment_required_error",
                    "We're unable to verify your membership benefits at this time. Please ensure your membership is active.");
            case FINE, SMALL_PLAN, QUOTA_USED -> {
                // Nothing that keeps one from looking at models or at the quota itself.
            }
        }
    }

    /** Whether this account may use what costs money or quota. */
    void checkMoney(SimulatorKey key) {
        Account account = accounts.of(key);
        if (key.condition() == SimulatorKey.Condition.QUOTA_USED) {
            throw Account.cycleUsedUp();
        }
        if (key.platform().membership()) {
            account.checkQuotas(clock.instant());
        } else if (!account.inCredit()) {
            throw new Refusal(429, "exceeded_current_quota_error", Account.outOfCredit(key.organisation(), key.id()));
        }
    }
}
