package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/** The references a config itself writes down, as they stand there; wildcards of allow-lists are none. */
final class ConfiguredRefs {
    private ConfiguredRefs() {}

    static Set<String> all(ClawConfig config) {
        Set<String> refs = new LinkedHashSet<>();
        ClawConfig.Defaults defaults = config.agents().defaults();
        add(refs, defaults.model());
        add(refs, defaults.imageModel());
        defaults.models().keySet().forEach(key -> add(refs, key));
        for (ClawConfig.Agent agent : config.agents().list()) {
            agent.model().ifPresent(model -> add(refs, model));
            agent.models().ifPresent(models -> models.keySet().forEach(key -> add(refs, key)));
        }
        return refs;
    }

    private static void add(Set<String> refs, ClawConfig.ModelChoice choice) {
        choice.primary().ifPresent(text -> add(refs, text));
        choice.fallbacks().forEach(text -> add(refs, text));
    }

    private static void add(Set<String> refs, String text) {
        if (text.indexOf('*') < 0) {
            refs.add(text.strip());
        }
    }
}
