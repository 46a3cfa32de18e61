package cn.openclaw.journal;

import cn.openclaw.json.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which requests somebody wants to see.
 *
 * @param before only those older than the one of this id
 * @param status {@code running}, {@code ok}, {@code failed}, {@code aborted}, or an HTTP status such as {@code 429}
 * @param caller part of a caller's name
 * @param model part of {@code provider/model}, or of what was asked for
 */
public record RequestQuery(Optional<String> before, Optional<String> status, Optional<String> caller, Optional<String> model) {
    public static final RequestQuery ALL = new RequestQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether a request is one of them, wherever it stands. */
    public boolean matches(ObjectNode request) {
        return status.map(word -> isStatus(request, word.strip().toLowerCase(Locale.ROOT))).orElse(true)
                && caller.map(word -> holds(Json.text(request, "caller"), word)).orElse(true)
                && model.map(word -> holds(Json.text(request, "asked"), word)
                                || holds(Json.text(request, "provider") + "/" + Json.text(request, "model"), word))
                        .orElse(true);
    }

    private static boolean isStatus(ObjectNode request, String word) {
        JsonNode number = request.get("status");
        return word.equals(Json.text(request, "outcome"))
                || (word.equals("running") && "running".equals(Json.text(request, "phase")))
                || (number != null && number.isNumber() && word.equals(String.valueOf(number.intValue())));
    }

    private static boolean holds(@org.jspecify.annotations.Nullable String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part.strip().toLowerCase(Locale.ROOT));
    }

    /** The same as a filter of a list that is read from the newest on; it remembers whether {@code before} was met. */
    Predicate<ObjectNode> filter() {
        boolean[] passed = {before.isEmpty()};
        return request -> {
            if (!passed[0]) {
                passed[0] = before.get().equals(Json.text(request, "id"));
                return false;
            }
            return matches(request);
        };
    }
}
