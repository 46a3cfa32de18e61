package cn.openclaw.llm.translation;

/** Puts an answer into one wire's words, as server-sent events. Gathered are the same pieces as heard so far. */
interface AnswerWriter extends Pieces {
    /** What was put into words since the last time. */
    String taken();

    /** The end of an honest stream. */
    void end();
}
