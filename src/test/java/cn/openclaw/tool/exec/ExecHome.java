package cn.openclaw.tool.exec;

import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver.Answer;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolRun;
import cn.openclaw.tool.ToolWorld;
import cn.openclaw.tool.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** A workspace with an exec tool in it, and somebody who answers. */
final class ExecHome implements AutoCloseable {
    final Path folder;
    final Path workspace;
    final TempHome home;
    final List<ApprovalRequest> asked = new ArrayList<>();
    Function<ApprovalRequest, Answer> answer = _ -> Answer.DENY;
    private ToolWorld world;
    private ToolRun turn;

    ExecHome(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.workspace = Files.createDirectory(this.folder.resolve("workspace"));
        this.home = new TempHome(this.folder.resolve("home"));
        Files.createDirectories(home.home());
    }

    ToolWorld world() {
        if (world == null) {
            var environment = home.environment();
            var places = Places.of(environment);
            ConfigSnapshot snapshot = new ConfigFile(places, environment).read();
            world = new ToolWorld(() -> snapshot, places, InstantSource.system(), () -> {
                throw new IllegalStateException("no network");
            });
        }
        return world;
    }

    ToolRun turn() {
        if (turn == null) {
            turn = ToolContexts.turn(request -> {
                asked.add(request);
                return answer.apply(request);
            });
        }
        return turn;
    }

    Tool.Context context() {
        return new Tool.Context(workspace, world(), turn());
    }

    Message.ToolResult call(Tool tool, ObjectNode arguments) throws InterruptedException {
        return new Toolbox(List.of(tool), context()).run(new Part.ToolCall("x:0", tool.name(), Json.write(arguments)));
    }

    Message.ToolResult exec(String command) throws InterruptedException {
        return call(new ExecTool(), Json.object().put("command", command));
    }

    String run(String command) throws InterruptedException {
        return words(exec(command));
    }

    String process(ObjectNode arguments) throws InterruptedException {
        return words(call(new ProcessTool(), arguments));
    }

    static String words(Message.ToolResult result) {
        return ((Part.Text) result.parts().getFirst()).text();
    }

    @Override
    public void close() {
        if (world != null) {
            world.close();
        }
    }
}
