package cn.openclaw.provider;

import cn.openclaw.auth.AuthException;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.Rest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectRule;
import cn.openclaw.model.ModelApi;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Everything there is to say about a reference.
 *
 * @param resolution what it means, and by which rule; for no reference, the default model
 * @param because why it is the default model, if that was asked
 * @param lines the config's line for each field that the config decides
 * @param keys the keys in the order they would be tried
 * @param keyTrouble why there is no key
 * @param rests what keeps profiles from being used, by their id
 * @param hostTrouble why the key would not be sent
 * @param rules the dialect, for the one wire format that has dialects
 */
public record ModelExplanation(
        Resolution resolution,
        Optional<ModelResolver.Because> because,
        CatalogModel model,
        CatalogProvider provider,
        Map<String, Integer> lines,
        List<Key> keys,
        Optional<ClawException> keyTrouble,
        Map<String, Rest> rests,
        Optional<ClawException> hostTrouble,
        List<DialectRule> rules,
        ModelResolver.Allowance allowance) {
    /** Explains a reference as a person wrote it; a blank one is the default model. Sends nothing. */
    public static ModelExplanation of(ModelsAtHand context, String text) {
        return new Maker(context).of(text);
    }

    /** A header's value as it may be shown: whole where its name says that it is no secret. */
    public static String shown(String name, String value) {
        return ConfigSchema.isSecretHeader(name) ? new Secret(value).masked() : value;
    }

    /** An address without a password in it. */
    public static String shown(URI address) {
        String user = address.getRawUserInfo();
        String query = address.getRawQuery();
        String text = user == null ? address.toString() : address.toString().replace(user + "@", "***@");
        return query == null ? text : text.replace("?" + query, "?***");
    }

    /** Puts one together. */
    private static final class Maker {
        private final ModelsAtHand context;

        Maker(ModelsAtHand context) {
            this.context = context;
        }

        ModelExplanation of(String text) {
            Optional<ModelResolver.Because> because = Optional.empty();
            Resolution resolution;
            if (text.isBlank()) {
                ModelResolver.Primary primary = context.resolver().explainedPrimary();
                because = Optional.of(primary.because());
                resolution = new Resolution(primary.ref(), primary.asked(), Resolution.Rule.EXACT);
            } else {
                resolution = context.resolver().resolve(text);
            }
            CatalogModel model = context.catalog().find(resolution.ref()).orElseThrow();
            CatalogProvider provider = context.catalog().provider(model.ref().provider()).orElseThrow();
            List<Key> keys = List.of();
            Optional<ClawException> trouble = Optional.empty();
            try {
                keys = context.keys().candidates(ModelsAtHand.request(provider, model.ref().model()));
            } catch (AuthException e) {
                trouble = Optional.of(e);
            }
            Map<String, Rest> rests = new LinkedHashMap<>();
            for (Key key : keys) {
                key.profileId()
                        .flatMap(id -> context.store().rest(id, model.ref().model()))
                        .ifPresent(rest -> rests.put(key.profileId().orElse(""), rest));
            }
            Optional<ClawException> host = hostTrouble(model, keys);
            return new ModelExplanation(
                    resolution,
                    because,
                    model,
                    provider,
                    lines(model, provider),
                    keys,
                    trouble,
                    rests,
                    host,
                    rules(model),
                    context.resolver().allowance(model.ref()));
        }

        private Optional<ClawException> hostTrouble(CatalogModel model, List<Key> keys) {
            try {
                var key = keys.stream().findFirst().map(Key::secret).filter(secret -> !secret.isBlank());
                new Endpoints(context.catalog()).of(model, key, HttpLimits.CHAT);
                return Optional.empty();
            } catch (ClawException e) {
                return Optional.of(e);
            }
        }

        private List<DialectRule> rules(CatalogModel model) {
            return model.api() == ModelApi.OPENAI_COMPLETIONS
                    ? Dialect.of(new Endpoints(context.catalog()).of(model, Optional.empty(), HttpLimits.CHAT)).rules()
                    : List.of();
        }

        /** The line of each field that the person's own file decides; one that comes from an included file has none here. */
        private Map<String, Integer> lines(CatalogModel model, CatalogProvider provider) {
            Map<String, Integer> lines = new LinkedHashMap<>();
            Optional<String> key = provider.configured().map(entry -> entry.id());
            if (key.isEmpty()) {
                return lines;
            }
            Json5Document document;
            try {
                document = Json5Document.parse(context.snapshot().text());
            } catch (JsonException e) {
                return lines; // the file is broken: what counts is an older copy, whose lines would mislead
            }
            List<String> entry = List.of("models", "providers", key.get());
            List<String> own = modelPath(entry, model.ref().model());
            for (Map.Entry<String, String> origin : model.origins().entrySet()) {
                if (origin.getValue().equals("config")) {
                    line(document, own, origin.getKey())
                            .or(() -> line(document, entry, origin.getKey()))
                            .ifPresent(line -> lines.put(origin.getKey(), line));
                }
            }
            return lines;
        }

        private List<String> modelPath(List<String> entry, String id) {
            JsonNode list = Json.at(context.config().tree(), entry.get(0), entry.get(1), entry.get(2), "models");
            List<String> path = new ArrayList<>(entry);
            for (int at = 0; list != null && at < list.size(); at++) {
                if (id.equals(Json.text(list.get(at), "id"))) {
                    path.addAll(List.of("models", Integer.toString(at)));
                    return path;
                }
            }
            path.add("");
            return path;
        }

        private static Optional<Integer> line(Json5Document document, List<String> path, String field) {
            List<String> full = new ArrayList<>(path);
            full.add(field.equals("model") ? "id" : field);
            return document.place(full).map(Json5Document.Place::line);
        }

    }
}
