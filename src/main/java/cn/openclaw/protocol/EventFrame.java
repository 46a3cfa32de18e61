package cn.openclaw.protocol;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The server tells.
 *
 * @param seq counts what is told to everybody, from 1; empty where it is meant for one client alone
 * @param stateVersion which presence and health this belongs to
 */
public record EventFrame(String event, Optional<JsonNode> payload, Optional<Long> seq, Optional<StateVersion> stateVersion)
        implements Frame {

    /** Revisions of what a client keeps a copy of. */
    public record StateVersion(long presence, long health) {}
}
