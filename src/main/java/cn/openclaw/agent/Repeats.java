package cn.openclaw.agent;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices a model that goes round in circles: the same call with the same result again and again, or two or three of them in turn.
 * Used by the run's thread, for one turn.
 */
final class Repeats {
    /** At this many rounds the model is told. */
    static final int WARN = 3;

    /** At this many the turn is stopped. A tool that waits for something may honestly answer the same for a while. */
    static final int STOP = 25;

    private static final int LONGEST_CIRCLE = 3;

    private final List<Integer> done = new ArrayList<>();

    /** Notes a call; how often it, or the circle it ends, was gone round in a row. */
    int note(Part.ToolCall call, Message.ToolResult result) {
        done.add(List.of(call.name(), call.arguments().strip(), result.parts()).hashCode());
        int most = 1;
        for (int circle = 1; circle <= LONGEST_CIRCLE; circle++) {
            most = Math.max(most, rounds(circle));
        }
        return most;
    }

    private int rounds(int circle) {
        int same = 0;
        for (int at = done.size() - 1; at - circle >= 0 && done.get(at).equals(done.get(at - circle)); at--) {
            same++;
        }
        return same / circle + 1;
    }

    /** For the model. */
    static String warning(int rounds) {
        return "[Note: you have now made this same call " + rounds + " times with the same result. Do not repeat it: try another way, or"
                + " answer with what you know.]";
    }
}
