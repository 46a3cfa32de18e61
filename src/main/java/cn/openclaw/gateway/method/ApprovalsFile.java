package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.tool.exec.ExecApprovals;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code exec-approvals.json} as clients see and replace it: without the word that opens its socket. */
final class ApprovalsFile {
    private final ExecApprovals approvals;

    ApprovalsFile(GatewayWorld world) {
        this.approvals = new ExecApprovals(world.agents().places());
    }

    private String hash() {
        try {
            byte[] bytes = Files.exists(approvals.file()) ? Files.readAllBytes(approvals.file()) : new byte[0];
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw GatewayException.unavailable("exec-approvals.json cannot be read: " + e.getClass().getSimpleName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ObjectNode shown() {
        ObjectNode shown = Json.object().put("path", approvals.file().toString()).put("exists", Files.exists(approvals.file()));
        shown.put("hash", hash());
        ObjectNode file = approvals.read().deepCopy();
        ObjectNode plain = Json.object().put("version", 1);
        String socket = Json.text(file, "socket", "path");
        plain.putObject("socket")
                .put("path", socket == null ? approvals.file().resolveSibling("exec-approvals.sock").toString() : socket);
        plain.set("defaults", file.get("defaults") instanceof ObjectNode defaults ? defaults : Json.object());
        plain.set("agents", file.get("agents") instanceof ObjectNode agents ? agents : Json.object());
        file.properties().forEach(member -> {
            if (!plain.has(member.getKey())) {
                plain.set(member.getKey(), member.getValue());
            }
        });
        shown.set("file", plain);
        return shown;
    }

    /** Replaces what clients see; the rest stays. */
    void replace(Params params) {
        ObjectNode file = params.object("file").orElseThrow(() -> params.wrong("must have required property 'file'"));
        boolean there = Files.exists(approvals.file());
        Optional<String> base = params.text("baseHash").filter(hash -> !hash.isBlank());
        if (there && base.isEmpty()) {
            throw GatewayException.invalid("exec approvals base hash required; re-run exec.approvals.get and retry");
        }
        if (there && !base.get().equals(hash())) {
            throw GatewayException.invalid("exec approvals changed since last load; re-run exec.approvals.get and retry");
        }
        check(params, file);
        ObjectNode whole = file.deepCopy();
        whole.put("version", 1);
        JsonNode socket = approvals.read().get("socket");
        if (socket != null) {
            whole.set("socket", socket);
        }
        approvals.write(whole);
    }

    /** A wrong word here would let through what was forbidden, so that everything is looked at. */
    private static void check(Params params, ObjectNode file) {
        JsonNode version = file.get("version");
        if (version == null || !version.isNumber() || version.asInt(0) != 1) {
            throw params.wrong("at /file/version: must be equal to constant");
        }
        rules(params, file.path("defaults"), "/file/defaults");
        JsonNode agents = file.path("agents");
        if (!agents.isMissingNode() && !agents.isObject()) {
            throw params.wrong("at /file/agents: must be object");
        }
        for (Map.Entry<String, JsonNode> agent : agents.properties()) {
            String at = "/file/agents/" + agent.getKey();
            rules(params, agent.getValue(), at);
            JsonNode list = agent.getValue().path("allowlist");
            boolean patterns = list.isMissingNode()
                    || (list.isArray()
                            && list.valueStream().allMatch(entry -> entry.isString() || Json.text(entry, "pattern") != null));
            if (!patterns) {
                throw params.wrong("at " + at + "/allowlist: must be array of {pattern}");
            }
        }
    }

    private static void rules(Params params, JsonNode rules, String at) {
        if (!rules.isMissingNode() && !rules.isObject()) {
            throw params.wrong("at " + at + ": must be object");
        }
        word(params, rules, at, "security", List.of("deny", "allowlist", "full"));
        word(params, rules, at, "askFallback", List.of("deny", "allowlist", "full"));
        word(params, rules, at, "ask", List.of("off", "on-miss", "always"));
    }

    private static void word(Params params, JsonNode rules, String at, String name, List<String> words) {
        if (rules.has(name) && !words.contains(String.valueOf(Json.text(rules, name)))) {
            throw params.wrong("at " + at + "/" + name + ": must be equal to one of the allowed values");
        }
    }
}
