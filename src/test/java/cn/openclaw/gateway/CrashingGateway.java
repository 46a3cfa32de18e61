package cn.openclaw.gateway;

import cn.openclaw.agent.AgentExtras;
import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.base.Environment;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.server.GatewayServer;
import cn.openclaw.gateway.server.GatewaySettings;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.json.Json;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.log.Log;
import cn.openclaw.testing.Orphans;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.ToolWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** A gateway in a process of its own, to be killed: its one tool leaves a trace of every call in a file. */
final class CrashingGateway {
    private CrashingGateway() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws Exception {
        Orphans.endWithParent();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Environment environment = Environment.real();
        Places places = Places.of(environment);
        JdkHttp http = new JdkHttp(environment);
        var snapshot = new ConfigFile(places, environment).read();
        InstantSource clock = InstantSource.system();
        ToolWorld tools = new ToolWorld(() -> snapshot, places, clock, () -> http);
        AgentWorld world = new AgentWorld(
                snapshot, places, clock, () -> ZoneOffset.UTC, new Random(), (endpoint, notices) -> WireFormats.open(endpoint, http, notices), tools);
        Path effects = places.stateDir().resolveSibling("effects.txt");
        AgentRuns runs = new AgentRuns(() -> world, new AgentExtras(List.of(), () -> List.of(new Append(effects))));
        GatewayServer.start(GatewaySettings.local(Integer.parseInt(arguments[0]), () -> world, runs, new Log() {
            @Override
            public void write(Level level, String subsystem, String message, Map<String, ?> fields) {
                if (level == Level.ERROR) {
                    err.println(subsystem + " " + message);
                }
            }

            @Override
            public void fault(String subsystem, String message, Throwable cause) {
                err.println(subsystem + " " + message);
                cause.printStackTrace(err);
            }
        }));
        err.println("READY");
        Thread.sleep(Long.MAX_VALUE);
    }

    private record Append(Path effects) implements Tool {
        @Override
        public String name() {
            return "append";
        }

        @Override
        public String description() {
            return "Adds a line to a file.";
        }

        @Override
        public ObjectNode parameters() {
            return (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{\"tag\":{\"type\":\"string\"}},\"required\":[\"tag\"]}");
        }

        @Override
        public Effect effect(ObjectNode arguments, Context context) {
            return Effect.ACTS;
        }

        @Override
        public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
            try {
                Files.writeString(effects, Json.text(arguments, "tag") + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // Time to be killed in, between the effect and its result.
            Thread.sleep(5);
            return new ToolOutcome.Done("appended " + Json.text(arguments, "tag"));
        }
    }
}
