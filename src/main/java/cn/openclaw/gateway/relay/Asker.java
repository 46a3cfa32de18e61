package cn.openclaw.gateway.relay;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param key the caller key; empty for whoever has the gateway's own token, who may everything
 */
record Asker(Optional<CallerKey> key) {
    static final Asker OWNER = new Asker(Optional.empty());

    /** For the log and the journal. */
    String name() {
        return key.map(CallerKey::name).orElse("gateway");
    }

    /** In the ledger's column of agents. */
    String ledgerName() {
        return key.map(CallerKey::name).map(CallerKeys::ledgerName).orElse("gateway");
    }

    /**
     * Whether it may ask an agent.
     *
     * @param id as the config has it
     * @param usual whether that is the agent that is meant where none is named
     */
    boolean mayAskAgent(String id, boolean usual) {
        return key.isEmpty() || key.get().mayAskAgent("openclaw:" + id) || (usual && key.get().mayAskAgent("openclaw"));
    }

    boolean mayAsk(String asked, String ref) {
        return key.isEmpty() || key.get().mayAsk(asked, ref);
    }
}
