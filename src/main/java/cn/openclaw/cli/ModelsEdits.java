package cn.openclaw.cli;

import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelRefException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code models set}, {@code set-image} and {@code aliases}: changes of single values in the person's file, and of nothing else. */
final class ModelsEdits {
    private static final List<String> DEFAULTS = List.of("agents", "defaults");

    private final ModelsContext context;

    ModelsEdits(ModelsContext context) {
        this.context = context;
    }

    /**
     * Makes a model the default one.
     *
     * @param key {@code model} or {@code imageModel}
     * @param force whether to take a {@code provider/model} that nobody lists
     * @param spellOut whether to write the model itself into {@code models.providers} as well
     */
    void set(String key, String text, boolean force, boolean spellOut) {
        ModelRef ref = resolve(text, force);
        List<ConfigEdit> edits = new ArrayList<>();
        edits.add(primary(key, ref));
        allow(ref).ifPresent(edits::add);
        ModelSpelling spelling = new ModelSpelling(context);
        if (spellOut) {
            edits.addAll(spelling.edits(ref));
        }
        context.save(edits);
        context.cli.print(key.equals("model") ? ModelsText.DEFAULT_SET : ModelsText.IMAGE_SET, ref);
        warn(ref);
        if (!spellOut && spelling.isMissed(ref)) {
            context.cli.say(ModelsText.SPELL_OUT_HINT, ref);
        }
    }

    /** The reference that is meant; with force, one that no list holds but that has a known provider. */
    ModelRef resolve(String text, boolean force) {
        try {
            return context.resolver.resolve(text).ref();
        } catch (ModelRefException e) {
            Optional<ModelRef> named = ModelRef.parse(text)
                    .flatMap(context.catalog::assume)
                    .map(CatalogModel::ref);
            if (!force || named.isEmpty()) {
                if (named.isPresent()) {
                    context.cli.say(ModelsText.FORCE_HINT);
                }
                throw e;
            }
            return named.get();
        }
    }

    /** Where the config has a bare word instead of {@code {primary, fallbacks}}, the word is replaced; else only the primary. */
    private ConfigEdit primary(String key, ModelRef ref) {
        JsonNode now = Json.at(context.config.tree(), "agents", "defaults", key);
        return now != null && !now.isObject()
                ? ConfigEdit.set(path(key), "{ primary: " + quoted(ref.toString()) + " }")
                : ConfigEdit.set(path(key, "primary"), quoted(ref.toString()));
    }

    /**
     * The entry that an allow-list needs for this model. Where there is no list, none is begun: a first entry would forbid every
     * other model.
     */
    Optional<ConfigEdit> allow(ModelRef ref) {
        boolean listed = !context.config.agents().defaults().models().isEmpty();
        boolean allowed = context.resolver.allowance(ref).entry().isPresent();
        return listed && !allowed ? Optional.of(ConfigEdit.set(path("models", ref.toString()), "{}")) : Optional.empty();
    }

    /** Tells of a model that is no longer served, or has no key; it is the person's choice all the same. */
    void warn(ModelRef ref) {
        context.catalog
                .provider(ref.provider())
                .filter(provider -> !context.hasAccess(provider))
                .ifPresent(provider -> context.cli.say(ModelsText.SET_WITHOUT_KEY, provider.id()));
        warnRetired(ref);
    }

    void warnRetired(ModelRef ref) {
        Optional<CatalogModel> model = context.catalog.assume(ref);
        Lifecycle life = model.map(found -> found.definition().lifecycle()).orElse(Lifecycle.CURRENT);
        if (life.status() == Lifecycle.Status.RETIRED) {
            context.cli.say(
                    ModelsText.RETIRED,
                    ref,
                    life.since().orElse("?"),
                    life.successor().map(id -> ref.provider() + "/" + id).orElse("-"));
        }
    }

    void listAliases(ModelsOutput format) {
        Map<String, String> aliases = aliases();
        switch (format) {
            case JSON -> {
                ObjectNode answer = Json.object();
                ObjectNode members = answer.putObject("aliases");
                aliases.forEach(members::put);
                context.cli.out().println(Json.pretty(answer));
            }
            case PLAIN -> aliases.forEach((alias, ref) -> context.cli.out().println(alias + " " + ref));
            case TEXT -> {
                context.cli.print(ModelsText.ALIASES_COUNT, aliases.size());
                aliases.forEach((alias, ref) -> context.cli.out().println("- " + alias + " -> " + ref));
                if (aliases.isEmpty()) {
                    context.cli.print(ModelsText.NONE_ITEM);
                }
            }
        }
    }

    private Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        context.config.agents().defaults().models().forEach((ref, entry) -> entry.alias()
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .ifPresent(alias -> aliases.putIfAbsent(alias, ref)));
        return aliases;
    }

    void addAlias(String text, String target) {
        String alias = text.strip();
        ModelRef ref = resolve(target, false);
        refuseTaken(alias, ref);
        List<ConfigEdit> edits = new ArrayList<>();
        String key = keyOf(ref);
        boolean first = context.config.agents().defaults().models().isEmpty();
        if (first) {
            edits.add(ConfigEdit.set(path("models", "*"), "{}"));
        }
        edits.add(ConfigEdit.set(path("models", key, "alias"), quoted(alias)));
        context.save(edits);
        context.cli.print(ModelsText.ALIAS_SET, alias, ref);
        if (first) {
            context.cli.say(ModelsText.STAR_ADDED);
        }
    }

    private void refuseTaken(String alias, ModelRef ref) {
        if (alias.isEmpty()) {
            throw new UsageException(ModelsText.ALIAS_EMPTY);
        }
        aliases().forEach((other, target) -> {
            boolean same = context.catalog.find(ref).isPresent() && target.equals(keyOf(ref));
            if (other.equalsIgnoreCase(alias) && !same) {
                throw new UsageException(ModelsText.ALIAS_TAKEN, other, target);
            }
        });
        try {
            ModelRef meant = context.resolver.resolve(alias).ref();
            if (!meant.equals(ref)) {
                throw new UsageException(ModelsText.ALIAS_IS_MODEL, alias, meant);
            }
        } catch (ModelRefException e) {
            // Nothing else goes by this name, or several do and none could be meant by it alone: it is free.
            if (e.reason() == ModelRefException.Reason.AMBIGUOUS) {
                throw e;
            }
        }
    }

    /** The key under which the config already speaks of a model, perhaps with another name of its provider. */
    private String keyOf(ModelRef ref) {
        for (String key : context.config.agents().defaults().models().keySet()) {
            Optional<ModelRef> written = ModelRef.parse(key);
            if (written.isPresent()
                    && written.get().model().equals(ref.model())
                    && context.catalog.idOf(written.get().provider()).equals(ref.provider())) {
                return key;
            }
        }
        return ref.toString();
    }

    void removeAlias(String text) {
        Map<String, String> aliases = aliases();
        Optional<Map.Entry<String, String>> found = aliases.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(text.strip()))
                .findFirst();
        if (found.isEmpty()) {
            throw new UsageException(ModelsText.ALIAS_NOT_FOUND, text, String.join(", ", aliases.keySet()));
        }
        context.save(List.of(ConfigEdit.unset(path("models", found.get().getValue(), "alias"))));
        aliases.remove(found.get().getKey());
        if (aliases.isEmpty()) {
            context.cli.print(ModelsText.NO_ALIASES);
        }
    }

    static List<String> path(String... keys) {
        List<String> path = new ArrayList<>(DEFAULTS);
        path.addAll(List.of(keys));
        return path;
    }

    static String quoted(String text) {
        return Json.write(JsonNodeFactory.instance.stringNode(text));
    }
}
