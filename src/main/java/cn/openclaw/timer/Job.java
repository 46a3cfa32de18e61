package cn.openclaw.timer;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something to be done by the clock, as it stands in {@code cron/jobs.json}. Only what we use has a name here; whatever else another
 * release wrote stays in the tree.
 *
 * @param tree the whole job; nobody changes it but {@link Jobs}
 */
public record Job(ObjectNode tree) {
    /** Never empty: {@link Jobs} gives one to a job that has none. */
    public String id() {
        return word("id").orElse("");
    }

    public String name() {
        return word("name").orElseGet(this::id);
    }

    /** Whose job it is; empty for the default agent. */
    public Optional<String> agentId() {
        return word("agentId");
    }

    public boolean enabled() {
        return tree.path("enabled").asBoolean(true);
    }

    public boolean deleteAfterRun() {
        return tree.path("deleteAfterRun").asBoolean(false);
    }

    /** Whether it speaks into the agent's main conversation; else it has one of its own. */
    public boolean isMain() {
        return "main".equals(Json.text(tree, "sessionTarget"));
    }

    /** Whether the agent is to look at it at once, not with its next heartbeat. */
    public boolean wakesNow() {
        return "now".equals(Json.text(tree, "wakeMode"));
    }

    public ObjectNode payload() {
        return tree.get("payload") instanceof ObjectNode payload ? payload : Json.object();
    }

    ObjectNode state() {
        if (tree.get("state") instanceof ObjectNode state) {
            return state;
        }
        ObjectNode made = Json.object();
        tree.set("state", made);
        return made;
    }

    Optional<Instant> next() {
        return moment("nextRunAtMs");
    }

    /** Since when it runs; empty if it does not. */
    public Optional<Instant> running() {
        return moment("runningAtMs");
    }

    private Optional<Instant> moment(String name) {
        JsonNode millis = state().get(name);
        return millis != null && millis.isNumber() ? Optional.of(Instant.ofEpochMilli(millis.asLong(0))) : Optional.empty();
    }

    /** @throws TimerException if its schedule means nothing */
    Schedule schedule(Supplier<ZoneId> zone) {
        return Schedule.read(tree.get("schedule"), Instant.ofEpochMilli(tree.path("createdAtMs").asLong(0)), zone);
    }

    /** A text of the job that is there and not blank. */
    public Optional<String> word(String name) {
        return Optional.ofNullable(Json.text(tree, name)).filter(text -> !text.isBlank());
    }

    Job copy() {
        return new Job(tree.deepCopy());
    }
}
