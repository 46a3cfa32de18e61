package cn.openclaw.gateway.method;

import cn.openclaw.log.Secrets;
import java.util.List;
import cn.openclaw.base.Redactor;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionLine;
import cn.openclaw.session.SessionPage;
import cn.openclaw.session.Sessions;
import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code sessions.export}: a conversation as one file, without secrets. */
@AutoService(GatewayMethod.class)
public final class SessionsExport implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.export";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        SessionKey key = Asked.key(params, call, "key");
        String format = params.text("format").orElse("markdown");
        Sessions.Listed session = Sessions.list(Conversations.store(world, key), key.agent()).stream()
                .filter(one -> one.key().equals(Optional.of(key)))
                .findFirst()
                .orElseThrow(() -> GatewayException.invalid("No session found: " + params.need("key")));
        Path file = session.file().filter(Files::exists).orElseThrow(() -> GatewayException.invalid("nothing was said in this session yet"));
        Redactor redactor = Secrets.redactor(world.config(), List.of());
        SessionPage page = new SessionPage(
                new SessionPage.Look(Asked.language(call), world.agents().zone().get(), redactor::redact),
                session,
                SessionLine.of(Sessions.entries(file)));
        record As(String ending, String type, String content) {}
        As made =
                switch (format) {
                    case "markdown", "md" -> new As("md", "text/markdown", page.markdown());
                    case "html" -> new As("html", "text/html", page.html());
                    case "jsonl" -> new As("jsonl", "application/jsonl", lines(file, redactor));
                    default -> throw params.wrong("at /format: must be markdown, jsonl or html");
                };
        String name = key.rest().replaceAll("[^A-Za-z0-9._-]+", "-") + "." + made.ending();
        return Json.object().put("filename", name).put("mimeType", made.type()).put("content", made.content());
    }

    private static String lines(Path file, Redactor redactor) {
        StringBuilder out = new StringBuilder();
        Sessions.lines(file).forEach(line -> out.append(redactor.redact(line)).append('\n'));
        return out.toString();
    }
}
