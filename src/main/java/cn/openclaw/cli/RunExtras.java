package cn.openclaw.cli;

import cn.openclaw.agent.AgentExtras;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.agent.PromptPart;
import cn.openclaw.memory.MemorySearch;
import cn.openclaw.skill.Skills;
import cn.openclaw.tool.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What commands plug into runs. */
final class RunExtras {
    private RunExtras() {}

    static AgentExtras of(AgentWorld world) {
        return of(() -> world);
    }

    /** The same where the configuration may change between two turns. */
    static AgentExtras of(Supplier<AgentWorld> worlds) {
        return new AgentExtras(List.of(about -> skills(worlds.get(), about), about -> memory(worlds.get(), about)), Tools::all);
    }

    /** Skills are read with {@code read}; whoever works for another agent is told all it needs in its task. */
    private static String skills(AgentWorld world, PromptPart.About about) {
        boolean reads = about.tools().stream().anyMatch(tool -> tool.name().equals("read"));
        return about.subAgent() || !reads ? "" : Skills.prompt(world.snapshot(), world.places(), about.workspace());
    }

    /** Only where its tool is at hand: a prompt that names a tool that is not there misleads. */
    private static String memory(AgentWorld world, PromptPart.About about) {
        boolean searches = about.tools().stream().anyMatch(tool -> tool.name().equals("memory_search"));
        return about.subAgent() || !searches
                ? ""
                : new MemorySearch(world.snapshot(), world.places(), world.clock(), about.agentId(), about.workspace())
                        .promptPart()
                        .orElse("");
    }

    /** A message that begins with a skill's slash word, in words for the model; any other as it is. */
    static String meant(AgentWorld world, String agentId, String words) {
        if (!words.stripLeading().startsWith("/")) {
            return words;
        }
        Path workspace = world.places().workspace(world.snapshot().config(), agentId);
        return Skills.of(world.snapshot(), world.places(), workspace).expand(words).orElse(words);
    }
}
