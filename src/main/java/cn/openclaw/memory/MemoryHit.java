package cn.openclaw.memory;

import cn.openclaw.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A piece of memory that fits.
 *
 * @param path the file, relative to the workspace; {@code sessions/<id>.jsonl} for a conversation
 * @param startLine its first line, counted from 1
 * @param endLine its last line
 * @param score how well it fits, 0 to 1: the share of what was asked that it holds, rare words counting more, and its rank
 * @param snippet the words, at most {@link MemoryIndex#SNIPPET} characters
 * @param source {@code memory} or {@code sessions}
 */
public record MemoryHit(String path, int startLine, int endLine, double score, String snippet, String source) {
    public ObjectNode tree() {
        ObjectNode tree = Json.object().put("path", path).put("startLine", startLine).put("endLine", endLine);
        return tree.put("score", Math.round(score * 1000) / 1000.0).put("snippet", snippet).put("source", source);
    }
}
