package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;

/**
 * Turns that no client asks for: jobs and heartbeats. Whoever tells clients of runs stands in for the plain way by keeping his own
 * before it is first asked for: {@code world.kept(Turns.class, …)}.
 */
@FunctionalInterface
public interface Turns {
    /**
     * Does a turn on this thread, interrupted to abort it.
     *
     * @throws cn.openclaw.base.ClawException if it cannot begin
     */
    RunReport run(RunRequest request) throws InterruptedException;

    /** Of a gateway. */
    static Turns of(GatewayWorld world) {
        return world.kept(Turns.class, given -> request -> given.runs().run(request, _ -> {}));
    }
}
