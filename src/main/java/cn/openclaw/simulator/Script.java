package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is answered, turn by turn: {@code {"turns":[{"match":{…},"reply":{…},"loop":true}],"unmatched":"fail"}}.
 * The first turn that matches and is not used up answers; a turn is used up once it answered, unless it loops.
 * The owner is the simulator; turns are counted under this object's lock.
 */
final class Script {
    private static final Set<String> MATCH = Set.of("model", "lastUser", "lastUser~", "toolResult", "toolResult~", "turn", "step");
    private static final Set<String> REPLY =
            Set.of("reasoning", "content", "toolCalls", "finish", "chunks", "firstDelayMs", "delayMs", "fault");

    private final List<Turn> turns;
    private final boolean failUnmatched;
    private final Set<Integer> used = new java.util.HashSet<>();

    private record Turn(JsonNode match, JsonNode reply, boolean loop) {}

    /**
     * A turn that matched.
     *
     * @param number counted from 1
     * @param reply as written
     */
    record Match(int number, JsonNode reply) {}

    private Script(List<Turn> turns, boolean failUnmatched) {
        this.turns = turns;
        this.failUnmatched = failUnmatched;
    }

    /** @throws ScriptException if it is not a script */
    static Script read(JsonNode tree) {
        JsonNode list = tree.isArray() ? tree : tree.path("turns");
        if (!list.isArray()) {
            throw wrong("turns", "must be a list");
        }
        List<Turn> turns = new ArrayList<>();
        for (int at = 0; at < list.size(); at++) {
            JsonNode turn = list.get(at);
            String place = "turns[" + at + "]";
            known(turn.path("match"), MATCH, place + ".match");
            known(turn.path("reply"), REPLY, place + ".reply");
            if (!turn.path("reply").isObject()) {
                throw wrong(place, "has no reply");
            }
            checkPatterns(turn.path("match"), place);
            ScriptReply.faults(turn.path("reply"));
            turns.add(new Turn(turn.path("match"), turn.path("reply"), turn.path("loop").asBoolean(false)));
        }
        return new Script(turns, tree.path("unmatched").asString("rules").equals("fail"));
    }

    private static void known(JsonNode tree, Set<String> names, String place) {
        tree.propertyNames().forEach(name -> {
            if (!names.contains(name)) {
                throw wrong(place, "unknown key " + name + "; known are " + new java.util.TreeSet<>(names));
            }
        });
    }

    private static void checkPatterns(JsonNode match, String place) {
        for (String name : List.of("lastUser~", "toolResult~")) {
            try {
                Pattern.compile(match.path(name).asString(""));
            } catch (PatternSyntaxException e) {
                throw wrong(place + ".match." + name, e.getDescription());
            }
        }
    }

    private static ScriptException wrong(String place, String why) {
        return new ScriptException(SimulatorText.NOT_A_SCRIPT, place, why);
    }

    /** The turn that answers, which is used up by this; nothing where the rules may answer. */
    synchronized Optional<Match> take(Chat chat) {
        for (int at = 0; at < turns.size(); at++) {
            Turn turn = turns.get(at);
            if (!used.contains(at) && matches(turn.match(), chat)) {
                if (!turn.loop()) {
                    used.add(at);
                }
                return Optional.of(new Match(at + 1, turn.reply()));
            }
        }
        if (failUnmatched) {
            throw new Refusal(
                    500, "simulator_script_unmatched", "No turn of the script matches this request (user: " + chat.lastUserText() + ")");
        }
        return Optional.empty();
    }

    private static boolean matches(JsonNode match, Chat chat) {
        JsonNode last = chat.messages().get(chat.messages().size() - 1);
        String result = Chat.role(last).equals("tool") ? Chat.text(last) : null;
        return same(match, "model", chat.model().id())
                && contains(match, "lastUser", chat.lastUserText())
                && contains(match, "toolResult", result)
                && same(match, "turn", Integer.toString(chat.turn()))
                && same(match, "step", Integer.toString(chat.step()));
    }

    private static boolean same(JsonNode match, String name, String value) {
        return !match.has(name) || match.get(name).asString("").equals(value);
    }

    private static boolean contains(JsonNode match, String name, @Nullable String value) {
        String plain = Json.text(match, name);
        String pattern = Json.text(match, name + "~");
        boolean plainFits = plain == null || (value != null && value.contains(plain));
        return plainFits && (pattern == null || (value != null && Pattern.compile(pattern).matcher(value).find()));
    }
}
