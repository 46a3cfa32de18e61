package cn.openclaw.gateway.compat;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The answer's way out over HTTP: whole as JSON, or as server-sent events. The headers that tell about the turn go first. */
final class Outlet {
    private final HttpVisit visit;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private HttpVisit.@Nullable Stream stream;

    Outlet(HttpVisit visit) {
        this.visit = visit;
    }

    /** What a program may want to know of the turn; before anything else is sent. */
    void began(Dialogue.Began began) {
        headers.put("x-openclaw-run-id", began.runId());
        headers.put("x-openclaw-session-key", began.key().text());
        headers.put("x-openclaw-agent", began.key().agent());
        // Of the second part of a turn: who is asked was said with the first.
        if (!began.who().isEmpty()) {
            int space = began.who().indexOf(' ');
            headers.put("x-openclaw-model", space < 0 ? began.who() : began.who().substring(0, space));
            headers.put("x-openclaw-session-id", began.sessionId());
        }
    }

    /** In which language this program's person reads; English if it does not say. */
    Language language() {
        return visit.header("accept-language").flatMap(Language::accepted).orElse(Language.EN);
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    /** A comment between two events of a stream, which programs pass over; nothing where the answer is told whole. */
    void note(String words) throws InterruptedException {
        if (stream != null) {
            raw(": " + words + "\n\n");
        }
    }

    /** What an operator said about a call: a comment of a stream, or a header of a whole answer. */
    void decided(String word) throws InterruptedException {
        headers.merge("x-openclaw-approvals", word, (before, now) -> before + ", " + now);
        note("approval: " + word);
    }

    boolean isStreaming() {
        return stream != null;
    }

    void whole(int status, JsonNode body) {
        headers.put("content-type", "application/json; charset=utf-8");
        if (status == Failing.STOPPED) {
            // A person stopped it: a program that tries again by itself would undo that.
            headers.put("x-should-retry", "false");
        }
        if (status == Failing.NOT_NOW) {
            headers.put("retry-after", "2");
        }
        visit.reply(status, headers, Json.bytes(body));
    }

    /** {@code data:}, with the name of the event before it if it has one. */
    void event(@Nullable String name, JsonNode data) throws InterruptedException {
        raw((name == null ? "" : "event: " + name + "\n") + "data: " + Json.write(data) + "\n\n");
    }

    void raw(String text) throws InterruptedException {
        HttpVisit.Stream open = stream;
        if (open == null) {
            headers.put("content-type", "text/event-stream; charset=utf-8");
            headers.put("cache-control", "no-cache");
            open = visit.stream(200, headers);
            stream = open;
        }
        open.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void close() {
        if (stream != null) {
            stream.close();
        }
    }

    /** An end that nobody takes for the end of an answer. */
    void breakOff() {
        if (stream != null) {
            stream.breakOff();
        }
    }
}
