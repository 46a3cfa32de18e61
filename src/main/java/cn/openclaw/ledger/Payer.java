package cn.openclaw.ledger;

/**
 * In whose account an agent's calls are made beside its own: a program's key that asked for the turn.
 *
 * @param name as the ledger has it: {@code key:laptop}; empty for nobody else
 * @param budget its caps
 */
public record Payer(String name, Budget budget) {
    /** The agent's own account alone. */
    public static final Payer NOBODY = new Payer("", Budget.NONE);

    public boolean isNobody() {
        return name.isEmpty();
    }
}
