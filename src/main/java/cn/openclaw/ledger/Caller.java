package cn.openclaw.ledger;

/**
 * In whose name calls are made.
 *
 * @param agent the agent's id
 * @param session the conversation's key
 * @param sessionId its transcript
 * @param run the turn
 */
public record Caller(String agent, String session, String sessionId, String run) {}
