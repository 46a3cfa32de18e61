package cn.openclaw.gateway.server;

import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.Caller;
import cn.openclaw.json.Json;

/** The sign of life. */
final class Ticks {
    private Ticks() {}

    /** @param both whether those of protocol 3 are told as well */
    static void tell(Core core, boolean both) {
        var payload = Json.object().put("ts", core.world().agents().clock().millis());
        core.sockets().tell("tick", payload, new Audience.Everybody(), true, connection -> {
            Caller caller = connection.caller();
            return both || (caller != null && caller.protocol() >= 4);
        });
    }
}
