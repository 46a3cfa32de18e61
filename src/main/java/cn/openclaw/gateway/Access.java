package cn.openclaw.gateway;

import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;

/** Who may use a method. Every method names one, so that none can forget; the whole table is in docs/gateway-methods.md. */
public enum Access {
    READ(Scope.READ),
    WRITE(Scope.WRITE),
    APPROVALS(Scope.APPROVALS),
    PAIRING(Scope.PAIRING),
    ADMIN(Scope.ADMIN),
    /** Nodes alone; not even an administrator is one. */
    NODE(Scope.ADMIN);

    private final Scope scope;

    Access(Scope scope) {
        this.scope = scope;
    }

    /** The scope that a refusal names. */
    public Scope scope() {
        return scope;
    }

    public boolean allows(Caller caller) {
        return this == NODE ? caller.role() == Role.NODE : caller.may(scope);
    }
}
