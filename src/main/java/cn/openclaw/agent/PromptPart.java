package cn.openclaw.agent;

import cn.openclaw.tool.Tool;
import java.nio.file.Path;
import java.util.List;

/**
 * A section of the system prompt that somebody else knows: skills, memory. Its text must be the same from turn to turn as long as
 * the person changes nothing, because the platform's prefix cache only hits what is equal from the start.
 */
@FunctionalInterface
public interface PromptPart {
    /**
     * For whom it is.
     *
     * @param agentId the agent
     * @param workspace its folder
     * @param subAgent whether it works for another agent: such prompts are kept to what the work needs
     * @param tools what it may call
     */
    record About(String agentId, Path workspace, boolean subAgent, List<Tool> tools) {}

    /** The section, with its heading, in English; blank for none. */
    String text(About about);
}
