package cn.openclaw.agent;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.llm.Pacing;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How keys and models do: in the profiles, or in memory for keys that no profile holds. One for a process, so that what an
 * agent's turn learned spares a program that asks a model directly the same refusal, and the other way round. Safe for several threads.
 */
public final class KeyWatch {
    private final Traffic traffic;

    KeyWatch(Traffic traffic) {
        this.traffic = traffic;
    }

    /**
     * A model, asked with one key.
     *
     * @param profileId the profile that holds the key; empty for a key that no profile holds
     * @param key the key; blank where the host wants none
     * @param profiles where profiles are kept
     */
    public record Asked(ModelRef model, Optional<String> profileId, Secret key, AuthProfileStore profiles) {}

    /**
     * It was turned away, or did not answer.
     *
     * @param took how long that took
     */
    public void failed(Asked one, Remedy remedy, Duration took) {
        switch (remedy) {
            case Remedy.NextKey(var blame, var rest) -> failed(one, blame, Remedy.Scope.MODEL, rest, took);
            case Remedy.NextModel(var scope, _, var blame, var rest) ->
                blame.ifPresent(kind -> failed(one, kind, scope, rest, took));
            case Remedy.TellThePerson _ -> {}
        }
    }

    private void failed(Asked one, AuthFailure kind, Remedy.Scope scope, Optional<Duration> rest, Duration took) {
        String model = one.model().model();
        if (kind == AuthFailure.TIMEOUT) {
            traffic.outages().failed(one.model(), scope, took);
        } else if (one.profileId().isPresent()) {
            one.profiles().failed(one.profileId().get(), model, kind, rest);
        } else {
            traffic.rests().failed(one.model().provider(), one.key(), model, kind, rest);
        }
    }

    /** It answered. */
    public void succeeded(Asked one) {
        traffic.outages().succeeded(one.model());
        if (one.profileId().isPresent()) {
            one.profiles().succeeded(one.profileId().get(), one.model().model());
        } else {
            traffic.rests().succeeded(one.model().provider(), one.key(), one.model().model());
        }
    }

    /** Until when it is better not asked: it would be refused. */
    public Optional<Instant> restsUntil(Asked one) {
        return one.profileId().isPresent()
                ? one.profiles().restsUntil(one.profileId().get(), one.model().model())
                : traffic.rests().restsUntil(one.model().provider(), one.key(), one.model().model());
    }

    /** Until when others are asked first, because it did not answer lately. */
    public Optional<Instant> avoidedUntil(ModelRef model) {
        return traffic.outages().until(model);
    }

    /** The lines in which requests wait for known rate limits. */
    public Pacing pacing() {
        return traffic.pacing();
    }

    /** Who asks in those lines, by what the config says of the provider's limits. */
    public static Pacing.Asker asker(ClawConfig config, CatalogModel model, Secret key) {
        ProviderSettings settings = ProviderSettings.of(config, model.ref().provider());
        return new Pacing.Asker(
                model.ref(), key, settings.countsWholeAccount(model), settings.pace(model), model.definition().maxTokens());
    }
}
