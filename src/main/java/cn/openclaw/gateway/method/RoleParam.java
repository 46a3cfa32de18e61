package cn.openclaw.gateway.method;

import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.Role;

/** A role as a caller names it. */
final class RoleParam {
    private RoleParam() {}

    static Role of(Params params) {
        return Role.of(params.need("role")).orElseThrow(() -> params.wrong("at /role: must be operator or node"));
    }
}
