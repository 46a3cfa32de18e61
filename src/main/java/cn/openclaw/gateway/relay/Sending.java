package cn.openclaw.gateway.relay;

import cn.openclaw.ledger.Call;
import cn.openclaw.llm.Pacing;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request as one way gets it.
 *
 * @param call for the ledger
 * @param slot its place among those who wait for rate limits
 * @param adapted what was changed for the host, in words for a header
 * @param usageAdded whether the host counts tokens in a chunk that the caller did not ask for
 * @param names the caller's name for each tool that the host knows by another
 * @param begun when, on the clock of {@link System#nanoTime}
 */
record Sending(
        Way way,
        Outgoing outgoing,
        Call call,
        Pacing.Slot slot,
        List<String> adapted,
        boolean usageAdded,
        Map<String, String> names,
        long begun) {

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
