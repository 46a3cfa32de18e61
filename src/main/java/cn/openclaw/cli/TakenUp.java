package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether the gateway that runs has taken up what a command writes into the configuration. It looks at the file now and then; who was
 * told that something is done would be refused if he went on at once.
 */
final class TakenUp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GatewayClient client;
    private final long before;

    private TakenUp(GatewayClient client) throws InterruptedException {
        this.client = client;
        this.before = revision();
    }

    /** To be made before the file is written; empty if no gateway runs here, or none that lets us in. */
    static Optional<TakenUp> watching(Cli cli) throws InterruptedException {
        if (RunningGateway.find(Places.of(cli.environment())).isEmpty()) {
            return Optional.empty();
        }
        try {
            GatewayClient client = new GatewayLink(cli, Target.Told.NOTHING).connect("cli", List.of(Scope.READ), PATIENCE);
            return Optional.of(new TakenUp(client));
        } catch (ClawException e) {
            return Optional.empty();
        }
    }

    /** Waits until it has; false if it does not, as with {@code gateway.reload.mode: "off"}. */
    boolean await() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (revision() > before) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    private long revision() throws InterruptedException {
        JsonNode health = GatewayCall.tryCall(client, "health", Json.object().put("probe", true), PATIENCE).orElseGet(Json::object);
        return health.path("config").path("revision").asLong(0);
    }

    @Override
    public void close() {
        client.close();
    }
}
