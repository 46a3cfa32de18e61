package cn.openclaw.cli;

import cn.openclaw.auth.AuthException;
import cn.openclaw.auth.Key;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.LiveList;
import cn.openclaw.provider.LiveModels;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models refresh}: reads the platforms' own lists into the cache beside the config. */
final class ModelsRefresh {
    private final ModelsContext context;

    ModelsRefresh(ModelsContext context) {
        this.context = context;
    }

    ExitCode run(Optional<String> only, boolean json) throws InterruptedException {
        List<CatalogProvider> providers = providers(only);
        if (providers.isEmpty()) {
            throw new UsageException(ModelsText.NOTHING_TO_REFRESH);
        }
        LiveModels live = new LiveModels(Network.of(context.cli), context.places.cacheDir(), context.cli.clock());
        ArrayNode results = Json.array();
        Optional<ExitCode> failure = Optional.empty();
        for (CatalogProvider provider : providers) {
            ObjectNode result = results.addObject();
            result.put("provider", provider.id());
            result.put("baseUrl", provider.baseUrl().toString());
            try {
                refreshed(provider, live.refresh(provider, key(provider)), result, json);
            } catch (ClawException e) {
                result.put("ok", false);
                result.put("error", e.in(context.cli.language()));
                context.cli.err().println(provider.id() + ": " + e.in(context.cli.language()));
                failure = failure.or(() -> Optional.of(e.exitCode()));
            }
        }
        if (json) {
            ObjectNode answer = Json.object();
            answer.set("refreshed", results);
            context.cli.out().println(Json.pretty(answer));
        }
        return failure.orElse(ExitCode.OK);
    }

    /** The one asked for, else all that have a key of their own; a local server is asked only by name or when configured. */
    private List<CatalogProvider> providers(Optional<String> only) {
        if (only.isPresent()) {
            return List.of(context.catalog
                    .provider(only.get())
                    .orElseThrow(() -> new UsageException(
                            ModelsText.NO_PROVIDER,
                            only.get(),
                            String.join(", ", context.catalog.providers().stream().map(CatalogProvider::id).toList()))));
        }
        List<CatalogProvider> chosen = new ArrayList<>();
        for (CatalogProvider provider : context.catalog.providers()) {
            Optional<Key.Source> source = context.source(provider);
            boolean own = source.filter(found -> found != Key.Source.NONE_NEEDED).isPresent();
            if (own || (source.isPresent() && provider.configured().isPresent())) {
                chosen.add(provider);
            }
        }
        return chosen;
    }

    Optional<Secret> key(CatalogProvider provider) {
        try {
            return context.keys.candidates(ModelsContext.request(provider, "")).stream()
                    .map(Key::secret)
                    .filter(secret -> !secret.isBlank())
                    .findFirst();
        } catch (AuthException e) {
            if (e.reason() == AuthException.Reason.NO_CREDENTIAL) {
                // Some platforms list their models to anybody; if this one does not, its refusal says so.
                return Optional.empty();
            }
            throw e;
        }
    }

    private void refreshed(CatalogProvider provider, LiveList list, ObjectNode result, boolean json) {
        Set<String> known = new HashSet<>();
        context.catalog.of(provider.id()).forEach(model -> known.add(model.ref().model()));
        List<String> fresh = list.models().keySet().stream().filter(id -> !known.contains(id)).toList();
        List<String> gone = gone(provider, list);
        result.put("ok", true);
        result.put("count", list.models().size());
        fresh.forEach(result.putArray("new")::add);
        gone.forEach(result.putArray("gone")::add);
        if (!json) {
            context.cli.print(ModelsText.REFRESHED, provider.id(), provider.baseUrl().getHost(), list.models().size());
            fresh.forEach(id -> context.cli.print(ModelsText.REFRESHED_NEW, id));
            gone.forEach(id -> context.cli.print(ModelsText.REFRESHED_GONE, id));
        }
    }

    /** What a config uses and the platform no longer lists. */
    private List<String> gone(CatalogProvider provider, LiveList list) {
        ModelCatalog catalog = context.catalog;
        return new ModelRows(context.atHand)
                .collect(new ModelRows.Wanted(false, false, Optional.of(provider.id()))).stream()
                        .flatMap(row -> row.model().stream())
                        .map(CatalogModel::ref)
                        .filter(ref -> catalog.idOf(ref.provider()).equals(provider.id()))
                        .map(ref -> ref.model())
                        .filter(id -> !list.models().containsKey(id))
                        .toList();
    }
}
