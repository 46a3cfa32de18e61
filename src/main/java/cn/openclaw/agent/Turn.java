package cn.openclaw.agent;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Redactor;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Caller;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.llm.Usage;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Transcript;
import cn.openclaw.tool.SubAgents;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolRun;
import cn.openclaw.tool.Toolbox;
import cn.openclaw.tool.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One turn of one conversation, with everything it needs found. */
final class Turn {
    private final AgentWorld world;
    private final RunRequest request;
    private final SessionStore store;
    private final Conversation conversation;
    private final RunReport.Session session;
    private final AuthProfileStore profiles;
    private final Plan plan;
    private final Path workspace;
    private final Traffic traffic;
    private final List<Tool> tools = Tools.all();

    /**
     * What a turn needs.
     *
     * @param request what is wanted
     * @param store where its conversation is listed
     * @param claimed the conversation and its transcript
     * @param profiles where keys are kept, to be told how they did
     * @param plan who may be asked
     * @param traffic the way to the platforms
     */
    record Parts(
            RunRequest request,
            SessionStore store,
            Conversation.Claimed claimed,
            AuthProfileStore profiles,
            Plan plan,
            Traffic traffic) {}

    Turn(AgentWorld world, Parts parts) {
        this.world = world;
        this.request = parts.request();
        this.store = parts.store();
        this.conversation = parts.claimed().conversation();
        this.session = new RunReport.Session(
                conversation.key(), parts.claimed().id(), parts.claimed().file());
        this.profiles = parts.profiles();
        this.plan = parts.plan();
        this.traffic = parts.traffic();
        this.workspace = world.places().workspace(world.snapshot().config(), conversation.agentId());
    }

    RunReport run(Consumer<AgentEvent> events) throws InterruptedException {
        Instant start = world.clock().instant();
        Hearing hearing = new Hearing(events);
        Transcript transcript = accept();
        hearing.accept(new AgentEvent.Began(plan.candidates().getFirst().who(), session, verbose()));
        Failover failover = traffic.models(plan, caller(), new KeyHealth(profiles, traffic), hearing);
        int maxChars = maxChars();
        SystemPrompt prompt = SystemPrompt.of(workspace, tools, request.language(), maxChars);
        Toolbox toolbox = new Toolbox(tools, new Tool.Context(workspace, world.tools(), toolRun()));
        Ending ending = end(new AgentLoop(failover, toolbox), spec(prompt, failover), transcript, hearing, failover);
        RunReport report = new RunReport(
                ending.outcome(),
                ending.failure(),
                hearing.texts(),
                hearing.stopReason(),
                hearing.spent(),
                session,
                failover.current().model(),
                Duration.between(start, world.clock().instant()),
                new PromptReport(prompt, tools, workspace, maxChars));
        remember(report);
        profiles.flush();
        return report;
    }

    private Caller caller() {
        String run = Long.toHexString(world.random().nextLong());
        return new Caller(conversation.agentId(), session.key().toString(), session.id().value(), run);
    }

    private ToolRun toolRun() {
        return new ToolRun(
                conversation.agentId(),
                session.key(),
                session.id(),
                plan.chosen().definition(),
                request.language(),
                request.approver(),
                SubAgents.none(),
                _ -> {},
                new AtomicReference<>());
    }

    private record Ending(RunReport.Outcome outcome, Optional<ClawException> failure) {}

    private Ending end(AgentLoop loop, AgentSpec spec, Transcript transcript, Hearing hearing, Failover failover) {
        Duration limit = request.timeout()
                .orElseGet(() -> Duration.ofSeconds(
                        world.snapshot().config().agents().defaults().timeoutSeconds()));
        try (Deadline deadline = new Deadline(limit)) {
            try {
                loop.run(spec, transcript, hearing);
                return new Ending(RunReport.Outcome.ANSWERED, Optional.empty());
            } catch (InterruptedException e) {
                if (!deadline.isOver()) {
                    return new Ending(RunReport.Outcome.INTERRUPTED, Optional.empty());
                }
                return new Ending(
                        RunReport.Outcome.TIMED_OUT,
                        Optional.of(new AgentException(
                                AgentException.Reason.TIMED_OUT, AgentText.TIMED_OUT, limit.toSeconds())));
            } catch (ClawException e) {
                ClawException whole = failover.tries().size() > 1 ? new AgentException(failover.tries()) : e;
                return new Ending(RunReport.Outcome.FAILED, Optional.of(whole));
            }
        }
    }

    /** The conversation's entry is there already: a run that is killed before its message is kept is found again, and empty. */
    private Transcript accept() {
        Transcript transcript = Transcript.open(
                session.file(),
                new Transcript.Header(session.id(), workspace, Optional.of(conversation.key())),
                new Transcript.World(
                        world.clock(), world.random(), Redactor.of(world.snapshot().environment(), plan.secrets())::redact));
        CatalogModel chosen = plan.chosen();
        transcript.begin(chosen.ref(), chosen.api(), shownThinking().id());
        transcript.add(new Message.User(request.parts()), MessageCost.UNKNOWN);
        return transcript;
    }

    private String verbose() {
        return request.verbose()
                .or(() -> conversation.entry().flatMap(entry -> entry.word("verboseLevel")))
                .orElse("off");
    }

    /** What somebody chose: for this turn, for this conversation, or in the config. */
    private Optional<ThinkingLevel> thinking() {
        return request.thinking()
                .or(() -> conversation.entry().flatMap(SessionEntry::thinkingLevel).flatMap(ThinkingLevel::of))
                .or(() -> world.snapshot().config().agents().defaults().thinkingDefault().flatMap(ThinkingLevel::of));
    }

    /** For the transcript, whose readers expect a word: where nobody chose, the original's defaults. */
    private ThinkingLevel shownThinking() {
        return thinking().orElse(plan.chosen().definition().reasoning() ? ThinkingLevel.LOW : ThinkingLevel.OFF);
    }

    private AgentSpec spec(SystemPrompt prompt, Failover failover) {
        ClawConfig.ModelEntry entry =
                world.snapshot().config().agents().defaults().models().get(plan.chosen().ref().toString());
        Optional<JsonNode> params = entry == null ? Optional.empty() : entry.params();
        ChatRequest.Options options = new ChatRequest.Options(
                thinking(), Optional.empty(), Optional.of(session.id().value()), Optional.empty(), params);
        return new AgentSpec(
                prompt.text(),
                options,
                () -> new AgentSpec.Speaker(failover.current().model(), failover.current().api()),
                answer -> price(failover.current(), answer.usage()),
                AgentSpec.MAX_STEPS);
    }

    private MessageCost price(Candidate candidate, Usage usage) {
        CatalogModel model = plan.models().get(candidate.model());
        return model == null ? MessageCost.UNKNOWN : Prices.of(model, usage);
    }

    private int maxChars() {
        JsonNode written = Json.at(world.snapshot().config().tree(), "agents", "defaults", "bootstrapMaxChars");
        return written == null ? SystemPrompt.MAX_CHARS : written.asInt(SystemPrompt.MAX_CHARS);
    }

    /** The model that is kept is the one that was chosen: a fallback stands in for one turn and leaves no trace here. */
    private void remember(RunReport report) {
        CatalogModel chosen = plan.chosen();
        boolean aborted = report.outcome() == RunReport.Outcome.INTERRUPTED || report.outcome() == RunReport.Outcome.TIMED_OUT;
        store.update(conversation.key(), entry -> {
            entry.put("systemSent", true).put("abortedLastRun", aborted);
            if (!entry.has("chatType")) {
                entry.put("chatType", "direct");
            }
            entry.put("modelProvider", chosen.ref().provider()).put("model", chosen.ref().model());
            entry.put("contextTokens", contextTokens(chosen));
            spent(entry, report.spent());
        });
    }

    private int contextTokens(CatalogModel chosen) {
        int window = chosen.definition().contextWindow();
        return world.snapshot().config().agents().defaults().contextTokens().map(cap -> Math.min(cap, window)).orElse(window);
    }

    private void spent(ObjectNode entry, RunReport.Spent spent) {
        if (spent.usage().reported()) {
            Usage last = spent.lastCall();
            entry.put("inputTokens", spent.usage().input()).put("outputTokens", spent.usage().output());
            entry.put("totalTokens", last.input() + last.cacheRead() + last.cacheWrite());
        }
    }
}
