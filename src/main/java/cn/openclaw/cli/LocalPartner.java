package cn.openclaw.cli;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.agent.Freshness;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.database.DatabaseException;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.ModelRef;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.Standing;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mind of this process, as a terminal's partner. What the person chooses (model, thinking, how much of the tools) is kept
 * with the conversation in {@code sessions.json}, where the original keeps it too.
 *
 * <p>Used by several threads of a screen; its state is guarded by its lock.
 */
final class LocalPartner implements Partner {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Cli cli;
    private final AgentWorld world;
    private final AgentRuns runs;
    private final Optional<Path> folder;
    private String agentId;
    private SessionKey key;
    /** The transcript this screen stays with, also when a new day would begin a new one. */
    private Optional<SessionId> pinned = Optional.empty();
    private ChatSpending spending = new ChatSpending();

    /**
     * Where a conversation begins.
     *
     * @param agentId whose it is
     * @param session its name, its whole key or its transcript's id; the agent's main one if empty
     * @param folder where the person wants to work, if not in the agent's workspace
     */
    record Start(String agentId, Optional<String> session, Optional<Path> folder) {}

    LocalPartner(Cli cli, AgentWorld world, Start start) {
        this.cli = cli;
        this.folder = start.folder();
        this.world = world;
        this.runs = AgentCommand.runs(world);
        this.agentId = known(start.agentId());
        this.key = SessionKey.main(this.agentId);
        start.session().or(() -> folder.map(LocalFolder::session)).ifPresent(name -> use(find(name)));
        this.spending = spendingSoFar();
    }

    private Language language() {
        return cli.language();
    }

    private ClawConfig config() {
        return world.snapshot().config();
    }

    private SessionStore store() {
        return new SessionStore(world.places().sessionsDir(agentId).resolve("sessions.json"), agentId, world.clock());
    }

    private String known(String wanted) {
        String id = SessionKey.agentId(wanted);
        List<String> ids = agentIds();
        if (!ids.contains(id)) {
            throw new UsageException(ChatCommandText.NO_AGENT, wanted, String.join(", ", ids));
        }
        return id;
    }

    private List<String> agentIds() {
        List<String> ids = new ArrayList<>(config().agents().list().stream().map(agent -> SessionKey.agentId(agent.id())).toList());
        String usual = SessionKey.agentId(config().agents().defaultId());
        if (!ids.contains(usual)) {
            ids.addFirst(usual);
        }
        return ids;
    }

    /** By key, by transcript, by name; a name nobody has used yet is a new conversation. */
    private SessionKey find(String name) {
        if (SessionId.isValid(name)) {
            Optional<SessionEntry> byId = store().findById(new SessionId(name));
            if (byId.isPresent()) {
                return byId.get().key();
            }
        }
        return SessionKey.of(name, agentId);
    }

    private void use(SessionKey other) {
        key = other;
        pinned = key.isMain() ? Optional.empty() : entry().flatMap(SessionEntry::sessionId);
        spending = spendingSoFar();
    }

    private Optional<SessionEntry> entry() {
        return store().find(key);
    }

    /** The entry if the next words go on with its transcript, and do not begin a new one. */
    private Optional<SessionEntry> going() {
        return entry().filter(entry -> entry.sessionId().isPresent() && (entry.sessionId().equals(pinned) || isFresh(entry)));
    }

    private boolean isFresh(SessionEntry entry) {
        return Freshness.of(config()).goesOn(entry.updatedAt(), world.clock().instant(), world.zone());
    }

    private ChatSpending spendingSoFar() {
        SessionStore store = store();
        return going().map(entry -> ChatSessions.spent(ChatSessions.file(store, entry))).orElseGet(ChatSpending::new);
    }

    @Override
    public synchronized Standing standing() {
        LocalModels models = new LocalModels(cli, world, agentId);
        Optional<SessionEntry> entry = entry();
        Optional<SessionEntry> going = going();
        LocalModels.Chosen chosen = models.chosen(entry.flatMap(SessionEntry::modelOverride));
        String thinking = entry.flatMap(SessionEntry::thinkingLevel)
                .or(() -> config().agents().defaults().thinkingDefault())
                .orElse("");
        long window = chosen.window();
        return new Standing(
                agentId,
                key.isMain() && agentId.equals(config().agents().defaultId()) ? "main" : key.rest(),
                chosen.model(),
                chosen.key(),
                thinking,
                entry.flatMap(known -> known.word("verboseLevel")).orElse("on"),
                world.places().display(world.places().workspace(config(), agentId)),
                going.map(known -> known.number("totalTokens")).orElse(0L),
                config().agents().defaults().contextTokens().map(cap -> Math.min(cap, window)).orElse(window),
                spending.money(),
                going.map(known -> ChatSessions.ago(known.updatedAt(), world.clock().instant(), language())),
                resume(),
                chosen.problem());
    }

    /** The command that comes back here. */
    private String resume() {
        StringBuilder line = new StringBuilder("openclaw-cn chat");
        if (!agentId.equals(SessionKey.agentId(config().agents().defaultId()))) {
            line.append(" --agent ").append(agentId);
        }
        folder.ifPresent(path -> line.append(" --folder ").append(world.places().display(path)));
        String usual = folder.map(LocalFolder::session).orElse("main");
        return key.rest().equals(usual) ? line.toString() : line.append(" --session ").append(key.rest()).toString();
    }

    @Override
    public Ending say(String words, Consumer<PartnerEvent> events, Decider decider) throws InterruptedException {
        RunRequest request = request(RunExtras.meant(world, agentId, words), decider);
        RunReport report = runs.run(request, new LocalEvents(events, language()));
        synchronized (this) {
            pinned = Optional.of(report.session().id());
            spending.add(report.spent());
        }
        ClawException none = new CliException(ExitCode.OK, CliText.SUMMARY);
        ClawException failure = report.failure().orElse(none);
        boolean interrupted = report.outcome() == RunReport.Outcome.INTERRUPTED;
        Ending.Outcome outcome = interrupted
                ? Ending.Outcome.ABORTED
                : report.failure().isPresent() ? Ending.Outcome.FAILED : Ending.Outcome.ANSWERED;
        return new Ending(
                outcome,
                interrupted ? ExitCode.INTERRUPTED : failure.exitCode(),
                report.failure().map(problem -> problem.in(language())).orElse(""),
                !report.texts().isEmpty(),
                outcome == Ending.Outcome.ANSWERED && report.stopReason() == StopReason.LENGTH,
                new AgentScreen(cli, true).facts(report),
                report.duration());
    }

    private synchronized RunRequest request(String words, Decider decider) {
        return new RunRequest(
                Optional.of(agentId),
                Optional.of(key),
                pinned,
                List.of(new Part.Text(words)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                language(),
                request -> answer(decider.ask(ask(request))));
    }

    private Ask ask(ApprovalRequest request) {
        return new Ask(
                request.tool(),
                request.why().in(language()),
                request.what(),
                request.argv(),
                world.places().display(request.folder()),
                request.always().map(text -> text.in(language())).orElse(""));
    }

    private static Approver.Answer answer(Answer answer) {
        return switch (answer) {
            case ONCE -> Approver.Answer.ONCE;
            case ALWAYS -> Approver.Answer.ALWAYS;
            case DENY -> Approver.Answer.DENY;
            case NOBODY -> Approver.Answer.NOBODY;
        };
    }

    @Override
    public boolean steer(String words) {
        return runs.steer(here(), List.of(new Part.Text(RunExtras.meant(world, agentId, words))));
    }

    private synchronized SessionKey here() {
        return key;
    }

    @Override
    public String compact(String instructions, Consumer<PartnerEvent> events) throws InterruptedException {
        if (past(1).isEmpty()) {
            return ChatCommandText.NO_COMPACTION.in(language());
        }
        Optional<AgentEvent.Compacted> done = runs.compact(
                request(instructions, _ -> Answer.NOBODY), new LocalEvents(events, language()));
        return done.map(counts -> ChatCommandText.COMPACTED.in(language(), counts.before(), counts.after()))
                .orElseGet(() -> ChatCommandText.NO_COMPACTION.in(language()));
    }

    @Override
    public synchronized List<Option> sessions() {
        return ChatSessions.options(store(), key.text(), world.clock().instant(), language());
    }

    @Override
    public synchronized List<Option> models() {
        return new LocalModels(cli, world, agentId).options(entry().flatMap(SessionEntry::modelOverride));
    }

    /** Whether the person could choose another model that has a key. */
    synchronized boolean hasAnyKey() {
        return new LocalModels(cli, world, agentId).anyKey();
    }

    @Override
    public synchronized List<Option> agents() {
        List<Option> options = new ArrayList<>();
        for (String id : agentIds()) {
            Path workspace = world.places().workspace(config(), id);
            options.add(new Option(id, id, world.places().display(workspace), id.equals(agentId)));
        }
        return options;
    }

    @Override
    public synchronized List<Option> thinkingLevels() {
        String now = entry().flatMap(SessionEntry::thinkingLevel).orElse("");
        List<Option> options = new ArrayList<>();
        options.add(new Option("default", "default", ChatCommandText.LEVEL_DEFAULT.in(language()), now.isEmpty()));
        for (ThinkingLevel level : ThinkingLevel.values()) {
            options.add(new Option(level.id(), level.id(), chinese(level), level.id().equals(now)));
        }
        return options;
    }

    private static String chinese(ThinkingLevel level) {
        return switch (level) {
            case OFF -> "关";
            case MINIMAL -> "最小";
            case LOW -> "低";
            case MEDIUM -> "中";
            case HIGH -> "高";
            case XHIGH -> "极高";
            case MAX -> "最大";
        };
    }

    @Override
    public synchronized Standing openSession(String id) {
        SessionKey wanted = find(id);
        if (store().find(wanted).isEmpty()) {
            throw new UsageException(ChatCommandText.NO_SESSION, id);
        }
        use(wanted);
        pinned = entry().flatMap(SessionEntry::sessionId);
        spending = spendingSoFar();
        return standing();
    }

    /** Under a key of its own, so that the old conversation is found again; what was chosen for that one is chosen here too. */
    @Override
    public synchronized Standing newSession() {
        Optional<SessionEntry> before = entry();
        String name = "chat:" + LocalDateTime.ofInstant(world.clock().instant(), world.zone().get()).format(NAME);
        SessionKey fresh = SessionKey.of(name, agentId);
        for (int number = 2; store().find(fresh).isPresent(); number++) {
            fresh = SessionKey.of(name + "-" + number, agentId);
        }
        use(fresh);
        ObjectNode kept = Json.object();
        for (String setting : List.of("providerOverride", "modelOverride", "thinkingLevel", "verboseLevel")) {
            before.flatMap(entry -> entry.word(setting)).ifPresent(value -> kept.put(setting, value));
        }
        if (!kept.isEmpty()) {
            store().update(key, tree -> tree.setAll(kept));
        }
        return standing();
    }

    @Override
    public synchronized Standing resetSession() {
        if (entry().isPresent()) {
            store().update(key, tree -> tree.remove(List.of(
                    "sessionId", "sessionFile", "totalTokens", "inputTokens", "outputTokens", "compactionCount")));
        }
        pinned = Optional.empty();
        spending = new ChatSpending();
        return standing();
    }

    @Override
    public synchronized Standing chooseModel(String model) {
        Optional<String> wanted = Optional.of(model).filter(text -> !text.isBlank());
        Optional<ModelRef> ref = wanted.map(new LocalModels(cli, world, agentId)::usable);
        settings(tree -> {
            tree.remove(List.of("providerOverride", "modelOverride"));
            ref.ifPresent(chosen -> tree.put("providerOverride", chosen.provider()).put("modelOverride", chosen.model()));
        });
        return standing();
    }

    /** A new choice must not revive a transcript that today's first words would leave behind. */
    private void settings(Consumer<ObjectNode> change) {
        Optional<SessionEntry> before = entry();
        boolean stale = before.isPresent() && going().isEmpty();
        store().update(key, tree -> {
            change.accept(tree);
            if (stale) {
                tree.remove(List.of("sessionId", "sessionFile"));
            }
        });
    }

    @Override
    public synchronized Standing chooseAgent(String agent) {
        agentId = known(agent);
        use(SessionKey.main(agentId));
        return standing();
    }

    @Override
    public synchronized Standing think(String level) {
        boolean back = List.of("default", "缺省", "默认", "auto").contains(level);
        Optional<ThinkingLevel> wanted = back
                ? Optional.empty()
                : Optional.of(ThinkingLevel.of(level).orElseThrow(() -> new UsageException(AgentCommandText.BAD_THINKING, level)));
        settings(tree -> {
            tree.remove("thinkingLevel");
            wanted.ifPresent(chosen -> tree.put("thinkingLevel", chosen.id()));
        });
        return standing();
    }

    @Override
    public synchronized Standing verbose(String level) {
        settings(tree -> tree.put("verboseLevel", level));
        return standing();
    }

    @Override
    public synchronized List<String> usage() {
        Standing now = standing();
        // The ledger also knows what failed, what summaries cost, and what tools asked; of another program's turns, the transcript alone.
        ChatSpending all = going().flatMap(SessionEntry::sessionId).flatMap(this::counted).orElse(spending);
        String money = all.money().isEmpty() ? AgentCommandText.UNKNOWN.in(language()) : all.money();
        long percent = now.window() <= 0 ? 0 : now.context() * 100 / now.window();
        return List.of(
                ChatCommandText.USAGE_SESSION.in(
                        language(), all.input(), all.cached(), all.output(), all.calls(), money),
                ChatCommandText.USAGE_CONTEXT.in(language(), now.context(), now.window(), percent));
    }

    private Optional<ChatSpending> counted(SessionId id) {
        try {
            return world.tools().kept(
                            Ledger.class, _ -> new Ledger(world.places().stateDir(), world.clock(), world.zone(), world.random()))
                    .session(id.value())
                    .map(ChatSpending::of);
        } catch (DatabaseException e) {
            // The ledger cannot be read: the transcript tells nearly as much.
            return Optional.empty();
        }
    }

    @Override
    public synchronized List<Past> past(int limit) {
        SessionStore store = store();
        return going().map(entry -> ChatSessions.past(ChatSessions.file(store, entry), limit)).orElse(List.of());
    }
}
