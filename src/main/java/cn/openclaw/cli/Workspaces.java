package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.json.Json;
import cn.openclaw.memory.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The folder an agent works in, as it begins. */
final class Workspaces {
    private Workspaces() {}

    /**
     * Makes it, with the files an agent begins with unless {@code agents.defaults.skipBootstrap} says no; what is there stays.
     *
     * @return the names of the files that were written
     */
    static List<String> seed(Cli cli, ClawConfig config, Path workspace) {
        Folders.make(workspace);
        JsonNode skip = Json.at(config.tree(), "agents", "defaults", "skipBootstrap");
        if (skip != null && skip.asBoolean(false)) {
            return List.of();
        }
        try {
            return WorkspaceFiles.seed(workspace, cli.language());
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILED, AgentsText.NOT_MADE, workspace, FileTrouble.why(e));
        }
    }
}
