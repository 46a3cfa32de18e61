package cn.openclaw.tool;

import cn.openclaw.model.ModelRef;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

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
     * Those that a turn has: they can do something here, and every rule lets them through.
     *
     * @param all with those that come from elsewhere
     * @param model which model is asked
     */
    public static List<Tool> offered(List<Tool> all, Tool.Context context, ModelRef model) {
        boolean subAgent = context.turn().key().rest().startsWith("subagent:");
        ToolPolicy policy =
                ToolPolicy.of(context.world().snapshot().config().tree(), context.turn().agentId(), model, subAgent);
        return policy.select(all).stream().filter(tool -> tool.isOffered(context)).toList();
    }
}
