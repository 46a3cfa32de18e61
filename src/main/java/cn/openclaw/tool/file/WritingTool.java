package cn.openclaw.tool.file;

import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What every tool that writes files keeps: inside the workspace it is free, elsewhere a person is asked. */
interface WritingTool extends Tool {
    /** Every file that a call would write, as the model named it. */
    List<String> paths(ObjectNode arguments);

    /**
     * Does it.
     *
     * @param approved what a person allowed for this call; null if nobody had to be asked
     */
    ToolOutcome answer(ObjectNode arguments, Context context, @Nullable ApprovalRequest approved);

    @Override
    default Effect effect(ObjectNode arguments, Context context) {
        return Workspace.leaves(context, paths(arguments)) ? Effect.ACTS : Effect.CHANGES;
    }

    @Override
    default Consent consent(ObjectNode arguments, Context context) {
        return Workspace.writing(name(), context, paths(arguments));
    }

    @Override
    default ToolOutcome run(ObjectNode arguments, Context context) {
        return answer(arguments, context, null);
    }

    @Override
    default ToolOutcome runApproved(ObjectNode arguments, Context context, ApprovalRequest approved) {
        return answer(arguments, context, approved);
    }
}
