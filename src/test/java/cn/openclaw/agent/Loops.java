package cn.openclaw.agent;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.model.ModelApi;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.Transcript;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.Toolbox;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A loop with a transcript on disk, a model that plays a script and tools that are lambdas. */
final class Loops {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"));

    final Path folder;
    final List<AgentEvent> events = new ArrayList<>();
    final List<Tool> tools = new ArrayList<>();
    final Inbox inbox = new Inbox();
    ChatModel summariser = ScriptedChatModel.of();
    Room room = Room.of(200_000, 8_000, Room.RESERVE);
    int maxSteps = AgentSpec.MAX_STEPS;
    String system = "system";
    Transcript transcript;

    Loops(Path folder) {
        this.folder = folder;
        transcript = open();
    }

    /** As another process would see it. */
    Transcript open() {
        transcript = Transcript.open(
                folder.resolve("s1.jsonl"),
                new Transcript.Header(new SessionId("s1"), folder, Optional.empty()),
                new Transcript.World(CLOCK, new Random(), UnaryOperator.identity()));
        return transcript;
    }

    Loops begin() {
        transcript.begin(ScriptedChatModel.KIMI, ModelApi.OPENAI_COMPLETIONS, "low");
        return this;
    }

    Message.Assistant say(String words, ChatModel model) throws InterruptedException {
        begin();
        transcript.add(Message.User.of(words), MessageCost.UNKNOWN);
        return loop(model).run(spec(), transcript, events::add);
    }

    AgentLoop loop(ChatModel model) {
        return new AgentLoop(model, summariser, box(), inbox);
    }

    Toolbox box() {
        return new Toolbox(tools, ToolContexts.of(folder.resolve("work")));
    }

    ContextKeeper context() {
        return new ContextKeeper(spec(), box().definitions(), transcript, events::add, summariser);
    }

    AgentSpec spec() {
        return new AgentSpec(
                system,
                ChatRequest.Options.NONE,
                () -> new AgentSpec.Speaker(ScriptedChatModel.KIMI, ModelApi.OPENAI_COMPLETIONS),
                _ -> MessageCost.UNKNOWN,
                maxSteps,
                () -> room,
                (_, _) -> {});
    }

    /** What a tool does. */
    interface Doing {
        ToolOutcome run(ObjectNode arguments, Tool.Context context) throws InterruptedException;
    }

    Loops tool(String name, Effect effect, Doing doing) {
        tools.add(new Tool() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return "does " + name;
            }

            @Override
            public ObjectNode parameters() {
                return (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"string\"}}}");
            }

            @Override
            public Effect effect(ObjectNode arguments, Context context) {
                return effect;
            }

            @Override
            public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
                return doing.run(arguments, context);
            }
        });
        return this;
    }

    static Part.ToolCall call(String id, String name) {
        return new Part.ToolCall(id, name, "{\"n\":\"" + id + "\"}");
    }

    <T extends AgentEvent> List<T> heard(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static List<Message.ToolResult> results(List<Message> messages) {
        return messages.stream()
                .filter(Message.ToolResult.class::isInstance)
                .map(Message.ToolResult.class::cast)
                .toList();
    }

    static String words(Message message) {
        Stream<Part> parts = switch (message) {
            case Message.User user -> user.parts().stream();
            case Message.Assistant answer -> answer.parts().stream();
            case Message.ToolResult result -> result.parts().stream();
        };
        return String.join("", parts.filter(Part.Text.class::isInstance).map(part -> ((Part.Text) part).text()).toList());
    }
}
