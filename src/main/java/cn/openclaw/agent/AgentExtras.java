package cn.openclaw.agent;

import cn.openclaw.tool.Tool;
import cn.openclaw.tool.Tools;
import java.util.List;
import java.util.function.Supplier;

/**
 * What callers plug into runs.
 *
 * @param prompt sections of the system prompt, in order
 * @param tools every tool there is; those that can do nothing in a turn are left out there
 */
public record AgentExtras(
        List<PromptPart> prompt,
        Supplier<List<Tool>> tools) {
    /** No sections, the tools that are found. */
    public static final AgentExtras NONE =
            new AgentExtras(List.of(), Tools::all);

    public AgentExtras {
        prompt = List.copyOf(prompt);
    }
}
