package cn.openclaw.cli;

import cn.openclaw.auth.AuthException;
import cn.openclaw.auth.Key;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelRefException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a model of each provider in use for a word, with each key: a real request, which costs a few tokens. */
final class ModelsProbe {
    private final ModelsContext context;
    private final Options options;
    private final Http http;

    /**
     * @param provider only this one
     * @param profile only this profile
     * @param timeoutMillis for each request as a whole
     * @param concurrency how many at once; at least 1
     * @param maxTokens of each answer
     */
    record Options(Optional<String> provider, Optional<String> profile, int timeoutMillis, int concurrency, int maxTokens) {}

    /** One question. */
    private record Target(CatalogProvider provider, Optional<CatalogModel> model, Optional<Key> key) {}

    /** What came of it; {@code status} is one of the original's words. */
    record Result(
            String provider,
            Optional<String> model,
            Optional<String> profileId,
            String label,
            String source,
            String status,
            Optional<String> error,
            Optional<Long> latencyMillis) {

        ObjectNode into(ArrayNode list) {
            ObjectNode node = list.addObject();
            node.put("provider", provider);
            model.ifPresent(id -> node.put("model", id));
            profileId.ifPresent(id -> node.put("profileId", id));
            node.put("label", label);
            node.put("source", source);
            node.put("status", status);
            error.ifPresent(text -> node.put("error", text));
            latencyMillis.ifPresent(millis -> node.put("latencyMs", millis));
            return node;
        }
    }

    ModelsProbe(ModelsContext context, Options options) {
        this.context = context;
        this.options = options;
        this.http = Network.of(context.cli);
    }

    List<Result> run(List<CatalogProvider> inUse) throws InterruptedException {
        List<Target> targets = new ArrayList<>();
        for (CatalogProvider provider : inUse) {
            if (options.provider().isEmpty() || context.catalog.idOf(options.provider().get()).equals(provider.id())) {
                targets.addAll(targets(provider));
            }
        }
        Semaphore places = new Semaphore(Math.max(1, options.concurrency()));
        List<Callable<Result>> questions = new ArrayList<>();
        for (Target target : targets) {
            questions.add(() -> {
                places.acquire();
                try {
                    return ask(target);
                } finally {
                    places.release();
                }
            });
        }
        List<Result> results = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Result> answer : executor.invokeAll(questions)) {
                results.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed in a way it does not know", e.getCause());
        }
        return results;
    }

    private List<Target> targets(CatalogProvider provider) {
        Optional<CatalogModel> model = model(provider);
        List<Key> keys;
        try {
            keys = context.keys.candidates(ModelsContext.request(provider, model.map(found -> found.ref().model()).orElse("")));
        } catch (AuthException e) {
            return options.profile().isPresent() ? List.of() : List.of(new Target(provider, model, Optional.empty()));
        }
        return keys.stream()
                .filter(key -> options.profile().isEmpty() || key.profileId().equals(options.profile()))
                .map(key -> new Target(provider, model, Optional.of(key)))
                .toList();
    }

    /** The default model where it is this provider's, else the first that is still served. */
    private Optional<CatalogModel> model(CatalogProvider provider) {
        try {
            ModelRef primary = context.resolver.primary();
            if (primary.provider().equals(provider.id())) {
                return context.catalog.find(primary);
            }
        } catch (ModelRefException e) {
            // A default model that leads nowhere is shown elsewhere; here another one of the provider does.
        }
        List<CatalogModel> models = context.catalog.of(provider.id());
        return models.stream()
                .filter(model -> model.definition().lifecycle().status() == Lifecycle.Status.CURRENT)
                .findFirst()
                .or(() -> models.stream().findFirst());
    }

    private Result ask(Target target) throws InterruptedException {
        Instant start = context.cli.clock().instant();
        if (target.model().isEmpty()) {
            return result(target, "no_model", Optional.empty(), Optional.empty());
        }
        if (target.key().isEmpty()) {
            return result(target, "auth", Optional.of(ModelsText.NO_KEY.in(context.cli.language())), Optional.empty());
        }
        Duration limit = Duration.ofMillis(Math.max(1, options.timeoutMillis()));
        HttpLimits limits = new HttpLimits(limit, limit, limit, limit);
        ChatRequest question = new ChatRequest(
                "",
                List.of(Message.User.of("Reply with OK.")),
                List.of(),
                new ChatRequest.Options(
                        Optional.empty(), Optional.of(options.maxTokens()), Optional.empty(), Optional.empty(), Optional.empty()));
        Optional<String> error = Optional.empty();
        String status = "ok";
        try {
            var endpoint = new Endpoints(context.catalog)
                    .of(target.model().get(), target.key().map(Key::secret).filter(key -> !key.isBlank()), limits);
            WireFormats.open(endpoint, http).chat(question, _ -> {});
        } catch (LlmException e) {
            status = status(e.failure());
            error = Optional.of(e.in(context.cli.language()));
        } catch (ClawException e) {
            status = "unknown";
            error = Optional.of(e.in(context.cli.language()));
        }
        long millis = Duration.between(start, context.cli.clock().instant()).toMillis();
        return result(target, status, error, Optional.of(millis));
    }

    private static String status(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.Unauthorized _ -> "auth";
            case LlmFailure.ClientRefused _ -> "auth";
            case LlmFailure.OutOfCredit _ -> "billing";
            case LlmFailure.RateLimited _ -> "rate_limit";
            case LlmFailure.Overloaded _ -> "rate_limit";
            case LlmFailure.Unavailable(_, Optional<HttpException.Reason> limit) -> limit.isPresent() ? "timeout" : "unknown";
            case LlmFailure.NoSuchModel _ -> "format";
            case LlmFailure.ContextOverflow _ -> "format";
            case LlmFailure.ContentFiltered _ -> "format";
            case LlmFailure.Refused _ -> "format";
        };
    }

    private Result result(Target target, String status, Optional<String> error, Optional<Long> millis) {
        Optional<Key> key = target.key();
        return new Result(
                target.provider().id(),
                target.model().map(model -> model.ref().toString()),
                key.flatMap(Key::profileId),
                key.map(Key::detail).filter(detail -> !detail.isEmpty()).orElse(target.provider().id()),
                key.map(found -> ModelsStatusAuth.word(found.source())).orElse("missing"),
                status,
                error,
                millis);
    }

    /** The answers, one a line. */
    static String line(Result result, Language language) {
        return "- " + result.model().orElse(result.provider()) + " (" + result.label() + "): " + result.status()
                + result.latencyMillis().map(millis -> " " + millis + "ms").orElse("")
                + result.error().map(text -> (language == Language.ZH ? "：" : ": ") + text).orElse("");
    }
}
