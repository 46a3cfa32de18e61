package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which models an agent may use: {@code agents.defaults.models}, or the agent's own list in its place. No entries allow all.
 * An entry is a reference, {@code provider/*}, {@code *}, or a reference with stars in it.
 *
 * @param entries as they are written
 * @param agent the agent whose own list this is; empty for the default list
 */
public record AllowList(Map<String, ClawConfig.ModelEntry> entries, Optional<String> agent) {

    static AllowList of(ClawConfig config, String agentId) {
        for (ClawConfig.Agent agent : config.agents().list()) {
            if (Places.agentId(agent.id()).equals(Places.agentId(agentId)) && agent.models().isPresent()) {
                return new AllowList(agent.models().get(), Optional.of(agentId));
            }
        }
        return new AllowList(config.agents().defaults().models(), Optional.empty());
    }

    public boolean allowsAll() {
        return entries.isEmpty();
    }

    /** The entry that allows a model; empty if none does, or if there are none. */
    Optional<String> entryFor(ModelRef ref, ModelCatalog catalog) {
        for (String entry : entries.keySet()) {
            if (matches(entry.strip(), ref, catalog)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String entry, ModelRef ref, ModelCatalog catalog) {
        if (entry.equals("*")) {
            return true;
        }
        int slash = entry.indexOf('/');
        if (slash < 0) {
            return entry.equals(ref.model());
        }
        String provider = entry.substring(0, slash).strip();
        boolean same = glob(provider, ref.provider()) || catalog.idOf(provider).equals(ref.provider());
        return same && glob(entry.substring(slash + 1).strip(), ref.model());
    }

    /** Whether a text is what a pattern says, {@code *} standing for any run of characters. Linear: no pattern makes it slow. */
    static boolean glob(String pattern, String text) {
        int at = 0;
        int star = -1;
        int mark = 0;
        int in = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                mark = in;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++mark;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** The references this list names, wildcards left out. */
    List<String> named() {
        List<String> names = new ArrayList<>();
        for (String entry : entries.keySet()) {
            if (entry.indexOf('*') < 0) {
                names.add(entry);
            }
        }
        return names;
    }
}
