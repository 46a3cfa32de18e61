package cn.openclaw.agent;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder an agent works in. Where nobody named one it is made when it is first needed: who began in the browser never saw
 * onboarding. A folder that was named and is not there may lie on a disk that is not mounted: the tools say so, and nothing is made.
 */
final class Workplace {
    private Workplace() {}

    static Path of(AgentWorld world, String agentId) {
        ClawConfig config = world.snapshot().config();
        Path folder = world.places().workspace(config, agentId);
        boolean named = config.agents().defaults().workspace().isPresent()
                || config.agents().list().stream().anyMatch(agent -> agent.id().equals(agentId) && agent.workspace().isPresent());
        if (!named && !Files.exists(folder)) {
            try {
                StateFile.makeFolder(folder);
            } catch (IOException e) {
                // Each tool that needs it will say that it is not there.
                return folder;
            }
        }
        return folder;
    }
}
