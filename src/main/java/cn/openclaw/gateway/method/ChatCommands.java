package cn.openclaw.gateway.method;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.Directives;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.gateway.Approvals;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Runs;
import cn.openclaw.gateway.SessionResets;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.ModelRef;
import cn.openclaw.protocol.Scope;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Slash commands of a chat over the gateway. They are answered without asking a model, but for {@code /compact}. */
final class ChatCommands {
    private static final Set<String> USAGE = Set.of("off", "tokens", "full", "on", "cost");

    private final GatewayWorld world;
    private final MethodCall call;
    private final SessionKey key;
    private final Language language;

    private ChatCommands(MethodCall call, SessionKey key) {
        this.world = call.world();
        this.call = call;
        this.key = key;
        this.language = Asked.language(call);
    }

    /**
     * What a message means that begins with a command.
     *
     * @param answer what is answered to it; empty if a model is asked
     * @param message what the model is asked instead of the message
     */
    record Command(Optional<Runs.Words> answer, Optional<String> message) {
        static Optional<Command> answers(Runs.Words words) {
            return Optional.of(new Command(Optional.of(words), Optional.empty()));
        }
    }

    /** Empty for text that is for the model. */
    static Optional<Command> of(MethodCall call, SessionKey key, String message) throws InterruptedException {
        ChatCommands commands = new ChatCommands(call, key);
        Directives directives = Directives.read(message);
        if (directives.isAlone()) {
            return Command.answers(() -> commands.choose(directives));
        }
        Optional<Directives.Command> command = Directives.command(message).filter(Directives.Command::isKnown);
        return command.isEmpty() ? Optional.empty() : commands.command(command.get());
    }

    private Optional<Command> command(Directives.Command command) throws InterruptedException {
        String arguments = command.arguments();
        return switch (command.name()) {
            case "new", "reset" -> {
                if (arguments.isBlank()) {
                    yield Command.answers(() -> {
                        SessionResets.reset(world, key);
                        return ChatText.NEW.in(language);
                    });
                }
                SessionResets.reset(world, key);
                yield Optional.of(new Command(Optional.empty(), Optional.of(arguments)));
            }
            case "help", "commands" -> Command.answers(() -> ChatText.HELP.in(language));
            case "status", "context" -> Command.answers(this::status);
            case "models" -> Command.answers(this::models);
            case "model" -> Command.answers(() -> model(arguments));
            case "think", "verbose", "reasoning", "elevated", "queue" -> Command.answers(() -> level(command));
            case "usage" -> Command.answers(() -> usage(arguments));
            case "compact" -> Command.answers(() -> compact(arguments));
            case "approve" -> Command.answers(() -> approve(arguments));
            case "whoami" -> Command.answers(() -> ChatText.WHO.in(
                    language, call.caller().client().displayName().orElse(call.caller().client().id()), key.text()));
            default -> Command.answers(() -> ChatText.NOT_HERE.in(language, "/" + command.name()));
        };
    }

    private Optional<SessionEntry> entry() {
        return Conversations.store(world, key).find(key);
    }

    private void set(String name, Optional<String> value) {
        Conversations.store(world, key).update(key, tree -> {
            tree.remove(name);
            value.ifPresent(word -> tree.put(name, word));
        });
    }

    /** A message of directives alone holds for the conversation. */
    private String choose(Directives directives) {
        StringBuilder out = new StringBuilder();
        directives.thinking().ifPresent(level -> say(out, think(level)));
        directives.verbose().ifPresent(level -> say(out, chosen("verboseLevel", level, ChatText.VERBOSE)));
        directives.reasoning().ifPresent(level -> say(out, chosen("reasoningLevel", level, ChatText.REASONING)));
        directives.elevated().ifPresent(level -> say(out, chosen("elevatedLevel", level, ChatText.ELEVATED)));
        directives.queue().ifPresent(mode -> say(out, queue(mode)));
        directives.model().ifPresent(model -> say(out, model(model)));
        return out.toString();
    }

    private static void say(StringBuilder out, String line) {
        out.append(out.isEmpty() ? "" : "\n").append(line);
    }

    private String think(ThinkingLevel level) {
        set("thinkingLevel", Optional.of(level.id()));
        return level == ThinkingLevel.OFF ? ChatText.THINKING_OFF.in(language) : ChatText.THINKING.in(language, level.id());
    }

    private String chosen(String name, String level, Text said) {
        set(name, Optional.of(level));
        return said.in(language, level);
    }

    private String queue(String mode) {
        set("queueMode", Optional.of(mode).filter(word -> !word.equals("default")));
        return ChatText.QUEUE.in(language, mode);
    }

    /** A command that names no level asks for it, or names one that is none. */
    private String level(Directives.Command command) {
        String now =
                switch (command.name()) {
                    case "think" -> entry().flatMap(SessionEntry::thinkingLevel).orElse("default");
                    case "queue" -> entry().flatMap(known -> known.word("queueMode")).orElse("followup");
                    default -> entry().flatMap(known -> known.word(command.name() + "Level")).orElse("off");
                };
        String levels =
                switch (command.name()) {
                    case "think" -> "off, minimal, low, medium, high, xhigh, default";
                    case "verbose" -> "off, on, full";
                    case "reasoning" -> "off, on, stream";
                    case "elevated" -> "off, on, ask, full";
                    default -> "followup, steer, interrupt, default";
                };
        if (command.name().equals("think") && Set.of("default", "auto", "默认").contains(command.arguments())) {
            set("thinkingLevel", Optional.empty());
            return ChatText.THINKING.in(language, "default");
        }
        return command.arguments().isBlank()
                ? ChatText.LEVEL.in(language, "/" + command.name(), now, levels)
                : ChatText.NO_LEVEL.in(language, command.arguments(), levels);
    }

    private String usage(String written) {
        String level = written.strip();
        if (level.isEmpty()) {
            return ChatText.LEVEL.in(
                    language, "/usage", entry().flatMap(known -> known.word("responseUsage")).orElse("off"), "off, tokens, full, cost");
        }
        if (!USAGE.contains(level)) {
            return ChatText.NO_LEVEL.in(language, level, "off, tokens, full, cost");
        }
        return chosen("responseUsage", level, ChatText.USAGE);
    }

    private String model(String written) {
        String text = written.strip();
        if (text.isEmpty() || text.equals("status")) {
            String now = Models.of(world)
                    .chosen(key.agent(), entry().flatMap(SessionEntry::modelOverride))
                    .map(shown -> shown.ref().toString())
                    .orElse("?");
            return ChatText.MODEL_NOW.in(language, now);
        }
        if (text.equals("list")) {
            return models();
        }
        boolean back = text.equals("default") || text.equals("默认");
        Optional<ModelRef> ref = back ? Optional.empty() : Optional.of(Models.of(world).require(key.agent(), text));
        Conversations.store(world, key).update(key, tree -> put(tree, ref));
        return ref.map(chosen -> ChatText.MODEL.in(language, chosen)).orElseGet(() -> ChatText.MODEL_DEFAULT.in(language));
    }

    static void put(ObjectNode tree, Optional<ModelRef> ref) {
        tree.remove(List.of("providerOverride", "modelOverride"));
        ref.ifPresent(chosen -> tree.put("providerOverride", chosen.provider()).put("modelOverride", chosen.model()));
    }

    private String models() {
        StringBuilder out = new StringBuilder(ChatText.MODELS.in(language));
        Models.of(world).named(key.agent()).forEach(ref -> out.append("\n- ").append(ref));
        return out.toString();
    }

    private String status() {
        Optional<SessionEntry> entry = entry();
        Optional<Models.Shown> model = Models.of(world).chosen(key.agent(), entry.flatMap(SessionEntry::modelOverride));
        long window = model.map(Models.Shown::window).orElse(0L);
        long used = entry.map(known -> known.number("totalTokens")).orElse(0L);
        Runs runs = Runs.of(world);
        int depth = runs.waiting(key).size();
        String run = runs.active(key).isPresent() ? ChatText.RUNNING.in(language) : ChatText.IDLE.in(language);
        return String.join(
                "\n",
                ChatText.STATUS_MODEL.in(language, model.map(shown -> shown.ref().toString()).orElse("?")),
                ChatText.STATUS_CONTEXT.in(
                        language,
                        brief(used),
                        brief(window),
                        window == 0 ? 0 : used * 100 / window,
                        entry.map(known -> known.number("compactionCount")).orElse(0L)),
                ChatText.STATUS_SESSION.in(language, key.text(), run),
                ChatText.STATUS_LEVELS.in(
                        language,
                        entry.flatMap(SessionEntry::thinkingLevel).orElse("default"),
                        entry.flatMap(known -> known.word("verboseLevel")).orElse("off"),
                        entry.flatMap(known -> known.word("queueMode")).orElse("followup"),
                        depth));
    }

    private static String brief(long tokens) {
        return tokens < 1000 ? Long.toString(tokens) : tokens / 1000 + "k";
    }

    private String compact(String instructions) throws InterruptedException {
        Optional<AgentEvent.Compacted> done =
                world.runs().compact(Asked.turn(call, key, List.of(new Part.Text(instructions))), _ -> {});
        return done.map(counts -> ChatText.COMPACTED.in(language, brief(counts.before()), brief(counts.after())))
                .orElseGet(() -> ChatText.NOT_COMPACTED.in(language));
    }

    /** {@code /approve <id> allow-once|allow-always|deny}. */
    private String approve(String arguments) {
        List<String> words = List.of(arguments.strip().split("\\s+", -1));
        Optional<Approvals.Decision> decision = words.size() == 2 ? Approvals.Decision.of(words.get(1)) : Optional.empty();
        if (decision.isEmpty()) {
            return ChatText.APPROVE_HOW.in(language);
        }
        if (!call.caller().may(Scope.APPROVALS)) {
            return ChatText.APPROVE_NOT.in(language);
        }
        boolean done = Approvals.of(world).decide(words.getFirst(), decision.get(), call.caller().client().id());
        return done ? ChatText.APPROVED.in(language, words.get(1)) : ChatText.APPROVE_GONE.in(language, words.getFirst());
    }
}
