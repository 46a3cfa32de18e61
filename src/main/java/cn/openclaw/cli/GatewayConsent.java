package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A gateway's request for consent as one of this process, and the answer as the gateway's word. */
final class GatewayConsent {
    private static final Text WHY = new Text("网关在请求批准", "the gateway asks for approval");

    private GatewayConsent() {}

    static ApprovalRequest request(JsonNode request) {
        List<String> argv = new ArrayList<>();
        request.path("argv").forEach(word -> argv.add(word.asString("")));
        String folder = request.path("cwd").asString("");
        return new ApprovalRequest(
                request.path("tool").asString("exec"),
                Optional.ofNullable(Json.text(request, "why")).map(GatewayConsent::same).orElse(WHY),
                request.path("command").asString(""),
                argv,
                Path.of(folder.isEmpty() ? "." : folder),
                Optional.ofNullable(Json.text(request, "always")).map(GatewayConsent::same));
    }

    /** The gateway has said it in the person's language; braces would be holes. */
    private static Text same(String sentence) {
        String plain = sentence.replace('{', '(').replace('}', ')');
        return new Text(plain, plain);
    }

    /** Where nobody is there to ask, waiting for somebody else would hang a script. */
    static String word(Approver.Answer answer) {
        return switch (answer) {
            case ONCE -> "allow-once";
            case ALWAYS -> "allow-always";
            case DENY, NOBODY -> "deny";
        };
    }
}
