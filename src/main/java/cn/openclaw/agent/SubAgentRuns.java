package cn.openclaw.agent;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.SubAgents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives work to other agents: each in a conversation of its own, {@code agent:<id>:subagent:<uuid>}, on the caller's thread, so
 * that whoever aborts the asking run aborts the work with it.
 */
final class SubAgentRuns implements SubAgents {
    /** An agent's sub-agent has none of its own, as in the original. */
    private static final int DEEPEST = 1;

    private final AgentRuns runs;
    private final RunRequest asking;
    private final List<SessionKey> line;
    private final Settings settings;
    private final AtomicReference<@Nullable String> outside;
    private final Semaphore atATime;

    /**
     * For one turn.
     *
     * @param asking the turn's request
     * @param own the turn's conversation
     * @param atATime shared by all turns of the process: each depth has its own, so that no two depths wait for each other
     * @param outside where the turn notes that it heard text from outside
     */
    SubAgentRuns(
            AgentRuns runs, RunRequest asking, Conversation own, Semaphore atATime, AtomicReference<@Nullable String> outside) {
        this.runs = runs;
        this.asking = asking;
        this.line = new ArrayList<>(asking.spawn().map(RunRequest.Spawn::line).orElse(List.of()));
        this.line.add(own.key());
        this.settings = new Settings(runs.config(), own.agentId());
        this.atATime = atATime;
        this.outside = outside;
    }

    @Override
    public boolean mayNest() {
        return line.size() <= DEEPEST;
    }

    @Override
    public Result run(Task task) throws InterruptedException {
        String own = line.getLast().agent();
        String agentId = task.agentId().map(SessionKey::agentId).orElse(own);
        SessionKey key = task.key().orElseGet(() -> SessionKey.of("subagent:" + runs.newId(), agentId));
        List<String> allowed = settings.mayAsk();
        if (!agentId.equals(own) && !allowed.contains("*") && !allowed.contains(agentId)) {
            return new Result(key, false, "Agent " + agentId + " may not be given work from here. Allowed: " + allowed
                    + ". The user can change that in agents.list[].subagents.allowAgents.");
        }
        if (task.key().isEmpty() && !mayNest()) {
            return new Result(key, false, "A sub-agent cannot start further sub-agents. Do the work yourself.");
        }
        if (line.contains(key)) {
            return new Result(key, false, "That conversation waits for this one. Answer instead.");
        }
        Optional<String> level = task.thinking().or(settings::subAgentThinking);
        if (level.isPresent() && ThinkingLevel.of(level.get()).isEmpty()) {
            return new Result(key, false, "There is no thinking level " + level.get() + ". Use off, low, medium or high.");
        }
        atATime.acquire();
        try {
            return done(key, runs.run(request(task, agentId, key, level.flatMap(ThinkingLevel::of)), _ -> {}));
        } catch (ClawException e) {
            return new Result(key, false, e.in(Language.EN));
        } finally {
            atATime.release();
        }
    }

    private RunRequest request(Task task, String agentId, SessionKey key, Optional<ThinkingLevel> thinking) {
        return new RunRequest(
                        Optional.of(agentId),
                        Optional.of(key),
                        Optional.<SessionId>empty(),
                        List.of(new Part.Text(task.words())),
                        thinking,
                        Optional.empty(),
                        task.model().or(settings::subAgentModel),
                        task.limit(),
                        asking.language(),
                        asking.approver())
                .spawned(new RunRequest.Spawn(line, task.label(), outside), asking.extra().payer());
    }

    private static Result done(SessionKey key, RunReport report) throws InterruptedException {
        String words = report.texts().isEmpty() ? "" : report.texts().getLast();
        return switch (report.outcome()) {
            case ANSWERED -> new Result(key, true, words.isEmpty() ? "(It answered with no words.)" : words);
            case FAILED, TIMED_OUT ->
                new Result(
                        key,
                        false,
                        report.failure().map(failure -> failure.in(Language.EN)).orElse("It failed.")
                                + (words.isEmpty() ? "" : "\nIt had said: " + words));
            // The whole line of runs is being stopped.
            case INTERRUPTED -> throw new InterruptedException();
        };
    }
}
