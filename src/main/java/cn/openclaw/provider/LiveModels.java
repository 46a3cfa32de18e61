package cn.openclaw.provider;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.config.StateFile;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The platforms' own lists of models, kept in {@code cache/models/<provider>-<host>.json}: derived data, beside the person's
 * config and never in it, and safe to delete.
 */
public final class LiveModels {
    /** A list longer than this is none. */
    private static final int LIMIT = 16 * 1024 * 1024;

    private final Http http;
    private final Path cacheDir;
    private final InstantSource clock;

    public LiveModels(Http http, Path cacheDir, InstantSource clock) {
        this.http = http;
        this.cacheDir = cacheDir;
        this.clock = clock;
    }

    /**
     * Asks {@code GET baseUrl/models} and keeps the answer.
     *
     * @param from whom to ask; its headers go along
     * @param key sent as a bearer, and as {@code x-api-key} where the provider speaks Anthropic's format
     * @throws ProviderException if it refuses, or answers with something else
     * @throws cn.openclaw.http.HttpException if there is no answer
     */
    public LiveList refresh(CatalogProvider from, Optional<Secret> key) throws InterruptedException {
        URI uri = KeyProbe.modelsUri(from.baseUrl(), from.api());
        key.ifPresent(secret -> Endpoints.guardKey(from, from.baseUrl()));
        Map<String, String> headers = new LinkedHashMap<>(from.headers());
        key.ifPresent(secret -> headers.putAll(KeyProbe.keyHeaders(secret, from.api())));
        JsonNode answer;
        try (HttpReply reply = http.send(HttpCall.get(uri, headers, HttpLimits.SHORT).through(Endpoints.proxy(from)))) {
            byte[] body = reply.body(LIMIT);
            if (reply.status() >= 400) {
                ExitCode code = reply.status() == 401 || reply.status() == 403 ? ExitCode.AUTH : ExitCode.UNAVAILABLE;
                throw new ProviderException(
                        code, ProviderText.LIVE_REFUSED, uri.getHost(), reply.status(), KeyProbe.message(body));
            }
            answer = Json.parse(body);
        } catch (JsonException e) {
            throw new ProviderException(ExitCode.UNAVAILABLE, ProviderText.LIVE_ODD, uri.getHost());
        }
        if (LiveList.answer(answer).isEmpty()) {
            throw new ProviderException(ExitCode.UNAVAILABLE, ProviderText.LIVE_ODD, uri.getHost());
        }
        var file = LiveList.file(from.id(), from.baseUrl(), clock.instant(), answer);
        write(file(cacheDir, from.id(), from.baseUrl()), Json.pretty(file) + "\n");
        return new LiveList(
                from.id(), from.baseUrl(), clock.instant(), LiveList.answer(answer).orElseThrow());
    }

    /** The kept list of a provider at an address; empty if there is none or it cannot be read. */
    static Optional<LiveList> read(Path cacheDir, String provider, URI baseUrl) {
        Path file = file(cacheDir, provider, baseUrl);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(LiveList.read(Json.parse(Files.readAllBytes(file)), provider, baseUrl));
        } catch (IOException | JsonException | DateTimeException e) {
            // A cache that cannot be read is as good as none; the next refresh replaces it.
            return Optional.empty();
        }
    }

    static Path file(Path cacheDir, String provider, URI baseUrl) {
        return cacheDir.resolve("models").resolve(tame(provider) + "-" + tame(String.valueOf(baseUrl.getAuthority())) + ".json");
    }

    /** A provider's id is a person's own words; here it must stay one file name. */
    private static String tame(String text) {
        StringBuilder name = new StringBuilder();
        for (char letter : text.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
            name.append(plain ? letter : '_');
        }
        return name.toString();
    }

    private static void write(Path file, String text) {
        try {
            StateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProviderException(ExitCode.FAILED, ProviderText.CACHE_WRITE, file, String.valueOf(e.getMessage()));
        }
    }
}
