package cn.openclaw.agent;

import cn.openclaw.log.Secrets;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.ClawException;
import cn.openclaw.ledger.Caller;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.llm.Usage;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Transcript;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Endings;
import cn.openclaw.tool.SubAgents;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolRun;
import cn.openclaw.tool.Toolbox;
import cn.openclaw.tool.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One turn of one conversation, with everything it needs found. */
final class Turn {
    /** To a model whose answer broke off because we were started anew. */
    private static final String GO_ON = "(The program was restarted in the middle of your answer. Go on where you stopped.)";

    private final AgentWorld world;
    private final Parts parts;
    private final RunRequest request;
    private final SessionStore store;
    private final Conversation conversation;
    private final RunReport.Session session;
    private final AuthProfileStore profiles;
    private final Plan plan;
    private final Path workspace;
    private final Traffic traffic;
    private final AgentExtras extras;
    private final SubAgents subAgents;
    private final Settings settings;
    private final Inbox inbox;
    private final AtomicReference<@Nullable String> outside;

    /**
     * What a turn needs.
     *
     * @param request what is wanted
     * @param store where its conversation is listed
     * @param claimed the conversation and its transcript
     * @param profiles where keys are kept, to be told how they did
     * @param plan who may be asked
     * @param traffic the way to the platforms
     * @param around what is plugged in, and what the turn hears and may start
     */
    record Parts(
            RunRequest request,
            SessionStore store,
            Conversation.Claimed claimed,
            AuthProfileStore profiles,
            Plan plan,
            Traffic traffic,
            Around around) {}

    /**
     * What surrounds a turn.
     *
     * @param extras what callers plugged in
     * @param inbox what the person says meanwhile
     * @param subAgents who takes work
     * @param outside the first source of outside text
     */
    record Around(AgentExtras extras, Inbox inbox, SubAgents subAgents, AtomicReference<@Nullable String> outside) {}

    Turn(AgentWorld world, Parts parts) {
        this.world = world;
        this.parts = parts;
        this.request = parts.request();
        this.store = parts.store();
        this.conversation = parts.claimed().conversation();
        this.session = new RunReport.Session(
                conversation.key(), parts.claimed().id(), parts.claimed().file());
        this.profiles = parts.profiles();
        this.plan = parts.plan();
        this.workspace = Workplace.of(world, conversation.agentId());
        this.traffic = parts.traffic();
        this.extras = parts.around().extras();
        this.inbox = parts.around().inbox();
        this.subAgents = parts.around().subAgents();
        this.outside = parts.around().outside();
        this.settings = new Settings(world.snapshot().config(), conversation.agentId());
    }

    /** What a turn is made of, once its transcript is open. */
    private record Machine(
            Hearing hearing, Acts acts, Failover failover, AgentLoop loop, AgentSpec spec, SystemPrompt prompt, List<Tool> tools) {}

    private Machine machine(Consumer<AgentEvent> events) throws InterruptedException {
        Caller caller = caller();
        Traffic.Account account = traffic.account(caller, request.extra().payer());
        Acts acts = new Acts(Observed.of(world.tools()).requests(), caller, world.clock(), events);
        Hearing hearing = new Hearing(acts);
        hearing.accept(new AgentEvent.Began(plan.candidates().getFirst().who(), session, verbose()));
        Failover failover = traffic.models(plan, account, new KeyHealth(profiles, traffic), hearing);
        Tool.Context context = new Tool.Context(workspace, world.tools(), toolRun(caller));
        List<Tool> tools = tools(context, notice -> hearing.accept(new AgentEvent.Noticed(notice)));
        PromptPart.About about =
                new PromptPart.About(conversation.agentId(), workspace, request.spawn().isPresent(), tools);
        SystemPrompt prompt = SystemPrompt.of(about, promptParts(), request.language(), settings.bootstrapChars());
        // A summary is no answer of the turn: it must not decide who goes on with it.
        ChatModel summariser = (asked, listener) ->
                traffic.models(plan, account, new KeyHealth(profiles, traffic), _ -> {}).chat(asked, listener);
        AgentLoop loop = new AgentLoop(failover, summariser, new Toolbox(tools, context), inbox);
        return new Machine(hearing, acts, failover, loop, spec(prompt, failover, hearing), prompt, tools);
    }

    private List<Tool> tools(Tool.Context context, Consumer<LlmNotice> notices) throws InterruptedException {
        List<Tool> theirs = request.extra().tools();
        List<String> hidden = theirs.stream().map(Tool::name).toList();
        List<Tool> tools = new ArrayList<>(Tools.offered(extras.tools().get(), context, plan.chosen().ref(), notices));
        tools.removeIf(tool -> hidden.contains(tool.name()));
        tools.addAll(theirs);
        return tools;
    }

    private List<PromptPart> promptParts() {
        String instructions = request.extra().instructions().strip();
        if (instructions.isEmpty()) {
            return extras.prompt();
        }
        List<PromptPart> parts = new ArrayList<>(extras.prompt());
        parts.add(_ -> "# From the program the user talks through\n" + instructions);
        return parts;
    }

    RunReport run(Consumer<AgentEvent> events) throws InterruptedException {
        Instant start = world.clock().instant();
        Transcript transcript = accept();
        Machine machine = machine(events);
        Endings endings = Endings.of(world.tools());
        endings.listen(session.key(), words -> inbox.followUp(() -> system(words)));
        Ending ending = end(machine, transcript);
        endings.leave(session.key());
        // What was said too late for this turn is not lost: the next one hears it.
        inbox.close().forEach(said -> said.hear(transcript));
        Hearing hearing = machine.hearing();
        RunReport report = new RunReport(
                ending.outcome(),
                ending.failure(),
                hearing.texts(),
                hearing.stopReason(),
                hearing.spent(),
                session,
                machine.failover().current().model(),
                Duration.between(start, world.clock().instant()),
                new PromptReport(machine.prompt(), machine.tools(), workspace, settings.bootstrapChars()));
        machine.acts().over(report);
        remember(report, hearing.compactions());
        profiles.flush();
        return report;
    }

    /**
     * Summarises the conversation, without saying anything in it.
     *
     * @return what came of it; empty if there was nothing to win
     */
    Optional<Compactor.Done> compact(Optional<String> instructions, Consumer<AgentEvent> events) throws InterruptedException {
        Transcript transcript = open();
        transcript.begin(plan.chosen().ref(), plan.chosen().api(), shownThinking().id());
        Machine machine = machine(events);
        Optional<Compactor.Done> done = machine.loop().compact(machine.spec(), transcript, machine.hearing(), instructions);
        if (done.isPresent()) {
            store.update(conversation.key(), entry -> {
                count(entry, 1);
                entry.put("totalTokens", done.get().after());
            });
        }
        profiles.flush();
        return done;
    }

    private Caller caller() {
        String run = Long.toHexString(world.random().nextLong());
        return new Caller(conversation.agentId(), session.key().toString(), session.id().value(), run, request.extra().payer().name());
    }

    private ToolRun toolRun(Caller caller) {
        return new ToolRun(
                conversation.agentId(),
                session.key(),
                session.id(),
                plan.chosen().definition(),
                request.language(),
                request.approver(),
                subAgents,
                _ -> {},
                caller.run(),
                outside,
                request.extra().payer());
    }

    private record Ending(RunReport.Outcome outcome, Optional<ClawException> failure) {}

    private Ending end(Machine machine, Transcript transcript) {
        Failover failover = machine.failover();
        Duration limit = request.timeout()
                .orElseGet(() -> Duration.ofSeconds(
                        world.snapshot().config().agents().defaults().timeoutSeconds()));
        try (Deadline deadline = new Deadline(limit)) {
            try {
                machine.loop().run(machine.spec(), transcript, machine.hearing());
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
        Transcript transcript = open();
        CatalogModel chosen = plan.chosen();
        transcript.begin(chosen.ref(), chosen.api(), shownThinking().id());
        if (!request.extra().goesOn()) {
            Endings.of(world.tools()).take(session.key()).forEach(words -> system(words).hear(transcript));
            hear(transcript);
        } else {
            transcript.settle();
            boolean answering = !transcript.said().isEmpty() && transcript.said().getLast().message() instanceof Message.Assistant;
            if (answering) {
                transcript.addHint("openclaw-cn.go-on", GO_ON, request.extra().id());
            }
        }
        return transcript;
    }

    /** The person's message; before it, where it is time for that, what is to be remembered is written down. */
    private void hear(Transcript transcript) {
        Message.User message = new Message.User(request.parts());
        MemoryFlush flush = settings.memoryFlush();
        CatalogModel model = plan.chosen();
        Room room = Room.of(contextTokens(model), model.definition().maxTokens(), settings.reserve());
        boolean due = request.spawn().isEmpty() && conversation.entry().filter(entry -> flush.isDue(entry, room)).isPresent();
        if (!due) {
            transcript.add(message, request.extra().id());
            return;
        }
        // On the disk before anything is asked.
        String note = transcript.waits(message);
        transcript.add(Message.User.of(flush.words(world.clock().instant(), world.zone().get())), MessageCost.UNKNOWN);
        remember(transcript);
        store.update(conversation.key(), entry -> MemoryFlush.note(entry, world.clock().instant()));
        transcript.take(message, request.extra().id(), note);
    }

    /** Nobody watches, nobody is asked, and whatever comes of it the turn goes on. */
    private void remember(Transcript transcript) {
        Around quiet = new Around(extras, new Inbox(), subAgents, outside);
        RunRequest unattended = request.approvedBy(Approver.nobody());
        Turn silent = new Turn(world, new Parts(unattended, store, parts.claimed(), profiles, plan, traffic, quiet));
        try {
            if (silent.end(silent.machine(_ -> {}), transcript).outcome() == RunReport.Outcome.INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something that no person said. */
    private static Inbox.Said system(String words) {
        return new Inbox.Said(List.of(new Part.Text("System: " + words)), Optional.empty(), Optional.empty());
    }

    private Transcript open() {
        return Transcript.open(
                session.file(),
                new Transcript.Header(session.id(), workspace, Optional.of(conversation.key())),
                new Transcript.World(
                        world.clock(), world.random(), Secrets.redactor(world.snapshot(), plan.secrets())::redact));
    }

    private String verbose() {
        return request.verbose()
                .or(() -> conversation.entry().flatMap(entry -> entry.word("verboseLevel")))
                .orElse("off");
    }

    /** What somebody chose: for this turn, for this conversation, or in the config. */
    private Optional<ThinkingLevel> thinking() {
        return request.extra().thinking()
                .or(request::thinking)
                .or(() -> conversation.entry().flatMap(SessionEntry::thinkingLevel).flatMap(ThinkingLevel::of))
                .or(() -> AgentChoices.thinking(world.snapshot().config(), conversation.agentId()).flatMap(ThinkingLevel::of));
    }

    /** For the transcript, whose readers expect a word: where nobody chose, the original's defaults. */
    private ThinkingLevel shownThinking() {
        return thinking().orElse(plan.chosen().definition().reasoning() ? ThinkingLevel.LOW : ThinkingLevel.OFF);
    }

    private AgentSpec spec(SystemPrompt prompt, Failover failover, Hearing hearing) {
        Optional<JsonNode> params =
                AgentChoices.params(world.snapshot().config(), conversation.agentId(), plan.chosen().ref());
        ChatRequest.Options options = new ChatRequest.Options(
                thinking(), Optional.empty(), Optional.of(session.id().value()), Optional.empty(), params);
        return new AgentSpec(
                prompt.text(),
                options,
                () -> new AgentSpec.Speaker(failover.current().model(), failover.current().api()),
                answer -> price(failover.current(), answer.usage()),
                AgentSpec.MAX_STEPS,
                () -> room(failover.current()),
                hearing::aside);
    }

    private MessageCost price(Candidate candidate, Usage usage) {
        CatalogModel model = plan.models().get(candidate.model());
        return model == null ? MessageCost.UNKNOWN : Prices.of(model, usage);
    }

    /** What whoever is asked right now can hold: a fallback may hold less than the chosen model. */
    private Room room(Candidate candidate) {
        CatalogModel model = plan.models().getOrDefault(candidate.model(), plan.chosen());
        return Room.of(contextTokens(model), model.definition().maxTokens(), settings.reserve());
    }

    /** The model that is kept is the one that was chosen: a fallback stands in for one turn and leaves no trace here. */
    private void remember(RunReport report, int compactions) {
        CatalogModel chosen = plan.chosen();
        boolean aborted = report.outcome() == RunReport.Outcome.INTERRUPTED || report.outcome() == RunReport.Outcome.TIMED_OUT;
        store.update(conversation.key(), entry -> {
            entry.put("systemSent", true).put("abortedLastRun", aborted);
            if (!entry.has("chatType")) {
                entry.put("chatType", "direct");
            }
            entry.put("modelProvider", chosen.ref().provider()).put("model", chosen.ref().model());
            entry.put("contextTokens", contextTokens(chosen));
            count(entry, compactions);
            spent(entry, report.spent());
        });
    }

    private static void count(ObjectNode entry, int compactions) {
        if (compactions > 0) {
            entry.put("compactionCount", entry.path("compactionCount").asInt(0) + compactions);
        }
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
