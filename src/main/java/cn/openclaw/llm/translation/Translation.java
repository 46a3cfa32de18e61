package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From one wire's words to another's: requests there, answers back. */
public final class Translation {
    private Translation() {}

    /**
     * Who is asked.
     *
     * @param model the model's id there
     * @param mostOutput tokens its answers have at most; 0 if nobody knows
     * @param kimi whether the host is one of Kimi's, which takes reasoning back that nobody signed
     * @param reasons whether the model reasons
     */
    public record Target(String model, long mostOutput, boolean kimi, boolean reasons) {}

    /**
     * What an answer says of itself.
     *
     * @param id letters and digits that no other answer has
     * @param model as the caller named it
     * @param seconds when it was begun, since 1970
     * @param usageWanted whether a completions stream ends with a chunk of token counts
     */
    public record Told(String id, String model, long seconds, boolean usageWanted) {
        String id(String prefix) {
            return prefix + id;
        }
    }

    /**
     * A request in another wire's words.
     *
     * @param notes hears what was changed or left out, in words for a header; left-out members begin with {@code -}
     */
    public static ObjectNode request(Wire from, Wire to, JsonNode body, Target target, Set<String> notes) {
        Ask ask = switch (from) {
            case COMPLETIONS -> CompletionsAsk.read(body);
            case MESSAGES -> MessagesAsk.read(body);
            case RESPONSES -> ResponsesAsk.read(body);
        };
        ObjectNode written = switch (to) {
            case COMPLETIONS -> CompletionsAsk.write(ask, target);
            case MESSAGES -> MessagesBody.write(ask, target);
            case RESPONSES -> ResponsesBody.write(ask, target);
        };
        notes.addAll(ask.notes);
        return written;
    }

    /** A whole answer of one wire in another's words. */
    public static ObjectNode answer(Wire from, Wire to, JsonNode body, Told told) {
        Gathered gathered = new Gathered();
        reader(from).whole(body, gathered);
        return WholeAnswers.write(to, gathered, told);
    }

    /** A whole answer of one wire as another's stream, for hosts that do not stream although they were asked to. */
    public static String streamed(Wire from, Wire to, JsonNode body, Told told) {
        AnswerWriter writer = writer(to, told);
        reader(from).whole(body, writer);
        writer.end();
        return writer.taken();
    }

    /** Translates a streamed answer. */
    public static Stream stream(Wire from, Wire to, Told told) {
        return new Stream(reader(from), writer(to, told));
    }

    private static AnswerReader reader(Wire wire) {
        return switch (wire) {
            case COMPLETIONS -> new CompletionsReader();
            case MESSAGES -> new MessagesReader();
            case RESPONSES -> new ResponsesReader();
        };
    }

    private static AnswerWriter writer(Wire wire, Told told) {
        return switch (wire) {
            case COMPLETIONS -> new CompletionsWriter(told);
            case MESSAGES -> new MessagesWriter(told);
            case RESPONSES -> new ResponsesWriter(told);
        };
    }

    /** A streamed answer on its way from one wire to another. */
    public static final class Stream {
        private final AnswerReader reader;
        private final AnswerWriter writer;
        private Optional<String> fault = Optional.empty();

        private Stream(AnswerReader reader, AnswerWriter writer) {
            this.reader = reader;
            this.writer = writer;
        }

        /**
         * Takes an event's data.
         *
         * @return server-sent events to hand on; may be empty
         * @throws cn.openclaw.json.JsonException if it is no JSON
         */
        public String event(String data) {
            if (data.isBlank() || data.equals("[DONE]")) {
                return "";
            }
            JsonNode event = Json.parse(data);
            reader.event(event, writer);
            if (writer instanceof Gathered gathered) {
                fault = gathered.fault;
            }
            return writer.taken();
        }

        /** What the host said when it broke off; empty if it did not. */
        public Optional<String> fault() {
            return fault;
        }

        /** Whether the answer had come to an honest end. */
        public boolean isComplete() {
            return reader.isComplete() && fault.isEmpty();
        }

        /** The last events of an honest end. */
        public String end() {
            writer.end();
            return writer.taken();
        }
    }
}
