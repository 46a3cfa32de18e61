package cn.openclaw.tool;

import cn.openclaw.llm.LlmNotice;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;

/** Every tool there is, found without a list. */
public final class Tools {

    private Tools() {}

    /** By name, so that a request's prefix is the same each time and the platform's cache hits. */
    public static List<Tool> all() {
        List<Tool> all = ServiceLoader.load(Tool.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Tool::name))
                .toList();
        for (int at = 1; at < all.size(); at++) {
            if (all.get(at).name().equals(all.get(at - 1).name())) {
                throw new IllegalStateException("two tools are called " + all.get(at).name());
            }
        }
        return all;
    }

    /**
     * The tools of one turn: those that can do something here, and then those of servers; every rule lets them through. No name
     * occurs twice; a built-in tool's name is its own.
     *
     * @param model which model is asked
     * @param notices hears what could not be had
     */
    public static List<Tool> offered(
            List<Tool> builtIn, Tool.Context context, ModelRef model, Consumer<LlmNotice> notices) throws InterruptedException {
        List<Tool> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Tool tool : builtIn) {
            if (names.add(tool.name())) {
                all.add(tool);
            }
        }
        for (ToolSource source : ServiceLoader.load(ToolSource.class)) {
            for (Tool tool : source.tools(context, notices)) {
                if (names.add(tool.name())) {
                    all.add(tool);
                }
            }
        }
        boolean subAgent = context.turn().key().rest().startsWith("subagent:");
        ToolPolicy policy =
                ToolPolicy.of(context.world().snapshot().config().tree(), context.turn().agentId(), model, subAgent);
        return policy.select(all).stream().filter(tool -> tool.isOffered(context)).toList();
    }
}
