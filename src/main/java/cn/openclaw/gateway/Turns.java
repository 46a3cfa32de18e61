package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.protocol.GatewayException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns that no client asks for: jobs and heartbeats. They are runs like any other, so that clients see them.
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
        RunEnding ending = end(world, order).orElseThrow();
        return ending.report()
                .orElseThrow(() -> ending.failure().orElseGet(() -> GatewayException.unavailable(ending.words().orElse("the turn did not begin"))));
    }

    /**
     * Does what is ordered and waits for its end; of an order that is known, for the end of that.
     *
     * @return empty if this process ends before, and leaves the run to the next one
     */
    static Optional<RunEnding> end(GatewayWorld world, RunOrder order) throws InterruptedException {
        Runs runs = Runs.of(world);
        Optional<Run> known = runs.find(order.id());
        Run run = known.isPresent() ? known.get() : runs.startOwn(order).run();
        try {
            return run.await(FOREVER);
        } catch (InterruptedException e) {
            if (run.isLeft()) {
                return Optional.empty();
            }
            run.stop("shutdown");
            throw e;
        }
    }
}
