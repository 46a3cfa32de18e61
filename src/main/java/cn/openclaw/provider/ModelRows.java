package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code models list}: the default model, its fallbacks, the image ones, whatever else is allowed, and on request all. */
public final class ModelRows {
    private final ModelsAtHand context;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * What is to be listed.
     *
     * @param all also what no config speaks of
     * @param local only what runs on this machine or network
     * @param provider only this provider's
     */
    public record Wanted(boolean all, boolean local, Optional<String> provider) {}

    /**
     * One model.
     *
     * @param key {@code provider/model}, or the words that lead to none
     * @param model what is known of it; empty for those words
     * @param tags why it is listed
     * @param available whether a key is at hand
     */
    public record Row(String key, Optional<CatalogModel> model, Set<String> tags, boolean available) {
        /** Whether no list holds it: a typing error, or a model the platform has not told us of. */
        public boolean missing() {
            return model.isEmpty() || tags.contains("missing");
        }
    }

    public ModelRows(ModelsAtHand context) {
        this.context = context;
    }

    /** Those that are wanted, in this order. */
    public List<Row> collect(Wanted wanted) {
        configured();
        if (wanted.all()) {
            context.catalog().all().forEach(model -> row(model.ref().toString(), Optional.of(model)));
        }
        aliasTags();
        closingTags();
        Optional<String> provider = wanted.provider().map(context.catalog()::idOf);
        List<Row> chosen = new ArrayList<>();
        for (Row row : rows.values()) {
            boolean near = row.model().map(CatalogModel::isLocal).orElse(false);
            boolean own = provider.isEmpty() || row.key().startsWith(provider.get() + "/");
            if (own && (near || !wanted.local())) {
                chosen.add(row);
            }
        }
        return chosen;
    }

    private void configured() {
        ClawConfig.Defaults defaults = context.config().agents().defaults();
        try {
            ModelRef primary = context.resolver().primary();
            row(primary.toString(), context.catalog().find(primary)).tags().add("default");
        } catch (ModelRefException e) {
            defaults.model().primary().ifPresent(text -> tag(text, "default"));
        }
        tagAll(context.resolver().fallbackTexts(), "fallback#");
        defaults.imageModel().primary().ifPresent(text -> tag(text, "image"));
        tagAll(defaults.imageModel().fallbacks(), "img-fallback#");
        for (String entry : context.resolver().allowList().entries().keySet()) {
            if (entry.indexOf('*') < 0) {
                tag(entry, "configured");
            }
        }
        for (String provider : context.catalog().configuredProviders()) {
            for (CatalogModel model : context.catalog().of(provider)) {
                if ("config".equals(model.origins().get("model"))) {
                    row(model.ref().toString(), Optional.of(model));
                }
            }
        }
        wildcards();
    }

    /** What a star in the allow-list stands for, as far as lists know it. {@code *} alone would be everything: that is {@code --all}. */
    private void wildcards() {
        Set<String> providers = new LinkedHashSet<>();
        for (String entry : context.resolver().allowList().entries().keySet()) {
            int slash = entry.indexOf('/');
            if (slash > 0 && entry.indexOf('*') > slash) {
                providers.add(entry.substring(0, slash));
            }
        }
        for (String provider : providers) {
            for (CatalogModel model : context.catalog().of(provider)) {
                if (context.resolver().allowance(model.ref()).entry().isPresent()) {
                    row(model.ref().toString(), Optional.of(model)).tags().add("configured");
                }
            }
        }
    }

    private void tagAll(List<String> texts, String tag) {
        int number = 1;
        for (String text : texts) {
            tag(text, tag + number++);
        }
    }

    private void tag(String text, String tag) {
        try {
            ModelRef ref = context.resolver().resolve(text).ref();
            row(ref.toString(), context.catalog().find(ref)).tags().add(tag);
        } catch (ModelRefException e) {
            row(text.strip(), Optional.empty()).tags().add(tag);
        }
    }

    private Row row(String key, Optional<CatalogModel> model) {
        return rows.computeIfAbsent(key, _ -> new Row(key, model, new LinkedHashSet<>(), isAvailable(model)));
    }

    private boolean isAvailable(Optional<CatalogModel> model) {
        return model.flatMap(found -> context.catalog().provider(found.ref().provider()))
                .map(context::hasAccess)
                .orElse(false);
    }

    private void aliasTags() {
        Map<String, List<String>> byRef = new LinkedHashMap<>();
        context.resolver().aliases().forEach((alias, text) -> ModelRef.parse(text)
                .map(ref -> context.catalog().idOf(ref.provider()) + "/" + ref.model())
                .ifPresent(ref -> byRef.computeIfAbsent(ref, _ -> new ArrayList<>()).add(alias)));
        byRef.forEach((ref, aliases) -> {
            Row row = rows.get(ref);
            if (row != null) {
                row.tags().add("alias:" + String.join(",", aliases));
            }
        });
    }

    private void closingTags() {
        for (Row row : rows.values()) {
            if (row.model().isEmpty()) {
                row.tags().add("missing");
                continue;
            }
            CatalogModel model = row.model().get();
            if (model.isOnlyNamed() && isClosed(model)) {
                row.tags().add("missing");
            }
            Lifecycle life = model.definition().lifecycle();
            if (life.status() == Lifecycle.Status.RETIRED) {
                row.tags().add("retired" + life.successor().map(id -> ":" + id).orElse(""));
            }
            if (!context.resolver().allowance(model.ref()).allowed()) {
                row.tags().add("not-allowed");
            }
        }
    }

    private static boolean isClosed(CatalogModel model) {
        return Providers.find(model.ref().provider())
                .map(provider -> !provider.openEnded())
                .orElse(false);
    }
}
