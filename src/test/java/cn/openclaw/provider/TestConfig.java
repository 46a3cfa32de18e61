package cn.openclaw.provider;

import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.model.Compat;
import cn.openclaw.model.ModelApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration put together by hand, as the config floor would read it from a file. */
final class TestConfig {
    final Map<String, ClawConfig.Provider> providers = new LinkedHashMap<>();
    final Map<String, ClawConfig.ModelEntry> models = new LinkedHashMap<>();
    final List<ClawConfig.Agent> agents = new ArrayList<>();
    boolean replace;
    Optional<String> primary = Optional.empty();
    List<String> fallbacks = List.of();

    TestConfig replace() {
        replace = true;
        return this;
    }

    TestConfig provider(String id, String baseUrl, ClawConfig.Model... list) {
        return provider(id, Optional.of(baseUrl), Optional.empty(), Map.of(), list);
    }

    TestConfig provider(
            String id,
            Optional<String> baseUrl,
            Optional<ModelApi> api,
            Map<String, String> headers,
            ClawConfig.Model... list) {
        providers.put(
                id,
                new ClawConfig.Provider(
                        id, baseUrl, Optional.empty(), Optional.empty(), api, headers, false, List.of(list)));
        return this;
    }

    TestConfig key(String id, String key) {
        ClawConfig.Provider old = providers.get(id);
        providers.put(
                id,
                new ClawConfig.Provider(
                        id,
                        old.baseUrl(),
                        Optional.of(new ClawConfig.ConfiguredSecret("(literal)", Optional.of(new Secret(key)))),
                        old.auth(),
                        old.api(),
                        old.headers(),
                        old.authHeader(),
                        old.models()));
        return this;
    }

    static ClawConfig.Model model(String id) {
        return model(id, Map.of(), Optional.empty(), Optional.empty());
    }

    static ClawConfig.Model model(
            String id, Map<String, Double> cost, Optional<Integer> window, Optional<Integer> answer) {
        return new ClawConfig.Model(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cost,
                window,
                answer,
                Map.of(),
                Compat.NONE);
    }

    TestConfig allow(String ref) {
        models.put(ref, new ClawConfig.ModelEntry(Optional.empty(), Optional.empty()));
        return this;
    }

    TestConfig alias(String ref, String alias) {
        models.put(ref, new ClawConfig.ModelEntry(Optional.of(alias), Optional.empty()));
        return this;
    }

    TestConfig primary(String text, String... after) {
        primary = Optional.of(text);
        fallbacks = List.of(after);
        return this;
    }

    TestConfig agent(String id, String... allowed) {
        Map<String, ClawConfig.ModelEntry> own = new LinkedHashMap<>();
        for (String ref : allowed) {
            own.put(ref, new ClawConfig.ModelEntry(Optional.empty(), Optional.empty()));
        }
        agents.add(new ClawConfig.Agent(
                id,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                own.isEmpty() ? Optional.empty() : Optional.of(own)));
        return this;
    }

    ClawConfig build() {
        return new ClawConfig(
                Json.object(),
                new ClawConfig.Models(replace, providers),
                new ClawConfig.Agents(
                        new ClawConfig.Defaults(
                                new ClawConfig.ModelChoice(primary, fallbacks),
                                ClawConfig.ModelChoice.NONE,
                                models,
                                Optional.empty(),
                                Optional.empty(),
                                600,
                                Optional.empty()),
                        agents),
                new ClawConfig.Auth(Map.of(), Map.of()));
    }
}
