package cn.openclaw.cli;

import cn.openclaw.agent.AgentExtras;
import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.testing.Orphans;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Has turn after turn of one conversation, each with effects that leave a trace in a file; ends when killed, or after the last. */
final class LongSessionMain {
    private LongSessionMain() {}

    public static void main(String[] arguments) throws Exception {
        Orphans.endWithParent();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Cli cli = new Cli(
                Environment.real(), Language.EN, InputStream.nullInputStream(), err, err, new Screen(false, false, false, false, 80),
                InstantSource.system(), new Random());
        Places places = Places.of(cli.environment());
        Path effects = places.stateDir().resolveSibling("effects.txt");
        var world = AgentCommand.world(cli, places, new ConfigFile(places, cli.environment()).read());
        var extras = new AgentExtras(List.of(), () -> List.of(new Append(effects), new Peek()));
        AgentRuns runs = new AgentRuns(world, extras);
        int last = Integer.parseInt(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        for (int turn = Integer.parseInt(arguments[0]); turn < last; turn++) {
            RunReport report = runs.run(request(turn, last, calls), _ -> {});
            if (report.outcome() != RunReport.Outcome.ANSWERED) {
                err.println(report.failure().map(failure -> failure.in(Language.EN)).orElse("stopped"));
                System.exit(3);
            }
        }
        System.exit(0);
    }

    /** Half of the calls act, one after the other; the others look, side by side. */
    private static RunRequest request(int turn, int turns, int calls) {
        StringBuilder words = new StringBuilder("turn-" + turn + "; ");
        for (int call = 0; call < calls; call++) {
            words.append("[[sim:tool ").append(call % 2 == 0 ? "append" : "peek").append(" {\"tag\":\"t" + turn + "-" + call + "\"}]]");
            words.append(call % 4 == 3 ? "[[sim:then]]" : "");
        }
        words.append("[[sim:then]][[sim:say done-").append(turn).append("]]");
        String model = List.of("kimi-k3", "kimi-k2.6", "kimi-k2.7-code", "kimi-k3").get(Math.min(3, turn * 4 / turns));
        return new RunRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(new Part.Text(words.toString())), Optional.empty(),
                Optional.empty(), Optional.of("moonshot/" + model), Optional.empty(), Language.EN, Approver.nobody());
    }

    private static ObjectNode schema() {
        return (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{\"tag\":{\"type\":\"string\"}},\"required\":[\"tag\"]}");
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
            return schema();
        }

        @Override
        public Effect effect(ObjectNode arguments, Context context) {
            return Effect.ACTS;
        }

        @Override
        public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
            try {
                Thread.sleep(2);
                Files.writeString(
                        effects, Json.text(arguments, "tag") + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // Time to be killed in, between the effect and its result.
            Thread.sleep(4);
            return new ToolOutcome.Done("appended " + Json.text(arguments, "tag"));
        }
    }

    private record Peek() implements Tool {
        @Override
        public String name() {
            return "peek";
        }

        @Override
        public String description() {
            return "Looks.";
        }

        @Override
        public ObjectNode parameters() {
            return schema();
        }

        @Override
        public ToolOutcome run(ObjectNode arguments, Context context) {
            return new ToolOutcome.Done("saw " + Json.text(arguments, "tag") + " " + "and some more words ".repeat(20));
        }
    }
}
