package cn.openclaw.cli;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.ModelRefException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models fallbacks} and {@code models image-fallbacks}: the list of models that are tried when the first one fails. */
final class ModelsFallbacks {
    private final ModelsContext context;
    private final String key;
    private final ModelsEdits edits;

    /** @param key {@code model} or {@code imageModel} */
    ModelsFallbacks(ModelsContext context, String key) {
        this.context = context;
        this.key = key;
        this.edits = new ModelsEdits(context);
    }

    private List<String> now() {
        ClawConfig.Defaults defaults = context.config.agents().defaults();
        return key.equals("model") ? defaults.model().fallbacks() : defaults.imageModel().fallbacks();
    }

    void list(ModelsOutput format) {
        switch (format) {
            case JSON -> {
                ObjectNode answer = Json.object();
                ArrayNode list = answer.putArray("fallbacks");
                now().forEach(list::add);
                context.cli.out().println(Json.pretty(answer));
            }
            case PLAIN -> now().forEach(context.cli.out()::println);
            case TEXT -> {
                context.cli.print(image() ? ModelsText.IMAGE_FALLBACKS_COUNT : ModelsText.FALLBACKS_COUNT, now().size());
                now().forEach(text -> context.cli.out().println("- " + text));
                if (now().isEmpty()) {
                    context.cli.print(ModelsText.NONE_ITEM);
                }
            }
        }
    }

    void add(String text, boolean force) {
        ModelRef ref = edits.resolve(text, force);
        if (now().stream().anyMatch(other -> isSame(other, ref))) {
            print(now());
            return;
        }
        List<ConfigEdit> changes = new ArrayList<>();
        changes.add(now().isEmpty()
                ? whole("[" + ModelsEdits.quoted(ref.toString()) + "]")
                : ConfigEdit.set(
                        ModelsEdits.path(key, "fallbacks", Integer.toString(now().size())), ModelsEdits.quoted(ref.toString())));
        edits.allow(ref).ifPresent(changes::add);
        context.save(changes);
        List<String> after = new ArrayList<>(now());
        after.add(ref.toString());
        print(after);
        edits.warn(ref);
    }

    void remove(String text) {
        for (int at = 0; at < now().size(); at++) {
            if (now().get(at).equals(text.strip()) || isSame(text, now().get(at))) {
                context.save(List.of(ConfigEdit.unset(ModelsEdits.path(key, "fallbacks", Integer.toString(at)))));
                List<String> after = new ArrayList<>(now());
                after.remove(at);
                print(after);
                return;
            }
        }
        throw new UsageException(ModelsText.FALLBACK_NOT_FOUND, text, now().isEmpty() ? "-" : String.join(", ", now()));
    }

    void clear() {
        if (!now().isEmpty()) {
            context.save(List.of(whole("[]")));
        }
        context.cli.print(image() ? ModelsText.IMAGE_FALLBACKS_CLEARED : ModelsText.FALLBACKS_CLEARED);
    }

    /** The whole list anew; where the config has a bare word for the model, that word becomes the primary. */
    private ConfigEdit whole(String list) {
        JsonNode model = Json.at(context.config.tree(), "agents", "defaults", key);
        return model != null && model.isString()
                ? ConfigEdit.set(
                        ModelsEdits.path(key),
                        "{ primary: " + ModelsEdits.quoted(model.stringValue()) + ", fallbacks: " + list + " }")
                : ConfigEdit.set(ModelsEdits.path(key, "fallbacks"), list);
    }

    private boolean isSame(String written, ModelRef ref) {
        try {
            return context.resolver.resolve(written).ref().equals(ref);
        } catch (ModelRefException e) {
            return false;
        }
    }

    private boolean isSame(String asked, String written) {
        try {
            return isSame(written, context.resolver.resolve(asked).ref());
        } catch (ModelRefException e) {
            return false;
        }
    }

    private void print(List<String> list) {
        String text = list.isEmpty() ? "-" : String.join(", ", list);
        context.cli.print(image() ? ModelsText.IMAGE_FALLBACKS_NOW : ModelsText.FALLBACKS_NOW, text);
    }

    private boolean image() {
        return key.equals("imageModel");
    }
}
