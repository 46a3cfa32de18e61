package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.AgentDoor;
import cn.openclaw.gateway.AgentName;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpVisit;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One of the model dialects that an agent is asked in: how a question is read and how an answer is said. It holds no state. */
interface Dialect extends AgentDoor {
    /** Before the id of an answer, which is the id of the run as well. */
    String prefix();

    /** Conversations of programs that name none are kept under it: {@code openai} … */
    String family();

    /**
     * Reads what is asked.
     *
     * @throws Bad if nothing is
     */
    Question question(ObjectNode body);

    /** Which conversation it goes on with, if the dialect has a way to say so. */
    default Optional<String> session(ObjectNode body, Asking asking) {
        return Optional.empty();
    }

    /** Says the answer to a question. */
    Voice voice(Outlet out, Question question, Answering answering);

    /** Whether a later request may say that it goes on with an answer. */
    default boolean isReferredTo() {
        return false;
    }

    /** A request that cannot be fulfilled as it is. */
    ObjectNode refusal(Bad bad);

    /**
     * An answer to be.
     *
     * @param body the request, for what only one dialect knows of
     * @param id the answer's
     * @param more another id, for what stands within it
     * @param created seconds since 1970
     */
    record Answering(ObjectNode body, String id, String more, long created) {}

    @Override
    default void answer(HttpVisit visit, ObjectNode body, AgentName agent, GatewayWorld world) throws InterruptedException {
        Outlet out = new Outlet(visit);
        try {
            Asking asking = new Asking(visit, agent, world);
            Question question = question(body);
            Answering answering = new Answering(body, asking.id(prefix()), asking.id("msg_"), asking.now());
            Optional<String> session = session(body, asking);
            asking.ask(
                    new Asking.Order(question, answering.id(), family(), session, isReferredTo()), voice(out, question, answering));
        } catch (Bad e) {
            out.whole(e.status(), refusal(e));
        }
    }
}
