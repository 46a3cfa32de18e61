package cn.openclaw.llm;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a host said against a request, whatever shape it said it in.
 *
 * @param status the HTTP status; 0 for an error inside a stream
 * @param kinds {@code error.type} and {@code error.code}, as far as they are there; in lower case
 * @param message its sentence; empty if there is none worth showing
 */
record ErrorReport(int status, java.util.List<String> kinds, String message) {

    /** Reads an error body: OpenAI's, Anthropic's, Moonshot's two, GLM's, DashScope's, SiliconFlow's and MiniMax's shapes. */
    static ErrorReport of(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                JsonNode tree = Json.parse(text);
                return of(status, tree.isArray() && !tree.isEmpty() ? tree.get(0) : tree);
            } catch (JsonException _) {
                // Cut off or no JSON after all: shown as the text it is.
            }
        }
        boolean page = text.startsWith("<");
        return new ErrorReport(status, java.util.List.of(), page ? "" : text);
    }

    static ErrorReport of(int status, JsonNode tree) {
        JsonNode error = tree.get("error");
        JsonNode detail = error != null && error.isObject() ? error : tree;
        JsonNode minimax = tree.get("base_resp");
        var kinds = new java.util.ArrayList<String>();
        add(kinds, detail.get("type"));
        add(kinds, detail.get("code"));
        if (error != null && error.isString()) {
            add(kinds, error);
        }
        if (minimax != null) {
            add(kinds, minimax.get("status_code"));
        }
        kinds.remove("error");
        return new ErrorReport(status, java.util.List.copyOf(kinds), message(detail, error, minimax));
    }

    private static void add(java.util.List<String> kinds, @org.jspecify.annotations.Nullable JsonNode kind) {
        if (kind != null && (kind.isString() || kind.isIntegralNumber())) {
            kinds.add(kind.asString().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static String message(
            JsonNode detail,
            @org.jspecify.annotations.Nullable JsonNode error,
            @org.jspecify.annotations.Nullable JsonNode minimax) {
        return Optional.ofNullable(Json.text(detail, "message"))
                .or(() -> Optional.ofNullable(Json.text(detail, "detail")))
                .or(() -> Optional.ofNullable(minimax == null ? null : Json.text(minimax, "status_msg")))
                .or(() -> Optional.ofNullable(error != null && error.isString() ? error.stringValue() : null))
                .orElse("");
    }

    boolean is(String... any) {
        for (String kind : any) {
            if (kinds.contains(kind)) {
                return true;
            }
        }
        return false;
    }
}
