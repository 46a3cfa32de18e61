package cn.openclaw.tool.file;

import cn.openclaw.json.Json;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes several files at once, all or none. Offered where {@code tools.exec.applyPatch} says so, as in the original. */
@AutoService(Tool.class)
public final class ApplyPatchTool implements WritingTool {

    @Override
    public String name() {
        return "apply_patch";
    }

    @Override
    public String description() {
        return "Change files by a patch: *** Begin Patch, then *** Add File:/Delete File:/Update File: <path> (with *** Move to:), "
                + "@@ context, lines beginning with space, - or +, *** End of File, and *** End Patch. All of it is done or nothing.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters().required("input", "string", "The patch, from *** Begin Patch to *** End Patch").schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("patch", "input");
    }

    @Override
    public boolean isOffered(Context context) {
        JsonNode settings = Json.at(context.world().snapshot().config().tree(), "tools", "exec", "applyPatch");
        if (settings == null || !settings.path("enabled").asBoolean(false)) {
            return false;
        }
        JsonNode models = settings.path("allowModels");
        String model = context.turn().model().id();
        for (JsonNode allowed : models) {
            if (allowed.asString("").equalsIgnoreCase(model) || allowed.asString("").endsWith("/" + model)) {
                return true;
            }
        }
        return models.isEmpty();
    }

    /** None if it is no patch: then nothing is written, and the call says why. */
    @Override
    public List<String> paths(ObjectNode arguments) {
        try {
            return Patch.parse(Workspace.text(arguments, "input", "")).paths();
        } catch (Workspace.Refused e) {
            return List.of();
        }
    }

    @Override
    public ToolOutcome answer(ObjectNode arguments, Context context, @Nullable ApprovalRequest approved) {
        try {
            Workspace workspace = new Workspace(context, approved);
            PatchPlan plan = PatchPlan.of(Patch.parse(Workspace.text(arguments, "input", "")), workspace);
            plan.carryOut();
            ObjectNode details = Json.object().put("diff", plan.diff());
            return new ToolOutcome.Done("done:\n" + plan.summary(), details);
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(e.getMessage() + "\nNothing was changed.");
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot write: " + e.getClass().getSimpleName() + "; nothing was changed");
        }
    }
}
