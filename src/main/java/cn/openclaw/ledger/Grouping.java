package cn.openclaw.ledger;

/** By what calls are added up. */
public enum Grouping {
    DAY("day"),
    MODEL("provider || '/' || model"),
    PROVIDER("provider"),
    AGENT("agent"),
    /** Programs' keys, whether they asked models or agents. */
    KEY("CASE WHEN payer <> '' THEN payer WHEN agent LIKE 'key:%' THEN agent ELSE '-' END"),
    SESSION("session || ' ' || session_id"),
    TURN("session || ' ' || run"),
    PROFILE("COALESCE(profile, '-')"),
    STATUS("status");

    private final String expression;

    Grouping(String expression) {
        this.expression = expression;
    }

    /** In SQL. */
    String expression() {
        return expression;
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
