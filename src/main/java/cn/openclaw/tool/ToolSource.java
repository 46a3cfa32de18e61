package cn.openclaw.tool;

import cn.openclaw.llm.LlmNotice;
import java.util.List;
import java.util.function.Consumer;

/** Tools that are not known before a turn: those of other people's servers. Found by {@code ServiceLoader}; holds no state. */
public interface ToolSource {
    /**
     * The tools for this turn, in the same order each time. What cannot be reached costs a notice and never the turn.
     *
     * @param notices hears, once each, what a person should know
     */
    List<Tool> tools(Tool.Context context, Consumer<LlmNotice> notices) throws InterruptedException;
}
