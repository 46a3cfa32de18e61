package cn.openclaw.gateway;

import tools.jackson.databind.node.ObjectNode;

/**
 * Asks an agent for a program that speaks one of the model dialects over HTTP. The door of the path has read the body and found that
 * its {@code model} names an agent and no model. Found by {@code @AutoService(AgentDoor.class)}; it holds no state.
 */
public interface AgentDoor {
    /** The path whose requests it understands: {@code /v1/chat/completions} … */
    String path();

    /** Answers on this thread, which is interrupted when the client goes away; the caller's rights are checked already. */
    void answer(HttpVisit visit, ObjectNode body, AgentName agent, GatewayWorld world) throws InterruptedException;
}
