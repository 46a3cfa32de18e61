package cn.openclaw.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Answers requests in the words of OpenAI or Anthropic whose model is an agent. The door that takes the path has checked who
 * asks, and whether it may. Found by {@code @AutoService(AgentDoor.class)}; it holds no state of its own.
 */
public interface AgentDoor {
    /** Whether this one answers at a path: {@code /v1/chat/completions} … */
    boolean takes(String path);

    /** Answers, on a virtual thread of its own, which is interrupted when the client goes away. */
    void answer(HttpVisit visit, Meant agent, GatewayWorld world) throws InterruptedException;

    /**
     * An agent that a model's name stands for.
     *
     * @param asked as it was written
     * @param agent its id; empty for the default one
     */
    record Meant(String asked, Optional<String> agent) {}

    /** The agent that a model's name means: {@code openclaw}, {@code openclaw:<id>}, {@code openclaw/<id>}, {@code clawdbot:…}, {@code agent:…}. */
    static Optional<Meant> meant(String model) {
        String lower = model.toLowerCase(Locale.ROOT);
        if (lower.equals("openclaw") || lower.equals("clawdbot")) {
            return Optional.of(new Meant(model, Optional.empty()));
        }
        for (String prefix : new String[] {"openclaw:", "openclaw/", "clawdbot:", "clawdbot/", "agent:"}) {
            if (lower.startsWith(prefix)) {
                String id = model.substring(prefix.length()).strip();
                return Optional.of(new Meant(model, id.isEmpty() ? Optional.empty() : Optional.of(id)));
            }
        }
        return Optional.empty();
    }

    /** Who answers at a path; empty if nobody does. */
    static Optional<AgentDoor> at(String path) {
        for (AgentDoor door : ServiceLoader.load(AgentDoor.class, AgentDoor.class.getClassLoader())) {
            if (door.takes(path)) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }
}
