package cn.openclaw.cli;

import cn.openclaw.base.Secret;
import cn.openclaw.http.Http;
import cn.openclaw.provider.KeyProbe;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks which platform a key belongs to, before it is saved. A Moonshot or Kimi Code key is shown to all of Moonshot's own
 * platforms (they are one company's three doors); any other key is shown to its provider's hosts and to nobody else.
 */
final class OnboardProbe {
    private static final List<String> ONE_COMPANY = List.of("moonshot", "kimi-code");

    private final Http http;

    OnboardProbe(Http http) {
        this.http = http;
    }

    /** What asking gave. */
    sealed interface Verdict {
        /** The chosen host takes it, and serves these models. */
        record Accepted(List<String> models) implements Verdict {}

        /** The chosen host refused it, this one takes it. */
        record Elsewhere(AuthChoice choice, Provider.Region region) implements Verdict {}

        /** Nobody takes it. */
        record Refused() implements Verdict {}

        /** The chosen host knows it and turns this client away. */
        record Gate() implements Verdict {}

        /** The chosen host could not be asked. */
        record Unreachable(String why) implements Verdict {}
    }

    /** @param headers what the chosen provider's hosts, and nobody else's, shall see besides the key */
    Verdict ask(AuthChoice choice, Secret key, Map<String, String> headers) throws InterruptedException {
        Provider.Region chosen = choice.theRegion();
        Map<Provider.Region, String> owners = new LinkedHashMap<>();
        owners.put(chosen, choice.provider());
        List<String> asked = ONE_COMPANY.contains(choice.provider()) ? ONE_COMPANY : List.of(choice.provider());
        for (String id : asked) {
            Providers.find(id).ifPresent(provider -> provider.regions().forEach(region -> owners.putIfAbsent(region, id)));
        }
        List<KeyProbe.ProbeResult> results = new KeyProbe(http)
                .probe(
                        key,
                        new ArrayList<>(owners.keySet()),
                        choice.theProvider().api(),
                        region -> choice.provider().equals(owners.get(region)) ? headers : Map.of());
        KeyProbe.ProbeResult first = results.stream()
                .filter(result -> result.region().equals(chosen))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the chosen host was not asked"));
        return switch (first.verdict()) {
            case ACCEPTED, OUT_OF_CREDIT, BUSY -> new Verdict.Accepted(first.models());
            case GATED -> new Verdict.Gate();
            case UNREACHABLE, ODD -> new Verdict.Unreachable(first.detail());
            case REFUSED -> elsewhere(results, owners).orElse(new Verdict.Refused());
        };
    }

    private static Optional<Verdict> elsewhere(List<KeyProbe.ProbeResult> results, Map<Provider.Region, String> owners) {
        for (KeyProbe.ProbeResult result : results) {
            boolean known = switch (result.verdict()) {
                case ACCEPTED, GATED, OUT_OF_CREDIT -> true;
                case REFUSED, BUSY, UNREACHABLE, ODD -> false;
            };
            if (known) {
                String owner = owners.getOrDefault(result.region(), "");
                Optional<AuthChoice> choice = AuthChoice.forRegion(owner, result.region());
                if (choice.isPresent()) {
                    return Optional.of(new Verdict.Elsewhere(choice.get(), result.region()));
                }
            }
        }
        return Optional.empty();
    }
}
