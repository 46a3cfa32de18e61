package cn.openclaw.llm.translation;

import tools.jackson.databind.JsonNode;

/** Understands one wire's answers. */
interface AnswerReader {
    /** A whole answer. */
    void whole(JsonNode body, Pieces to);

    /** One event of a streamed one. */
    void event(JsonNode event, Pieces to);

    /** Whether an end of the stream now is an honest end. */
    boolean isComplete();
}
