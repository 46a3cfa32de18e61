package cn.openclaw.tool.models;

import cn.openclaw.auth.Key;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells which providers are set up, and tries one, without ever showing a key: an agent that is only shown masked keys believes that
 * there are none, and sets out to mend what works.
 */
@AutoService(Tool.class)
public final class ModelsStatusTool implements Tool {
    private static final int MOST_NAMES = 8;
    private static final int FEW_TOKENS = 256;

    @Override
    public String name() {
        return "models_status";
    }

    @Override
    public String description() {
        return "Show which model providers are set up and whether each has a key (never the key). With test: really ask one.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema().optional("test", "string", "provider, or provider/model").schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("provider", "test", "model", "test", "probe", "test");
    }

    /** A test costs money, though little. */
    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        return arguments.has("test") ? Effect.CHANGES : Effect.READS;
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        SideModels side = new SideModels(context);
        String test = ArgumentsSchema.text(arguments, "test", "").strip();
        return test.isEmpty() ? new ToolOutcome.Done(all(side)) : tested(test, side, context);
    }

    private static String all(SideModels side) {
        List<String> lines = new ArrayList<>();
        for (CatalogProvider provider : side.catalog().providers()) {
            Optional<Key.Source> key = side.keyOf(provider.id());
            boolean usable = key.isPresent() && key.get() != Key.Source.NONE_NEEDED;
            if (usable || side.catalog().configuredProviders().contains(provider.id())) {
                lines.add(provider.id() + ": " + said(key) + "; models: " + names(side.catalog().of(provider.id())));
            }
        }
        return lines.isEmpty() ? "no provider is set up" : String.join("\n", lines);
    }

    private static String said(Optional<Key.Source> key) {
        return key.map(source -> switch (source) {
                    case PROFILE -> "key configured (auth profile)";
                    case ENV -> "key configured (environment)";
                    case CONFIG -> "key configured (config)";
                    case NONE_NEEDED -> "no key needed";
                })
                .orElse("no key; the user adds one with: openclaw-cn models auth add");
    }

    private static String names(List<CatalogModel> all) {
        List<CatalogModel> models = all.stream()
                .filter(model -> model.definition().lifecycle().status() != Lifecycle.Status.RETIRED)
                .toList();
        String some = models.stream().limit(MOST_NAMES).map(model -> model.ref().model()).collect(Collectors.joining(", "));
        return models.size() <= MOST_NAMES ? some : some + " and " + (models.size() - MOST_NAMES) + " more";
    }

    private static ToolOutcome tested(String written, SideModels side, Context context) throws InterruptedException {
        try {
            CatalogModel model = model(written, side, context);
            ChatRequest.Options few = new ChatRequest.Options(
                    Optional.of(ThinkingLevel.OFF), Optional.of(FEW_TOKENS), Optional.empty(), Optional.empty(), Optional.empty());
            ChatRequest request = new ChatRequest("", List.of(Message.User.of("Answer with: ok")), List.of(), few);
            long begun = context.world().clock().millis();
            Message.Assistant answer = side.with(model, HttpLimits.CHAT, opened -> opened.ask(request));
            Duration took = Duration.ofMillis(context.world().clock().millis() - begun);
            return new ToolOutcome.Done(
                    model.ref() + " answered after " + took.toMillis() + " ms: its key works", SideModels.spent(model, answer.usage()));
        } catch (ClawException e) {
            return new ToolOutcome.Failed(e.in(Language.EN));
        }
    }

    /** Of a provider alone, the model that the person uses there, else its first. */
    private static CatalogModel model(String written, SideModels side, Context context) {
        ModelCatalog catalog = side.catalog();
        Optional<CatalogProvider> provider = catalog.provider(written);
        if (provider.isEmpty()) {
            return side.model(written);
        }
        Optional<CatalogModel> used = context.world().snapshot().config().agents().defaults().model().primary()
                .flatMap(ModelRef::parse)
                .filter(ref -> catalog.idOf(ref.provider()).equals(provider.get().id()))
                .flatMap(catalog::assume);
        return used.or(() -> catalog.of(provider.get().id()).stream().findFirst()).orElseGet(() -> side.model(written));
    }
}
