package cn.openclaw.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One living connection of a node: a device that does things for the gateway.
 *
 * @param caller who it is
 * @param nodeId its device id, else what its program calls this run of itself
 * @param about what it told of itself
 * @param can what it says it can do
 * @param remoteIp where it is
 * @param connectedAtMs since when, in milliseconds since 1970
 */
public record NodeSession(
        Caller caller, String nodeId, About about, Can can, Optional<String> remoteIp, long connectedAtMs) {

    /** What a node tells of itself; the words of its own {@code connect}. */
    public record About(
            Optional<String> displayName,
            String platform,
            String version,
            Optional<String> deviceFamily,
            Optional<String> modelIdentifier) {}

    /** What a node says it can do: groups of commands, single commands, and what its person allowed. */
    public record Can(List<String> caps, List<String> commands, Map<String, Boolean> permissions, Optional<String> pathEnv) {
        public Can {
            caps = caps.stream().distinct().sorted().toList();
            commands = commands.stream().distinct().sorted().toList();
            permissions = Map.copyOf(new TreeMap<>(permissions));
        }
    }
}
