package cn.openclaw.gateway.compat;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The answer's way out over HTTP: whole as JSON, or as server-sent events. The headers that tell about the turn go first. */
final class Outlet {
    private final HttpVisit visit;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final StringBuilder opening = new StringBuilder();
    private HttpVisit.@Nullable Stream stream;

    Outlet(HttpVisit visit) {
        this.visit = visit;
    }

    /** What a program may want to know of a turn that was accepted; before anything else is sent. */
    void accepted(String runId, SessionKey key) {
        headers.put("x-openclaw-run-id", runId);
        headers.put("x-openclaw-session-key", key.text());
        headers.put("x-openclaw-agent", key.agent());
    }

    /** The same of one that has begun; not sent where the answer had to show before that it is alive. */
    void began(Dialogue.Began began) {
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

    /** A comment between two events of a stream, which programs pass over. */
    void note(String words) throws InterruptedException {
        raw(": " + words + "\n\n");
    }

    /** What an operator said about a call, for a whole answer. */
    void decided(String word) {
        headers.merge("x-openclaw-approvals", word, (before, now) -> before + ", " + now);
    }

    boolean isStreaming() {
        return stream != null;
    }

    void whole(int status, JsonNode body) {
        headers.put("content-type", "application/json; charset=utf-8");
        visit.reply(status, headers, Json.bytes(body));
    }

    /** There is no answer, and this says why. */
    void refuse(ClawException failure, JsonNode body) {
        headers.putAll(Failing.headers(failure));
        whole(Failing.status(failure), body);
    }

    /**
     * An event that opens an answer, held back until there is more, or the agent was seen to {@link #work}: an answer that fails before
     * that is refused with a status, which programs heed more than an event.
     */
    void opening(@Nullable String name, JsonNode data) {
        opening.append(words(name, data));
    }

    /** Something was done: a program that asked again by itself would have it done again, so there is no refusal any more. */
    void work() throws InterruptedException {
        if (!opening.isEmpty()) {
            raw("");
        }
    }

    private static String words(@Nullable String name, JsonNode data) {
        return (name == null ? "" : "event: " + name + "\n") + "data: " + Json.write(data) + "\n\n";
    }

    /** {@code data:}, with the name of the event before it if it has one. */
    void event(@Nullable String name, JsonNode data) throws InterruptedException {
        raw(words(name, data));
    }

    void raw(String text) throws InterruptedException {
        HttpVisit.Stream open = stream;
        if (open == null) {
            headers.put("content-type", "text/event-stream; charset=utf-8");
            headers.put("cache-control", "no-cache");
            open = visit.stream(200, headers);
            stream = open;
        }
        String whole = opening.append(text).toString();
        opening.setLength(0);
        open.write(whole.getBytes(StandardCharsets.UTF_8));
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
