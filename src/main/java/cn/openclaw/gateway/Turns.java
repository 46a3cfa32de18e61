package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.protocol.GatewayException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns that no client asks for: jobs and heartbeats. They are runs like any other, so that clients see them; they are not taken up
 * again after a crash, because whoever began them decides that himself.
 */
final class Turns {
    private static final Duration FOREVER = Duration.ofDays(365);

    private Turns() {}

    /**
     * Does a turn and waits for its end; interrupted, it aborts it.
     *
     * @param request its conversation is named
     * @throws GatewayException if it cannot begin
     */
    static RunReport run(GatewayWorld world, RunRequest request) throws InterruptedException {
        RunOrder order = new RunOrder(RunOrder.Kind.AGENT, UUID.randomUUID().toString(), request, QueueMode.FOLLOWUP, false);
        Run run = Runs.of(world).start(order).run();
        Optional<RunEnding> ending;
        try {
            ending = run.await(FOREVER);
        } catch (InterruptedException e) {
            run.stop("shutdown");
            throw e;
        }
        return ending.flatMap(RunEnding::report)
                .orElseThrow(() -> GatewayException.unavailable(ending.flatMap(RunEnding::words).orElse("the turn did not begin")));
    }
}
