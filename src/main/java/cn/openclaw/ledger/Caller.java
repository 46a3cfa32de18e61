package cn.openclaw.ledger;

/**
 * In whose name calls are made.
 *
 * @param agent the agent's id
 * @param session the conversation's key
 * @param sessionId its transcript
 * @param run the turn
 * @param payer whose account it is booked to beside the agent's, as {@link Payer#name}; empty for nobody's
 */
public record Caller(String agent, String session, String sessionId, String run, String payer) {

    /** In the agent's own account alone. */
    public Caller(String agent, String session, String sessionId, String run) {
        this(agent, session, sessionId, run, "");
    }
}
