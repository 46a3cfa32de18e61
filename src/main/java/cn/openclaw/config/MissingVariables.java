package cn.openclaw.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which variables are not set, and how much that matters: a key of a provider that no model choice uses, or of one that also
 * has an auth profile, or a key of a program that asks, is worth a warning; anything else is a problem. None of them stops the rest of the configuration
 * from being used.
 */
final class MissingVariables {
    private final ClawConfig config;
    private final Places places;
    private final Findings findings;

    MissingVariables(ClawConfig config, Places places, Findings findings) {
        this.config = config;
        this.places = places;
        this.findings = findings;
    }

    void report(List<Substitution.Missing> missing) {
        for (Substitution.Missing one : missing) {
            Object[] arguments = {
                one.variable(), ConfigPath.print(one.path()), places.display(places.stateDir().resolve(".env"))
            };
            if (isHarmless(one.path())) {
                findings.warning(one.path(), ConfigText.MISSING_VARIABLE, arguments);
            } else {
                findings.missingVariable(one.path(), ConfigText.MISSING_VARIABLE, arguments);
            }
        }
    }

    private boolean isHarmless(List<String> path) {
        if (path.size() > 3 && path.subList(0, 3).equals(List.of("gateway", "http", "keys"))) {
            return !findings.broken; // a caller key that is not there lets nobody in
        }
        boolean ofProvider =
                path.size() > 3 && path.get(0).equals("models") && path.get(1).equals("providers");
        if (!ofProvider || findings.broken) {
            return false;
        }
        String provider = path.get(2);
        boolean key = path.get(3).equals("apiKey");
        return !isUsed(provider) || (key && hasProfile(provider));
    }

    /** Providers go by several names ({@code kimi-code}, {@code kimi-coding}, {@code kimi}); one prefix is taken as one provider. */
    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other) || (isKimiCode(one) && isKimiCode(other));
    }

    private static boolean isKimiCode(String id) {
        return id.equals("kimi-code") || id.equals("kimi-coding") || id.equals("kimi");
    }

    private boolean hasProfile(String provider) {
        for (ClawConfig.ProfileRoute route : config.auth().profiles().values()) {
            if (same(route.provider(), provider)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a model choice of the defaults or of an agent names it. An alias or a bare id may mean any provider. */
    private boolean isUsed(String provider) {
        for (String choice : choices()) {
            int slash = choice.indexOf('/');
            if (slash < 0 ? mayMean(provider, choice) : same(choice.substring(0, slash).strip(), provider)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayMean(String provider, String choice) {
        for (var entry : config.agents().defaults().models().entrySet()) {
            boolean named = entry.getValue().alias().filter(choice::equalsIgnoreCase).isPresent();
            int slash = entry.getKey().indexOf('/');
            if (named && slash > 0) {
                return same(entry.getKey().substring(0, slash), provider);
            }
        }
        ClawConfig.Provider written = config.models().providers().get(provider);
        return written != null && written.models().stream().anyMatch(model -> model.id().equals(choice));
    }

    private List<String> choices() {
        List<String> choices = new ArrayList<>();
        add(config.agents().defaults().model(), choices);
        add(config.agents().defaults().imageModel(), choices);
        config.agents().list().forEach(agent -> agent.model().ifPresent(model -> add(model, choices)));
        return choices;
    }

    private static void add(ClawConfig.ModelChoice choice, List<String> choices) {
        Optional<String> primary = choice.primary();
        primary.ifPresent(choices::add);
        choices.addAll(choice.fallbacks());
    }
}
