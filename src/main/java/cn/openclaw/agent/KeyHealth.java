package cn.openclaw.agent;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.auth.AuthProfileStore;
import java.time.Instant;
import java.util.Optional;

/** How the keys of one agent do: in its profiles, or in memory for keys that no profile holds; and who is out of order. */
final class KeyHealth implements Failover.Health {
    private final AuthProfileStore profiles;
    private final Traffic traffic;

    KeyHealth(AuthProfileStore profiles, Traffic traffic) {
        this.profiles = profiles;
        this.traffic = traffic;
    }

    @Override
    public void failed(Candidate one, Failover.Trouble trouble) {
        String model = one.model().model();
        if (trouble.kind() == AuthFailure.TIMEOUT) {
            traffic.outages().failed(one.model(), trouble.scope(), trouble.took());
        } else if (one.profileId().isPresent()) {
            profiles.failed(one.profileId().get(), model, trouble.kind(), trouble.rest());
        } else {
            traffic.rests().failed(one.model().provider(), one.key(), model, trouble.kind(), trouble.rest());
        }
    }

    @Override
    public void succeeded(Candidate one) {
        traffic.outages().succeeded(one.model());
        if (one.profileId().isPresent()) {
            profiles.succeeded(one.profileId().get(), one.model().model());
        } else {
            traffic.rests().succeeded(one.model().provider(), one.key(), one.model().model());
        }
    }

    @Override
    public Optional<Instant> restsUntil(Candidate one) {
        return one.profileId().isPresent()
                ? profiles.restsUntil(one.profileId().get(), one.model().model())
                : traffic.rests().restsUntil(one.model().provider(), one.key(), one.model().model());
    }

    @Override
    public Optional<Instant> avoidedUntil(Candidate one) {
        return traffic.outages().until(one.model());
    }
}
