package cn.openclaw.tool;

import cn.openclaw.base.Language;
import cn.openclaw.ledger.Payer;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The turn in which tools are called. Remembers whether text from outside was read in it: such text may hold instructions of a
 * stranger, so that from then on a person is asked before anything reaches outside the workspace.
 *
 * @param agentId whose turn it is
 * @param key the conversation
 * @param sessionId its transcript
 * @param model what the asked model can take in
 * @param language the person's
 * @param approver who decides
 * @param subAgents who takes work
 * @param progress hears what a running call prints, to be shown to the person
 * @param runId the turn's name in the ledger
 * @param outside the first source of outside text in this turn; null as long as there is none
 * @param payer whose account what tools ask of models is booked to, beside the agent's
 */
public record ToolRun(
        String agentId,
        SessionKey key,
        SessionId sessionId,
        ModelDefinition model,
        Language language,
        Approver approver,
        SubAgents subAgents,
        Consumer<String> progress,
        String runId,
        AtomicReference<@Nullable String> outside,
        Payer payer) {

    /** In the agent's own account. */
    public ToolRun(
            String agentId,
            SessionKey key,
            SessionId sessionId,
            ModelDefinition model,
            Language language,
            Approver approver,
            SubAgents subAgents,
            Consumer<String> progress,
            String runId,
            AtomicReference<@Nullable String> outside) {
        this(agentId, key, sessionId, model, language, approver, subAgents, progress, runId, outside, Payer.NOBODY);
    }

    /** Notes that text from this source (an address, a tool's name) is in the conversation from now on. */
    public void heardFromOutside(String source) {
        outside.compareAndSet(null, source);
    }

    /** The same turn, with this one hearing what a running call prints. */
    public ToolRun heardBy(Consumer<String> listener) {
        return new ToolRun(agentId, key, sessionId, model, language, approver, subAgents, listener, runId, outside, payer);
    }

    /** Where outside text came from, if any was read in this turn. */
    public Optional<String> outsideSource() {
        return Optional.ofNullable(outside.get());
    }
}
