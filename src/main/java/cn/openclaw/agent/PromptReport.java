package cn.openclaw.agent;

import cn.openclaw.json.Json;
import cn.openclaw.tool.Tool;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the model is told before the conversation and how long each part of it is: the original's {@code systemPromptReport}. */
public final class PromptReport {
    private final SystemPrompt prompt;
    private final List<Tool> tools;
    private final Path workspace;
    private final int maxChars;

    PromptReport(SystemPrompt prompt, List<Tool> tools, Path workspace, int maxChars) {
        this.prompt = prompt;
        this.tools = tools;
        this.workspace = workspace;
        this.maxChars = maxChars;
    }

    /**
     * In the original's shape.
     *
     * @param report whose prompt it was
     * @param millis when it was made, in epoch milliseconds
     */
    public ObjectNode json(RunReport report, long millis) {
        ObjectNode tree = Json.object().put("source", "run").put("generatedAt", millis);
        tree.put("sessionId", report.session().id().value());
        tree.put("sessionKey", report.session().key().text());
        tree.put("provider", report.model().provider()).put("model", report.model().model());
        tree.put("workspaceDir", workspace.toString()).put("bootstrapMaxChars", maxChars);
        tree.set("sandbox", Json.object().put("mode", "off").put("sandboxed", false));
        ObjectNode chars = Json.object().put("chars", prompt.text().length());
        chars.put("projectContextChars", prompt.projectChars());
        tree.set("systemPrompt", chars.put("nonProjectContextChars", prompt.text().length() - prompt.projectChars()));
        tree.set("injectedWorkspaceFiles", files());
        ObjectNode skills = Json.object().put("promptChars", 0);
        skills.set("entries", Json.array());
        tree.set("skills", skills);
        tree.set("tools", tools());
        return tree;
    }

    private ArrayNode files() {
        ArrayNode files = Json.array();
        for (SystemPrompt.Injected file : prompt.files()) {
            ObjectNode entry = Json.object().put("name", file.name()).put("path", file.path().toString());
            entry.put("missing", file.missing()).put("rawChars", file.rawChars());
            files.add(entry.put("injectedChars", file.injectedChars()).put("truncated", file.truncated()));
        }
        return files;
    }

    private ObjectNode tools() {
        ArrayNode entries = Json.array();
        int listChars = 0;
        int schemaChars = 0;
        for (Tool tool : tools) {
            ObjectNode schema = tool.parameters();
            int length = Json.write(schema).length();
            ObjectNode entry = Json.object().put("name", tool.name());
            entry.put("summaryChars", tool.description().length()).put("schemaChars", length);
            entries.add(entry.put("propertiesCount", schema.path("properties").size()));
            listChars += tool.name().length() + tool.description().length() + 5;
            schemaChars += length;
        }
        ObjectNode tree = Json.object().put("listChars", listChars).put("schemaChars", schemaChars);
        tree.set("entries", entries);
        return tree;
    }
}
