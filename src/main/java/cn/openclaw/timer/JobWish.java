package cn.openclaw.timer;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks a job as somebody wants it, and puts a change over one that is there. */
final class JobWish {
    /** What only {@link Jobs} writes. */
    private static final Set<String> OURS = Set.of("id", "jobId", "createdAtMs", "updatedAtMs", "state");

    private static final List<String> TEXTS = List.of("name", "description", "agentId");

    private JobWish() {}

    /**
     * A new job's tree without what is ours.
     *
     * @throws TimerException if something is missing or means nothing
     */
    static ObjectNode of(ObjectNode wish, Supplier<ZoneId> zone) {
        ObjectNode job = Json.object();
        wish.properties().stream()
                .filter(member -> !OURS.contains(member.getKey()) && !member.getValue().isNull())
                .forEach(member -> job.set(member.getKey(), member.getValue().deepCopy()));
        if (!job.has("enabled")) {
            job.put("enabled", true);
        }
        if (!job.has("wakeMode")) {
            job.put("wakeMode", "next-heartbeat");
        }
        if (!job.has("sessionTarget")) {
            job.put("sessionTarget", "agentTurn".equals(Json.text(job, "payload", "kind")) ? "isolated" : "main");
        }
        check(job, zone);
        return job;
    }

    /** The job with a change over it: objects are laid over each other, {@code null} takes away. */
    static ObjectNode changed(ObjectNode job, ObjectNode patch, Supplier<ZoneId> zone) {
        ObjectNode changed = job.deepCopy();
        patch.properties().stream()
                .filter(member -> !OURS.contains(member.getKey()))
                .forEach(member -> lay(changed, member.getKey(), member.getValue()));
        check(changed, zone);
        return changed;
    }

    private static void lay(ObjectNode over, String name, JsonNode value) {
        if (value.isNull()) {
            over.remove(name);
            return;
        }
        boolean sameKind = over.get(name) instanceof ObjectNode there
                && value instanceof ObjectNode
                && (!value.has("kind") || value.get("kind").equals(there.get("kind")));
        if (sameKind && !name.equals("schedule")) {
            ObjectNode there = (ObjectNode) over.get(name);
            value.properties().forEach(member -> lay(there, member.getKey(), member.getValue()));
        } else {
            over.set(name, value.deepCopy());
        }
    }

    private static void check(ObjectNode job, Supplier<ZoneId> zone) {
        for (String name : TEXTS) {
            if (job.has(name) && !job.get(name).isString()) {
                throw TimerException.wrong(TimerText.NOT_OF_KIND, name);
            }
        }
        for (String name : List.of("enabled", "deleteAfterRun")) {
            if (job.has(name) && !job.get(name).isBoolean()) {
                throw TimerException.wrong(TimerText.NOT_OF_KIND, name);
            }
        }
        String name = Json.text(job, "name");
        if (name == null || name.isBlank()) {
            throw TimerException.wrong(TimerText.NO_NAME);
        }
        Schedule.read(job.get("schedule"), Instant.EPOCH, zone);
        require(job, "sessionTarget", List.of("main", "isolated"), TimerText.BAD_TARGET);
        require(job, "wakeMode", List.of("now", "next-heartbeat"), TimerText.BAD_WAKE);
        payload(job);
    }

    private static void require(ObjectNode job, String name, List<String> words, cn.openclaw.base.Text sentence) {
        if (!words.contains(String.valueOf(Json.text(job, name)))) {
            throw TimerException.wrong(sentence);
        }
    }

    private static void payload(ObjectNode job) {
        String kind = String.valueOf(Json.text(job, "payload", "kind"));
        String words = Json.text(job, "payload", kind.equals("systemEvent") ? "text" : "message");
        if (!List.of("systemEvent", "agentTurn").contains(kind) || words == null || words.isBlank()) {
            throw TimerException.wrong(TimerText.BAD_PAYLOAD);
        }
        boolean main = "main".equals(Json.text(job, "sessionTarget"));
        if (main && !kind.equals("systemEvent")) {
            throw TimerException.wrong(TimerText.MAIN_NEEDS_EVENT);
        }
        if (!main && !kind.equals("agentTurn")) {
            throw TimerException.wrong(TimerText.ISOLATED_NEEDS_TURN);
        }
    }
}
