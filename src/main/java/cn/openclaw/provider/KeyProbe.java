package cn.openclaw.provider;

import cn.openclaw.base.Secret;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.model.ModelApi;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds out which hosts take a key, by asking each for its models. It costs no tokens. */
public final class KeyProbe {
    private static final int LIMIT = 16 * 1024 * 1024;

    private final Http http;

    public KeyProbe(Http http) {
        this.http = http;
    }

    /** What a host made of a key. */
    public enum Verdict {
        /** It listed its models. */
        ACCEPTED,
        /** It does not know the key (HTTP 401). */
        REFUSED,
        /** It knows the key and does not want this client, or this account may not (HTTP 403). */
        GATED,
        /** The account is empty or its membership is gone (HTTP 402, or 429 for that reason). */
        OUT_OF_CREDIT,
        /** Too many requests, or overloaded: nothing is said about the key. */
        BUSY,
        /** No answer. */
        UNREACHABLE,
        /** An answer that says nothing about the key. */
        ODD
    }

    /**
     * One host's answer.
     *
     * @param region who was asked
     * @param verdict what it made of the key
     * @param status the HTTP status; 0 if there was no answer
     * @param detail the platform's own words, or why there was no answer, in English; never the key
     * @param models the model ids it listed
     * @param took from asking to the whole answer
     */
    public record ProbeResult(
            Provider.Region region, Verdict verdict, int status, String detail, List<String> models, Duration took) {
        public ProbeResult {
            models = List.copyOf(models);
        }
    }

    /** Asks all of them at once, over {@code GET baseUrl/models} with a bearer key. The answers come in the order of the regions. */
    public List<ProbeResult> probe(Secret key, List<Provider.Region> regions) throws InterruptedException {
        return probe(key, regions, ModelApi.OPENAI_COMPLETIONS, _ -> Map.of());
    }

    /** The same for a wire format that names the key another way, with the headers that each host wants to see. */
    public List<ProbeResult> probe(
            Secret key, List<Provider.Region> regions, ModelApi api, Function<Provider.Region, Map<String, String>> headers)
            throws InterruptedException {
        List<Callable<ProbeResult>> questions = new ArrayList<>();
        for (Provider.Region region : regions) {
            questions.add(() -> ask(key, region, api, headers.apply(region)));
        }
        List<ProbeResult> results = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ProbeResult> answer : executor.invokeAll(questions)) {
                results.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe failed in a way it does not know", e.getCause());
        }
        return results;
    }

    private ProbeResult ask(Secret key, Provider.Region region, ModelApi api, Map<String, String> headers)
            throws InterruptedException {
        long start = System.nanoTime();
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(keyHeaders(key, api));
        try (HttpReply reply = http.send(HttpCall.get(modelsUri(region.baseUrl(), api), all, HttpLimits.SHORT))) {
            byte[] body = reply.body(LIMIT);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Verdict verdict = verdict(reply.status(), body);
            String detail = verdict == Verdict.ACCEPTED ? "" : message(body);
            return new ProbeResult(
                    region, verdict, reply.status(), detail.replace(key.reveal(), "***"), ids(body), took);
        } catch (HttpException e) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new ProbeResult(region, Verdict.UNREACHABLE, 0, String.valueOf(e.getMessage()), List.of(), took);
        }
    }

    private static Verdict verdict(int status, byte[] body) {
        return switch (status) {
            case 200 -> ids(body).isEmpty() && parsed(body) == null ? Verdict.ODD : Verdict.ACCEPTED;
            case 401 -> Verdict.REFUSED;
            case 402 -> Verdict.OUT_OF_CREDIT;
            case 403 -> Verdict.GATED;
            case 429 -> type(body).contains("quota") ? Verdict.OUT_OF_CREDIT : Verdict.BUSY;
            case 500, 502, 503, 504 -> Verdict.BUSY;
            default -> Verdict.ODD;
        };
    }

    private static String type(byte[] body) {
        JsonNode tree = parsed(body);
        String type = tree == null ? null : Json.text(tree, "error", "type");
        return type == null ? "" : type;
    }

    private static List<String> ids(byte[] body) {
        JsonNode tree = parsed(body);
        return tree == null
                ? List.of()
                : LiveList.answer(tree).map(models -> List.copyOf(models.keySet())).orElse(List.of());
    }

    private static @Nullable JsonNode parsed(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JsonException e) {
            return null;
        }
    }

    /** The platform's own sentence in an error answer, on one line, at most 300 characters. */
    static String message(byte[] body) {
        JsonNode tree = parsed(body);
        String text = tree == null ? null : Json.text(tree, "error", "message");
        if (text == null && tree != null) {
            text = Json.text(tree, "message");
        }
        String line = (text == null ? new String(body, StandardCharsets.UTF_8) : text).replaceAll("\\s+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    /** Where a host lists its models. Anthropic-shaped addresses stop before the version. */
    static URI modelsUri(URI baseUrl, ModelApi api) {
        boolean versionless = api == ModelApi.ANTHROPIC_MESSAGES
                && !Hosts.join(baseUrl, "").toString().endsWith("/v1");
        return Hosts.join(baseUrl, versionless ? "/v1/models" : "/models");
    }

    static Map<String, String> keyHeaders(Secret key, ModelApi api) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (api == ModelApi.ANTHROPIC_MESSAGES) {
            headers.put("x-api-key", key.reveal());
            headers.put("anthropic-version", "2023-06-01");
        } else {
            headers.put("Authorization", "Bearer " + key.reveal());
        }
        return headers;
    }
}
