package cn.openclaw.agent;

import cn.openclaw.auth.AuthException;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.session.SessionEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may be asked in a turn: the model that was chosen, with each of its keys, then the fallbacks with theirs. A model that
 * somebody chose by name is the only one: nothing stands in for an explicit choice.
 *
 * @param chosen the model the person wants
 * @param candidates the ways to ask, in order; at least one
 * @param models every model among them
 * @param secrets their keys, to be taken out of whatever is said
 */
record Plan(
        CatalogModel chosen, List<Candidate> candidates, Map<ModelRef, CatalogModel> models, List<Secret> secrets) {

    /** Makes plans for one agent. */
    static final class Maker {
        private final AgentWorld world;
        private final ModelCatalog catalog;
        private final ModelResolver resolver;
        private final Keys keys;
        private final List<Secret> secrets = new ArrayList<>();

        Maker(AgentWorld world, String agentId, AuthProfileStore store) {
            ClawConfig config = world.snapshot().config();
            this.world = world;
            this.catalog = new ModelCatalog(config, world.places().cacheDir());
            this.keys = new Keys(config, world.snapshot().environment(), store);
            this.resolver = new ModelResolver(config, catalog, agentId, provider -> keys.available(request(provider, "", Optional.empty()))
                    .filter(source -> source != Key.Source.NONE_NEEDED)
                    .isPresent());
        }

        /**
         * @param entry the conversation's entry, which may hold a model and a profile the person chose
         * @throws cn.openclaw.base.ClawException if the model is not there or not allowed, or has no key
         */
        Plan make(RunRequest request, Optional<SessionEntry> entry) {
            Optional<ModelRef> chosenHere = entry.flatMap(SessionEntry::modelOverride)
                    .filter(ref -> resolver.isAllowed(ref) && catalog.find(ref).isPresent());
            Optional<ModelRef> explicit =
                    request.model().map(text -> resolver.require(text).ref()).or(() -> chosenHere);
            ModelRef first = explicit.orElseGet(resolver::primary);
            List<ModelRef> fallbacks = explicit.isPresent() ? List.of() : resolver.fallbacks();
            if (request.hasMedia() && !takes(first, request) && explicit.isEmpty()) {
                List<ModelRef> seeing = imageModels();
                first = seeing.isEmpty() ? first : seeing.getFirst();
                fallbacks = seeing.isEmpty() ? fallbacks : seeing.subList(1, seeing.size());
            }
            if (request.hasMedia() && !takes(first, request)) {
                throw new AgentException(AgentException.Reason.BLIND, AgentText.BLIND, first);
            }
            return plan(first, fallbacks, Preference.of(entry));
        }

        private boolean takes(ModelRef ref, RunRequest request) {
            return catalog.find(ref).map(model -> model.definition().input().containsAll(request.kindsOfMedia())).orElse(false);
        }

        private List<ModelRef> imageModels() {
            ClawConfig.ModelChoice choice = world.snapshot().config().agents().defaults().imageModel();
            List<ModelRef> refs = new ArrayList<>();
            choice.primary().ifPresent(text -> refs.add(resolver.resolve(text).ref()));
            choice.fallbacks().forEach(text -> refs.add(resolver.resolve(text).ref()));
            return refs;
        }

        /**
         * The conversation's profile.
         *
         * @param chosen whether the person chose it: then no other key of its provider stands in for it
         */
        private record Preference(Optional<String> profile, boolean chosen) {
            /** As the original marks it: one it took by itself says so, or counts the compactions since. */
            static Preference of(Optional<SessionEntry> entry) {
                Optional<String> profile = entry.flatMap(SessionEntry::profileOverride);
                String source = entry.flatMap(one -> one.word("authProfileOverrideSource")).orElse("");
                boolean counted = entry.filter(one -> one.tree().has("authProfileOverrideCompactionCount")).isPresent();
                return new Preference(profile, profile.isPresent() && (source.equals("user") || source.isEmpty() && !counted));
            }
        }

        private Plan plan(ModelRef first, List<ModelRef> fallbacks, Preference profile) {
            Set<ModelRef> refs = new LinkedHashSet<>(List.of(first));
            refs.addAll(fallbacks);
            List<Candidate> candidates = new ArrayList<>();
            Map<ModelRef, CatalogModel> models = new LinkedHashMap<>();
            Optional<AuthException> noKey = Optional.empty();
            for (ModelRef ref : refs) {
                CatalogModel model = catalog.assume(ref).orElseThrow();
                models.put(ref, model);
                try {
                    candidates(model, profile).forEach(candidates::add);
                } catch (AuthException e) {
                    noKey = noKey.isPresent() ? noKey : Optional.of(e);
                }
            }
            if (candidates.isEmpty() && noKey.isPresent()) {
                throw noKey.get();
            }
            CatalogModel chosen = models.values().iterator().next();
            return new Plan(chosen, candidates, models, List.copyOf(secrets));
        }

        private List<Candidate> candidates(CatalogModel model, Preference preference) {
            Optional<String> profile = preference.profile();
            CatalogProvider provider = catalog.provider(model.ref().provider()).orElseThrow();
            List<Key> found;
            try {
                found = keys.candidates(request(provider, model.ref().model(), profile));
            } catch (AuthException e) {
                if (profile.isEmpty() || e.reason() != AuthException.Reason.UNKNOWN_PROFILE) {
                    throw e;
                }
                // The conversation's profile is gone, or another provider's: it is a preference, not a demand.
                found = keys.candidates(request(provider, model.ref().model(), Optional.empty()));
            }
            if (preference.chosen() && found.stream().anyMatch(key -> key.profileId().equals(profile))) {
                found = found.stream().filter(key -> key.profileId().equals(profile)).toList();
            }
            found.forEach(key -> secrets.add(key.secret()));
            return found.stream().map(key -> candidate(model, key)).toList();
        }

        private static KeyRequest request(CatalogProvider provider, String model, Optional<String> profile) {
            return new KeyRequest(
                    provider.id(), provider.otherIds(), provider.apiKeyEnv(), model, profile, provider.isLocal());
        }

        private Candidate candidate(CatalogModel model, Key key) {
            Optional<Secret> secret = key.source() == Key.Source.NONE_NEEDED ? Optional.empty() : Optional.of(key.secret());
            return new Candidate(model.ref(), model.api(), key.detail(), key.profileId(), key.secret(), notices -> {
                Endpoint endpoint = new Endpoints(catalog).of(model, secret);
                return world.models().apply(endpoint, notices);
            });
        }
    }
}
