package cn.openclaw.agent;

import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import cn.openclaw.session.MessageCost;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How an agent asks, the same for every step of a turn.
 *
 * @param system the system prompt
 * @param options thinking, cache key, parameters
 * @param speaker who is being asked right now, for an answer that breaks off
 * @param price what an answer cost
 * @param maxSteps after how many questions to the model a turn is stopped
 * @param room what whoever is asked right now can hold
 * @param aside hears of answers that are no part of the conversation, such as summaries, and what they cost
 */
record AgentSpec(
        String system,
        ChatRequest.Options options,
        Supplier<Speaker> speaker,
        Function<Message.Assistant, MessageCost> price,
        int maxSteps,
        Supplier<Room> room,
        BiConsumer<Message.Assistant, MessageCost> aside) {
    /** As many as the vendor's own agent allows. */
    static final int MAX_STEPS = 1000;

    /** Who is asked. */
    record Speaker(ModelRef model, ModelApi api) {}
}
