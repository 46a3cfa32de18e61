package cn.openclaw.cli;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a model of our catalogue into {@code models.providers}, for programs that know only what is written there: the original
 * does. Prices stay out, so that ours go on counting, and so does an {@code input} that the original's schema has no word for.
 */
final class ModelSpelling {
    private static final List<String> ORIGINAL_INPUTS = List.of("text", "image");

    private final ModelsContext context;

    ModelSpelling(ModelsContext context) {
        this.context = context;
    }

    /** Whether the person's file was written by the original too, and does not hold the model. */
    boolean isMissed(ModelRef ref) {
        return context.config.tree().has("meta") && !isSpelt(ref);
    }

    private boolean isSpelt(ModelRef ref) {
        return written(ref).stream()
                .flatMap(entry -> entry.models().stream())
                .anyMatch(model -> model.id().equals(ref.model()));
    }

    private Optional<ClawConfig.Provider> written(ModelRef ref) {
        return context.catalog.provider(ref.provider()).flatMap(CatalogProvider::configured);
    }

    /** Nothing where the model is written already. */
    List<ConfigEdit> edits(ModelRef ref) {
        Optional<CatalogModel> model = context.catalog.find(ref);
        Optional<CatalogProvider> provider = context.catalog.provider(ref.provider());
        if (isSpelt(ref) || model.isEmpty() || provider.isEmpty()) {
            return List.of();
        }
        String id = written(ref).map(ClawConfig.Provider::id).orElse(ref.provider());
        List<ConfigEdit> edits = new ArrayList<>();
        String entry = json5(model.get());
        if (written(ref).isEmpty()) {
            edits.add(set(OnboardPlan.string(provider.get().baseUrl().toString()), id, "baseUrl"));
            edits.add(set(OnboardPlan.string(provider.get().api().id()), id, "api"));
        }
        var list = Json.at(context.config.tree(), "models", "providers", id, "models");
        edits.add(
                list == null
                        ? set("[\n  " + entry + "\n]", id, "models")
                        : set(entry, id, "models", String.valueOf(list.size())));
        return edits;
    }

    private static ConfigEdit set(String json5, String... path) {
        List<String> whole = new ArrayList<>(List.of("models", "providers"));
        whole.addAll(List.of(path));
        return ConfigEdit.set(whole, json5);
    }

    private static String json5(CatalogModel model) {
        ModelDefinition definition = model.definition();
        List<String> lines = new ArrayList<>();
        lines.add("\"id\": " + OnboardPlan.string(definition.id()));
        lines.add("\"name\": " + OnboardPlan.string(definition.name()));
        lines.add("\"reasoning\": " + definition.reasoning());
        if (ORIGINAL_INPUTS.containsAll(definition.input())) {
            List<String> inputs = definition.input().stream().map(OnboardPlan::string).toList();
            lines.add("\"input\": [" + String.join(", ", inputs) + "]");
        }
        lines.add("\"contextWindow\": " + definition.contextWindow());
        lines.add("\"maxTokens\": " + definition.maxTokens());
        if (!definition.headers().isEmpty()) {
            List<String> headers = definition.headers().entrySet().stream()
                    .map(header -> OnboardPlan.string(header.getKey()) + ": " + OnboardPlan.string(header.getValue()))
                    .toList();
            lines.add("\"headers\": { " + String.join(", ", headers) + " }");
        }
        if (model.region().isPresent()) {
            // The original sends the role developer to thinking models of hosts that it does not know; Kimi refuses it.
            lines.add("\"compat\": { \"supportsDeveloperRole\": false }");
        }
        return "{\n    " + String.join(",\n    ", lines) + "\n  }";
    }
}
