package cn.openclaw.simulator;

import java.util.List;
import java.util.Optional;

/**
 * What a path means.
 *
 * @param platform whose it is
 * @param what which of its services
 * @param rest what follows the service's own path: a file's id and the like
 */
record Route(Platform platform, What what, String rest) {

    /** The services behind the paths. */
    enum What {
        CHAT("POST", "/chat/completions"),
        MODELS("GET", "/models"),
        BALANCE("GET", "/users/me/balance"),
        ESTIMATE("POST", "/tokenizers/estimate-token-count"),
        FILES("", "/files"),
        USAGES("GET", "/usages"),
        SEARCH("POST", "/search"),
        FETCH("POST", "/fetch"),
        MESSAGES("POST", "/messages"),
        COUNT_TOKENS("POST", "/messages/count_tokens");

        private final String method;
        private final String path;

        What(String method, String path) {
            this.method = method;
            this.path = path;
        }

        boolean takes(String used) {
            return method.isEmpty() ? List.of("GET", "POST", "DELETE").contains(used) : method.equals(used);
        }

        /** Kimi Code has no money and no files of the platform's kind; the platform has no memberships. */
        boolean on(Platform platform) {
            return switch (this) {
                case USAGES, SEARCH, FETCH -> platform.membership();
                case BALANCE, ESTIMATE -> !platform.membership();
                case CHAT, MODELS, FILES, MESSAGES, COUNT_TOKENS -> true;
            };
        }

        boolean isAnthropic() {
            return this == MESSAGES || this == COUNT_TOKENS;
        }
    }

    boolean anthropic() {
        return what.isAnthropic();
    }

    /** The service behind a request's path and method, or nothing. */
    static Optional<Route> of(WebRequest request) {
        for (Platform platform : Platform.values()) {
            Optional<Route> route = on(platform, request);
            if (route.isPresent()) {
                return route;
            }
        }
        return Optional.empty();
    }

    private static Optional<Route> on(Platform platform, WebRequest request) {
        Optional<String> openAi = after(platform.path(), request.path());
        Optional<String> anthropic = after(platform.anthropicPath() + "/v1", request.path());
        // The help center's recipe for Claude Code ends in /v1 already, and the client adds another.
        Optional<String> twice = after(platform.anthropicPath() + "/v1/v1", request.path());
        for (What what : What.values()) {
            Optional<String> base = what.isAnthropic() ? (twice.isPresent() ? twice : anthropic) : openAi;
            Optional<String> rest = base.filter(path -> matches(what, path)).map(path -> path.substring(what.path.length()));
            if (rest.isPresent() && what.on(platform) && what.takes(request.method())) {
                return Optional.of(new Route(platform, what, rest.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(What what, String path) {
        return path.equals(what.path) || (what == What.FILES && path.startsWith(what.path + "/"));
    }

    private static Optional<String> after(String prefix, String path) {
        return path.startsWith(prefix + "/") ? Optional.of(path.substring(prefix.length())) : Optional.empty();
    }
}
