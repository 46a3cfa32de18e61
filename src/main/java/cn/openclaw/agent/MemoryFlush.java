package cn.openclaw.agent;

import cn.openclaw.session.SessionEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before a conversation grows so long that it will be summarised, the model is asked once, silently, to write what must outlast it
 * into the memory of its workspace. Once between two compactions, as in the original, whose members of {@code sessions.json} these are.
 *
 * @param enabled {@code agents.defaults.compaction.memoryFlush.enabled}
 * @param ahead how many tokens before the compaction
 * @param prompt what the person wrote instead of our words
 * @param more what the original would add to the system prompt; said in the same message, so that the prompt stays what it was
 */
record MemoryFlush(boolean enabled, int ahead, Optional<String> prompt, Optional<String> more) {
    /** As in the original. */
    static final int AHEAD = 4_000;

    private static final String AT = "memoryFlushAt";
    private static final String AFTER = "memoryFlushCompactionCount";
    private static final String COUNT = "compactionCount";

    /** @param entry as the last turn left it */
    boolean isDue(SessionEntry entry, Room room) {
        long used = entry.number("totalTokens");
        boolean done = entry.tree().has(AFTER) && entry.number(AFTER) == entry.number(COUNT);
        // A tenth of a small window, where the usual distance would be reached at once.
        return enabled && !done && room.window() > 0 && used > 0 && used >= room.limit() - Math.min(ahead, room.window() / 10);
    }

    /** What the model is asked. */
    String words(Instant now, ZoneId zone) {
        String usual = "This conversation will be summarised soon. Write what should be remembered for good (decisions, facts, wishes of the"
                + " user, open work) into memory/" + LocalDate.ofInstant(now, zone) + ".md, behind what is there already. If there is nothing"
                + " to keep, write nothing. Then answer with exactly " + Silence.WORD + ".";
        return "System: " + prompt.orElse(usual) + more.map(words -> "\n" + words).orElse("");
    }

    /** Notes that it was done in this cycle. */
    static void note(ObjectNode entry, Instant now) {
        entry.put(AT, now.toEpochMilli()).put(AFTER, entry.path(COUNT).asLong(0));
    }
}
