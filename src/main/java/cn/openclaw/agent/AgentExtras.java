package cn.openclaw.agent;

import cn.openclaw.tool.Tool;
import cn.openclaw.tool.Tools;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What callers plug into runs.
 *
 * @param budget what a turn of this conversation may spend
 * @param prompt sections of the system prompt, in order
 * @param tools every tool there is; those that can do nothing in a turn are left out there
 */
public record AgentExtras(
        Function<RunReport.Session, Budget> budget,
        List<PromptPart> prompt,
        Supplier<List<Tool>> tools) {
    /** No cap, no sections, the tools that are found. */
    public static final AgentExtras NONE =
            new AgentExtras(_ -> Budget.unlimited(), List.of(), Tools::all);

    public AgentExtras {
        prompt = List.copyOf(prompt);
    }
}
