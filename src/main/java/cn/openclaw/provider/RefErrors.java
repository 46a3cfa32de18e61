package cn.openclaw.provider;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person is told about a reference that does not work: why, what else there is, and the command that mends it. */
final class RefErrors {
    private final ClawConfig config;
    private final ModelCatalog catalog;
    private final ModelResolver resolver;

    RefErrors(ClawConfig config, ModelCatalog catalog, ModelResolver resolver) {
        this.config = config;
        this.catalog = catalog;
        this.resolver = resolver;
    }

    ModelRefException unknown(String text, String asked, Optional<ModelRef> full) {
        if (full.isPresent() && catalog.provider(full.get().provider()).isEmpty()) {
            return unknownProvider(text, full.get());
        }
        List<String> names = new ArrayList<>(resolver.aliases().keySet());
        for (CatalogModel model : catalog.all()) {
            names.add(full.isPresent() ? model.ref().toString() : model.ref().model());
        }
        List<String> near = Nearest.of(full.map(ModelRef::toString).orElse(asked), names).stream()
                .map(this::spelledOut)
                .distinct()
                .toList();
        return new ModelRefException(
                ModelRefException.Reason.UNKNOWN_MODEL,
                near.stream().flatMap(name -> ModelRef.parse(name).stream()).toList(),
                ProviderText.UNKNOWN_MODEL,
                text,
                hint(near));
    }

    private ModelRefException unknownProvider(String text, ModelRef ref) {
        List<String> ids = catalog.providers().stream().map(CatalogProvider::id).toList();
        return new ModelRefException(
                ModelRefException.Reason.UNKNOWN_PROVIDER,
                List.of(),
                ProviderText.UNKNOWN_PROVIDER,
                ref.provider(),
                text,
                hint(Nearest.of(ref.provider(), ids)));
    }

    /** A suggestion a person can type: an alias as it is, a bare id with its first provider. */
    private String spelledOut(String name) {
        if (name.indexOf('/') > 0 || resolver.aliases().containsKey(name)) {
            return name;
        }
        return catalog.all().stream()
                .filter(model -> model.ref().model().equals(name))
                .map(model -> model.ref().toString())
                .findFirst()
                .orElse(name);
    }

    private static Text hint(List<String> near) {
        return near.isEmpty() ? ProviderText.NOTHING_NEAR : filled(ProviderText.NEAREST, String.join(", ", near));
    }

    /** A sentence for inside another one: filled in both languages, as nobody knows yet which will be spoken. */
    private static Text filled(Text text, String words) {
        String plain = words.replace('{', '(');
        return new Text(text.in(Language.ZH, plain), text.in(Language.EN, plain));
    }

    ModelRefException notAllowed(Resolution resolution, String agentId) {
        AllowList list = resolver.allowList();
        List<String> allowed = new ArrayList<>(list.entries().keySet());
        resolver.primaryText().filter(text -> !allowed.contains(text)).ifPresent(allowed::add);
        Text rule = list.agent().map(agent -> filled(ProviderText.RULE_AGENT, agent)).orElse(ProviderText.RULE_DEFAULTS);
        return new ModelRefException(
                ModelRefException.Reason.NOT_ALLOWED,
                List.of(resolution.ref()),
                ProviderText.NOT_ALLOWED,
                resolution.asked(),
                resolution.ref(),
                rule,
                String.join(", ", allowed),
                "openclaw-cn config set '" + allowPath(resolution.ref(), list, agentId) + "' '{}'");
    }

    /** Where an entry would have to stand to allow a model. */
    private String allowPath(ModelRef ref, AllowList list, String agentId) {
        String entry = ".models[\"" + ref + "\"]";
        List<ClawConfig.Agent> agents = config.agents().list();
        for (int at = 0; list.agent().isPresent() && at < agents.size(); at++) {
            if (Places.agentId(agents.get(at).id()).equals(Places.agentId(agentId))) {
                return "agents.list[" + at + "]" + entry;
            }
        }
        return "agents.defaults" + entry;
    }
}
