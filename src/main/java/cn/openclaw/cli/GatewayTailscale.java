package cn.openclaw.cli;

import cn.openclaw.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Offers the gateway through Tailscale's own program, where the configuration wants it. What goes wrong stands in the log: the gateway serves all the same. */
final class GatewayTailscale {
    private GatewayTailscale() {}

    static void offer(GatewayPlan plan, int port, Log log) {
        if (!plan.tailscale().equals("off")) {
            run(log, plan.tailscale(), "--bg", "--yes", Integer.toString(port));
        }
    }

    static void takeBack(GatewayPlan plan, Log log) {
        if (!plan.tailscale().equals("off") && plan.tailscaleReset()) {
            run(log, plan.tailscale(), "reset");
        }
    }

    private static void run(Log log, String... words) {
        List<String> line = new ArrayList<>(List.of("tailscale"));
        line.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                log.warn("tailscale", String.join(" ", line) + " did not end in 20 s");
            } else if (process.exitValue() != 0) {
                log.warn("tailscale", String.join(" ", line) + " ended with " + process.exitValue());
            } else {
                log.info("tailscale", String.join(" ", line));
            }
        } catch (IOException e) {
            log.warn("tailscale", "tailscale is not installed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
