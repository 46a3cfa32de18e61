package cn.openclaw.cli;

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
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is left on Moonshot's accounts: {@code GET …/users/me/balance}, in yuan on the mainland host and in dollars abroad. */
final class ModelsBalance {
    private final ModelsContext context;
    private final Http http;

    /** One account's answer. */
    record Answer(
            String provider,
            String host,
            String label,
            Optional<Double> available,
            Optional<Double> voucher,
            Optional<Double> cash,
            Optional<Currency> currency,
            Optional<String> error) {

        String line(Language language) {
            String start = "- " + provider + " " + host + " (" + label + "): ";
            if (available.isEmpty()) {
                return start + error.orElse("?");
            }
            String sign = ModelsStyle.sign(currency);
            return start
                    + ModelsText.BALANCE_LINE.in(
                            language,
                            sign + ModelsStyle.amount(available.get()),
                            sign + ModelsStyle.amount(cash.orElse(0.0)),
                            sign + ModelsStyle.amount(voucher.orElse(0.0)))
                    + (available.get() <= 0 ? ModelsText.BALANCE_EMPTY.in(language) : "");
        }

        void into(ObjectNode node) {
            node.put("provider", provider);
            node.put("host", host);
            node.put("label", label);
            available.ifPresent(value -> node.put("available", value));
            voucher.ifPresent(value -> node.put("voucher", value));
            cash.ifPresent(value -> node.put("cash", value));
            currency.ifPresent(value -> node.put("currency", value.name()));
            error.ifPresent(value -> node.put("error", value));
        }
    }

    ModelsBalance(ModelsContext context) {
        this.context = context;
        this.http = Network.of(context.cli);
    }

    /** Asks for each key of each provider that is Moonshot's platform; others have no such question. */
    List<Answer> ask(List<CatalogProvider> providers) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (CatalogProvider provider : providers) {
            if (!isMoonshot(provider)) {
                continue;
            }
            try {
                for (Key key : context.keys.candidates(ModelsContext.request(provider, ""))) {
                    answers.add(ask(provider, key));
                }
            } catch (AuthException e) {
                answers.add(failed(provider, "-", e.in(context.cli.language())));
            }
        }
        return answers;
    }

    /** The provider itself at whatever address, or another one that points to its hosts. */
    private static boolean isMoonshot(CatalogProvider provider) {
        String host = String.valueOf(provider.baseUrl().getHost());
        return provider.id().equals("moonshot") || host.equals("api.moonshot.cn") || host.equals("api.moonshot.ai");
    }

    private Answer ask(CatalogProvider provider, Key key) throws InterruptedException {
        List<CatalogModel> models = context.catalog.of(provider.id());
        if (models.isEmpty() || key.secret().isBlank()) {
            return failed(provider, key.detail(), ModelsText.NO_KEY.in(context.cli.language()));
        }
        try {
            // The endpoint is made for its guard: this key goes to this provider's hosts only.
            var endpoint = new Endpoints(context.catalog).of(models.getFirst(), Optional.of(key.secret()), HttpLimits.SHORT);
            String base = endpoint.baseUrl().toString();
            URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/users/me/balance");
            Map<String, String> headers = new LinkedHashMap<>(provider.headers());
            headers.put("Authorization", "Bearer " + endpoint.key().map(Secret::reveal).orElse(""));
            try (HttpReply reply = http.send(HttpCall.get(uri, headers, HttpLimits.SHORT).through(endpoint.proxy()))) {
                return read(provider, key.detail(), reply.status(), reply.body(65_536));
            }
        } catch (ClawException e) {
            return failed(provider, key.detail(), e.in(context.cli.language()));
        }
    }

    private Answer read(CatalogProvider provider, String label, int status, byte[] body) {
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
