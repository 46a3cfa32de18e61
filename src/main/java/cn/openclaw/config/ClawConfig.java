package cn.openclaw.config;

import cn.openclaw.base.Secret;
import cn.openclaw.model.Compat;
import cn.openclaw.model.ModelApi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration that was read, checked and understood. Defaults are filled in here and never in the file.
 *
 * @param tree the whole resolved tree ({@code $include} and {@code ${VAR}} done); it holds secrets and is never written anywhere
 * @param models the {@code models} block
 * @param agents the {@code agents} block
 * @param auth the {@code auth} block
 */
public record ClawConfig(ObjectNode tree, Models models, Agents agents, Auth auth) {

    /**
     * {@code models}.
     *
     * @param replace {@code mode: "replace"}: only the providers written here exist; otherwise ours are laid under them
     * @param providers by id as written
     */
    public record Models(boolean replace, Map<String, Provider> providers) {}

    /** One entry of {@code models.providers}; what is absent comes from the catalogue. */
    public record Provider(
            String id,
            Optional<String> baseUrl,
            Optional<ConfiguredSecret> apiKey,
            Optional<String> auth,
            Optional<ModelApi> api,
            Map<String, String> headers,
            boolean authHeader,
            List<Model> models,
            Transport transport) {

        /** One without wishes about the transport. */
        public Provider(
                String id,
                Optional<String> baseUrl,
                Optional<ConfiguredSecret> apiKey,
                Optional<String> auth,
                Optional<ModelApi> api,
                Map<String, String> headers,
                boolean authHeader,
                List<Model> models) {
            this(id, baseUrl, apiKey, auth, api, headers, authHeader, models, Transport.USUAL);
        }
    }

    /**
     * How a provider is reached, where that is not as usual.
     *
     * @param proxy its {@code proxy}, which may hold a password; {@code direct} for none
     * @param limits its {@code limits} in milliseconds, by their names in the file
     */
    public record Transport(Optional<Secret> proxy, Map<String, Integer> limits) {
        /** Nothing is written about it. */
        public static final Transport USUAL = new Transport(Optional.empty(), Map.of());
    }

    /** One entry of a provider's {@code models}; what is absent comes from the catalogue. */
    public record Model(
            String id,
            Optional<String> name,
            Optional<ModelApi> api,
            Optional<Boolean> reasoning,
            Optional<List<String>> input,
            Map<String, Double> cost,
            Optional<Integer> contextWindow,
            Optional<Integer> maxTokens,
            Map<String, String> headers,
            Compat compat) {}

    /**
     * A secret as the file names it.
     *
     * @param written {@code ${MOONSHOT_API_KEY}}, {@code file:…}, {@code exec:…}, or {@code (literal)} for a plain value
     * @param value the secret itself; empty when its variable is not set
     */
    public record ConfiguredSecret(String written, Optional<Secret> value) {}

    /** {@code agents}: the defaults and the list. */
    public record Agents(Defaults defaults, List<Agent> list) {
        /** The agent that is meant when nobody names one. */
        public String defaultId() {
            return list.stream()
                    .filter(Agent::isDefault)
                    .findFirst()
                    .or(() -> list.stream().findFirst())
                    .map(Agent::id)
                    .orElse("main");
        }
    }

    /** {@code agents.defaults}. */
    public record Defaults(
            ModelChoice model,
            ModelChoice imageModel,
            Map<String, ModelEntry> models,
            Optional<String> workspace,
            Optional<String> thinkingDefault,
            int timeoutSeconds,
            Optional<Integer> contextTokens) {}

    /** {@code {primary, fallbacks}}. */
    public record ModelChoice(Optional<String> primary, List<String> fallbacks) {
        public static final ModelChoice NONE = new ModelChoice(Optional.empty(), List.of());
    }

    /** One entry of {@code agents.defaults.models}: it names an allowed model, perhaps an alias and parameters. */
    public record ModelEntry(Optional<String> alias, Optional<JsonNode> params) {}

    /** One entry of {@code agents.list}. An agent's own {@code models} replaces the default allow-list. */
    public record Agent(
            String id,
            boolean isDefault,
            Optional<String> name,
            Optional<String> workspace,
            Optional<String> agentDir,
            Optional<ModelChoice> model,
            Optional<Map<String, ModelEntry>> models) {}

    /** {@code auth}: routing of profiles; it never holds a secret. */
    public record Auth(Map<String, ProfileRoute> profiles, Map<String, List<String>> order) {}

    /** {@code auth.profiles.<id>}. */
    public record ProfileRoute(String provider, String mode) {}
}
