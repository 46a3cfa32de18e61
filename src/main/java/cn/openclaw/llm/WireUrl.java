package cn.openclaw.llm;

import cn.openclaw.model.ModelApi;
import java.net.URI;
import java.util.Locale;

/**
 * Where a request really goes: the base URL that a person wrote, and the wire format's path behind it. People write bases with
 * and without {@code /v1}, with a slash at the end, or the whole address; all of them are meant, and {@code /v1/v1} never is.
 */
public final class WireUrl {
    private WireUrl() {}

    /** The address of this endpoint's requests; a query in the base URL is kept. */
    public static URI of(Endpoint endpoint) {
        URI base = endpoint.baseUrl();
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + joined(base, path, endpoint.api()) + query);
    }

    /** The same address as people may see it: no user, no password, no query. */
    public static String shown(Endpoint endpoint) {
        URI uri = of(endpoint);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    private static String joined(URI base, String path, ModelApi api) {
        return switch (api) {
            case ANTHROPIC_MESSAGES -> path.endsWith("/messages") ? path : versioned(path) + "/messages";
            case OPENAI_RESPONSES -> path.endsWith("/responses") ? path : openAi(base, path) + "/responses";
            case OPENAI_COMPLETIONS, GOOGLE_GENERATIVE_AI, GITHUB_COPILOT, BEDROCK_CONVERSE_STREAM, OLLAMA ->
                path.endsWith("/chat/completions") ? path : openAi(base, path) + "/chat/completions";
        };
    }

    private static String versioned(String path) {
        return path.endsWith("/v1") ? path : path + "/v1";
    }

    /** Kimi's hosts have their version in the path, and some people leave it out; elsewhere the base is taken as written. */
    private static String openAi(URI base, String path) {
        String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        boolean bare = switch (host) {
            case "api.moonshot.cn", "api.moonshot.ai" -> path.isEmpty();
            case "api.kimi.com", "api.kimi.ai" -> path.equals("/coding");
            default -> false;
        };
        return bare ? path + "/v1" : path;
    }
}
