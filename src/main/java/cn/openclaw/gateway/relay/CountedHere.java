package cn.openclaw.gateway.relay;

import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.llm.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code count_tokens} for hosts that do not count: by our own estimate. */
final class CountedHere {
    private CountedHere() {}

    /** Whether the host itself counts. */
    static boolean isAnthropic(Way way) {
        return way.wire() == Wire.MESSAGES && way.address().host().equals("api.anthropic.com");
    }

    /** @param id the request's */
    static void answer(HttpVisit visit, String id, JsonBytes asked) {
        byte[] body = Json.bytes(Json.object().put("input_tokens", tokens(asked)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-openclaw-request-id", id);
        headers.put("x-openclaw-adapted", "estimated");
        visit.reply(200, headers, body);
    }

    /** All words of a request, images by the piece; names of members cost little and are left out. */
    static long tokens(JsonBytes body) {
        long tokens = 3;
        List<JsonBytes.Value> open = new ArrayList<>(List.of(body.root()));
        while (!open.isEmpty()) {
            JsonBytes.Value value = open.removeLast();
            switch (value.kind()) {
                case STRING -> tokens += isMedia(body, value) ? TokenEstimate.IMAGE : TokenEstimate.of(body.text(value));
                case OBJECT -> value.members().forEach(member -> open.add(member.value()));
                case ARRAY -> open.addAll(value.items());
                case NUMBER, TRUE, FALSE, NULL -> tokens++;
            }
        }
        return tokens;
    }

    /** Long, and not a blank or a line break in it: base64. */
    private static boolean isMedia(JsonBytes body, JsonBytes.Value value) {
        if (value.end() - value.start() < 2_000) {
            return false;
        }
        for (int at = value.start() + 1; at < value.start() + 1_900; at++) {
            byte b = body.bytes()[at];
            if (b == ' ' || b == '\\' || b < 0) {
                return false;
            }
        }
        return true;
    }
}
