package cn.openclaw.provider;

import cn.openclaw.auth.AuthException;
import cn.openclaw.auth.Key;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.model.Currency;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is left on Moonshot's accounts: {@code GET …/users/me/balance}, in yuan on the mainland host and in dollars abroad. Other
 * platforms have no such question.
 */
public final class AccountBalances {
    private final ModelsAtHand models;
    private final Http http;
    private final Language language;

    /**
     * One account's answer.
     *
     * @param host which of the platform's hosts was asked
     * @param label where the key comes from
     * @param available what may be spent; at 0 or below the platform refuses to answer
     * @param voucher the part of it that was given
     * @param cash the part that was paid; may be negative
     * @param currency of all three
     * @param error why there is no figure, in the person's language
     */
    public record Answer(
            String provider,
            String host,
            String label,
            Optional<Double> available,
            Optional<Double> voucher,
            Optional<Double> cash,
            Optional<Currency> currency,
            Optional<String> error) {}

    /** @param language for what goes wrong */
    public AccountBalances(ModelsAtHand models, Http http, Language language) {
        this.models = models;
        this.http = http;
        this.language = language;
    }

    /** Asks for each key of each of these providers that is Moonshot's platform. */
    public List<Answer> ask(List<CatalogProvider> providers) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (CatalogProvider provider : providers) {
            if (!isOffered(provider)) {
                continue;
            }
            try {
                for (Key key : models.keys().candidates(ModelsAtHand.request(provider, ""))) {
                    answers.add(ask(provider, key));
                }
            } catch (AuthException e) {
                answers.add(failed(provider, "-", e.in(language)));
            }
        }
        return answers;
    }

    /** The provider itself at whatever address, or another one that points to its hosts. */
    public static boolean isOffered(CatalogProvider provider) {
        String host = String.valueOf(provider.baseUrl().getHost());
        return provider.id().equals("moonshot") || host.equals("api.moonshot.cn") || host.equals("api.moonshot.ai");
    }

    private Answer ask(CatalogProvider provider, Key key) throws InterruptedException {
        List<CatalogModel> known = models.catalog().of(provider.id());
        if (known.isEmpty() || key.secret().isBlank()) {
            return failed(provider, key.detail(), ProviderText.NO_KEY.in(language));
        }
        try {
            // The endpoint is made for its guard: this key goes to this provider's hosts only.
            var endpoint = new Endpoints(models.catalog()).of(known.getFirst(), Optional.of(key.secret()), HttpLimits.SHORT);
            String base = endpoint.baseUrl().toString();
            URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/users/me/balance");
            Map<String, String> headers = new LinkedHashMap<>(provider.headers());
            headers.put("Authorization", "Bearer " + endpoint.key().map(Secret::reveal).orElse(""));
            try (HttpReply reply = http.send(HttpCall.get(uri, headers, HttpLimits.SHORT).through(endpoint.proxy()))) {
                return read(provider, key.detail(), reply.status(), reply.body(65_536));
            }
        } catch (ClawException e) {
            return failed(provider, key.detail(), e.in(language));
        }
    }

    private static Answer read(CatalogProvider provider, String label, int status, byte[] body) {
        JsonNode data;
        try {
            data = Json.at(Json.parse(body), "data");
        } catch (JsonException e) {
            data = null;
        }
        if (status >= 400 || data == null) {
            return failed(provider, label, "HTTP " + status);
        }
        return new Answer(
                provider.id(),
                String.valueOf(provider.baseUrl().getHost()),
                label,
                number(data, "available_balance"),
                number(data, "voucher_balance"),
                number(data, "cash_balance"),
                provider.region().flatMap(Provider.Region::currency),
                Optional.empty());
    }

    private static Optional<Double> number(JsonNode data, String name) {
        JsonNode node = Json.at(data, name);
        return node != null && node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
    }

    private static Answer failed(CatalogProvider provider, String label, String error) {
        return new Answer(
                provider.id(),
                String.valueOf(provider.baseUrl().getHost()),
                label,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(error));
    }
}
