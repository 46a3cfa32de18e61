package cn.openclaw.gateway.method;

import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one of an agent's files, as a whole or not at all. */
@AutoService(GatewayMethod.class)
public final class AgentsFilesSet implements GatewayMethod {
    @Override
    public String name() {
        return "agents.files.set";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        AgentFiles files = new AgentFiles(params, call.world());
        Path path = files.path(params);
        byte[] content = params.text("content")
                .orElseThrow(() -> params.wrong("must have required property 'content'"))
                .getBytes(StandardCharsets.UTF_8);
        if (content.length > AgentFiles.LARGEST) {
            throw params.wrong("at /content: must NOT have more than 1 MiB");
        }
        try {
            StateFile.write(path, content);
        } catch (IOException e) {
            throw GatewayException.unavailable(path.getFileName() + " cannot be written: " + e.getClass().getSimpleName());
        }
        ObjectNode answer = files.head().put("ok", true);
        answer.set("file", files.file(path, true));
        return answer;
    }
}
