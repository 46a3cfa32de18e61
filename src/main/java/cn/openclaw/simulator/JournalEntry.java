package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request as it was received, and what was done about it.
 *
 * @param number counted from 1
 * @param time when it arrived, by the simulator's clock
 * @param method upper case
 * @param path as asked for
 * @param headers names in lower case; what carried the key holds the key's id instead
 * @param body the parsed JSON body, if it was one; the oldest are forgotten where many megabytes came in
 * @param status what was answered; 0 where the connection was broken off
 * @param decision in a few words: which script turn, rule, fault or refusal answered
 * @param frames how many events of a stream were sent
 * @param prompt tokens of the prompt
 * @param cached of them, found in the cache
 * @param completion tokens of the answer
 */
public record JournalEntry(
        int number,
        Instant time,
        String method,
        String path,
        Map<String, String> headers,
        Optional<JsonNode> body,
        int status,
        String decision,
        int frames,
        int prompt,
        int cached,
        int completion) {

    public JournalEntry {
        headers = Map.copyOf(headers);
    }

    /** Whether the body has this member. */
    public boolean sent(String member) {
        return body.map(tree -> tree.has(member)).orElse(false);
    }

    JournalEntry withBody(Optional<JsonNode> other) {
        return new JournalEntry(
                number, time, method, path, headers, other, status, decision, frames, prompt, cached, completion);
    }

    ObjectNode tree() {
        ObjectNode tree = Json.object()
                .put("number", number)
                .put("time", time.toString())
                .put("method", method)
                .put("path", path)
                .put("status", status)
                .put("decision", decision)
                .put("frames", frames)
                .put("promptTokens", prompt)
                .put("cachedTokens", cached)
                .put("completionTokens", completion);
        ObjectNode names = tree.putObject("headers");
        new java.util.TreeMap<>(headers).forEach(names::put);
        body.ifPresent(value -> tree.set("body", value));
        return tree;
    }
}
