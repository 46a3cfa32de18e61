package cn.openclaw.gateway;

import java.util.List;
import java.util.Optional;

/**
 * An agent as a program over HTTP names it, in {@code model} or in a header. Both families of names are read: those the original's
 * releases know, and those its newer ones do.
 *
 * @param id as written; empty means the default agent
 */
public record AgentName(Optional<String> id) {
    private static final List<String> PREFIXES =
            List.of("openclaw:", "openclaw/", "openclaw-cn:", "openclaw-cn/", "clawdbot:", "clawdbot/", "agent:");
    private static final List<String> ALONE = List.of("openclaw", "openclaw-cn", "clawdbot");
    private static final List<String> HEADERS =
            List.of("x-openclaw-agent-id", "x-openclaw-agent", "x-clawdbot-agent-id", "x-clawdbot-agent");

    /**
     * The agent that a request names.
     *
     * @param model {@code openclaw}, {@code openclaw:<agent>}, {@code openclaw/default} …; anything else names a model
     * @return empty if it wants a model
     */
    public static Optional<AgentName> of(String model, HttpVisit visit) {
        Optional<String> header = HEADERS.stream()
                .flatMap(name -> visit.header(name).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
        return header.isPresent() ? Optional.of(new AgentName(header)) : of(model);
    }

    /** The agent that {@code model} names, whatever the headers say. */
    public static Optional<AgentName> of(String model) {
        String name = model.strip();
        if (ALONE.contains(name)) {
            return Optional.of(new AgentName(Optional.empty()));
        }
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                String id = name.substring(prefix.length());
                return Optional.of(new AgentName(id.equals("default") ? Optional.empty() : Optional.of(id)));
            }
        }
        return Optional.empty();
    }
}
