package cn.openclaw.gateway.compat;

import cn.openclaw.llm.Part;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the conversation that a program sends along, whatever its dialect.
 *
 * @param who the speaker
 * @param text the words
 * @param media images of a user
 * @param calls tools that the assistant asked for
 * @param callId of a tool's answer: the call it belongs to
 */
record Said(Who who, String text, List<Part.Media> media, List<Part.ToolCall> calls, Optional<String> callId) {

    /** A speaker. */
    enum Who {
        SYSTEM,
        USER,
        ASSISTANT,
        TOOL
    }

    Said {
        media = List.copyOf(media);
        calls = List.copyOf(calls);
    }

    static Said words(Who who, String text) {
        return new Said(who, text, List.of(), List.of(), Optional.empty());
    }

    static Said output(String callId, String text) {
        return new Said(Who.TOOL, text, List.of(), List.of(), Optional.of(callId));
    }
}
