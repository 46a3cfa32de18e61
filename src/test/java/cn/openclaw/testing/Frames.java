package cn.openclaw.testing;

import cn.openclaw.json.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Frames as they are kept in golden files: what differs from run to run (times, ids, counters, folders, this machine) gives way to a
 * word that says what stands there, and long lists are cut, so that a difference is one that a client would see.
 */
public final class Frames {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT[0-9:.-]+(?:Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DAY = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d)?");
    private static final Pattern HEX = Pattern.compile("(?<![0-9A-Za-z-])[0-9a-f]{8,}(?:-[0-9a-f]{8,})*(?![0-9A-Za-z-])");
    private static final Pattern AWAY = Pattern.compile("(?<=[:@ ])127\\.0\\.0\\.1:\\d{4,5}|(?<=//)127\\.0\\.0\\.1:\\d{4,5}");
    private static final Pattern AMOUNT = Pattern.compile("(?<= |[¥$])-?\\d+\\.\\d\\d(?![.\\d])");
    private static final long BEGIN = 1_500_000_000_000L;
    private static final int LONG = 6;
    private static final int WIDE = 48;

    /** Numbers and words that are another machine's or another moment's. */
    private static final Set<String> PASSING = Set.of(
            "seq", "latencyMs", "durationMs", "firstByteMs", "uptimeMs", "ageMs", "age", "tookMs", "ms", "runtimeMs", "lastInputSeconds", "pid",
            "port", "size", "bytes", "cursor", "heapUsedBytes", "heapMostBytes", "rssBytes", "threads", "nonce", "token", "deviceToken",
            "publicKey", "signature", "ip", "host", "version", "platform", "modelIdentifier", "deviceFamily", "fingerprint", "presence",
            "perSecond", "p50", "p90", "p95", "p99", "max", "connId", "hash", "idHash", "durationSeconds", "timezone", "instanceId", "uptime",
            "live", "requests", "failed", "aborted", "sessionSeq", "lastDurationMs", "cpuMs", "openFiles", "firstByte", "date", "lastMinute", "avgMs", "p95Ms", "minMs", "maxMs");

    /** Tokens and money: they follow the length of the prompt, and that the length of folder names. A call under way has no cost yet. */
    private static final Set<String> COUNTED = Set.of(
            "input", "output", "cacheRead", "cacheWrite", "total", "totalTokens", "inputTokens", "outputTokens", "reasoning", "tokens", "chars",
            "percentUsed", "remainingTokens", "missingCostEntries", "CNY", "USD");

    private final List<String[]> named;

    /** @param named texts of this run and the word for each, such as the home folder and {@code ~} */
    public Frames(List<String[]> named) {
        this.named = named;
    }

    /** The frame, or any part of one, as it is kept. */
    public JsonNode kept(JsonNode tree) {
        return kept("", tree);
    }

    private JsonNode kept(String key, JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return object(key, object);
        }
        if (tree instanceof ArrayNode array) {
            return array(key, array);
        }
        if (tree.isNull() || tree.isBoolean()) {
            return tree;
        }
        boolean passing = PASSING.contains(key) || key.endsWith("Bytes") || key.equals("stateVersion");
        if (tree.isNumber()) {
            boolean moment = tree.asLong(0) > BEGIN && tree.asLong(0) < 2 * BEGIN;
            if (COUNTED.contains(key)) {
                return StringNode.valueOf("<count>");
            }
            return moment ? StringNode.valueOf("<ms>") : passing || tree.isDouble() && tree.asDouble() != 0 ? StringNode.valueOf("<" + word(key) + ">") : tree;
        }
        return StringNode.valueOf(passing && !tree.asString("").isEmpty() ? "<" + key + ">" : text(tree.asString("")));
    }

    private static String word(String key) {
        return key.isEmpty() ? "number" : key;
    }

    private JsonNode object(String key, ObjectNode object) {
        ObjectNode kept = Json.object();
        if (key.equals("stateVersion")) {
            object.propertyNames().forEach(name -> kept.put(name, "<count>"));
            return kept;
        }
        int seen = 0;
        for (String name : object.propertyNames()) {
            if (object.size() > WIDE && seen++ >= 3) {
                kept.put("…", "<more>");
                return kept;
            }
            kept.set(text(name), kept(name, object.path(name)));
        }
        return kept;
    }

    private JsonNode array(String key, ArrayNode array) {
        ArrayNode kept = Json.array();
        if (key.equals("perSecond") || key.equals("presence")) {
            return kept.add("<" + key + ">");
        }
        for (JsonNode one : array) {
            if (one.isObject() && array.size() > LONG && kept.size() == 2) {
                return kept.add("<more>");
            }
            kept.add(kept("", one));
        }
        return kept;
    }

    private String text(String text) {
        String now = text;
        for (String[] one : named) {
            now = now.replace(one[0], one[1]);
        }
        now = AMOUNT.matcher(now).replaceAll("<amount>");
        now = AWAY.matcher(now).replaceAll("<address>");
        now = TIME.matcher(UUID.matcher(now).replaceAll("<uuid>")).replaceAll("<time>");
        return HEX.matcher(DAY.matcher(now).replaceAll("<day>")).replaceAll("<hex>");
    }
}
