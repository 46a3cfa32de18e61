package cn.openclaw.gateway.method;

import cn.openclaw.agent.Observed;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.journal.Observatory;
import cn.openclaw.journal.RequestQuery;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code requests.list}: requests to models, the newest first: those that run, and those of the journal. */
@AutoService(GatewayMethod.class)
public final class RequestsList implements GatewayMethod {
    private static final int USUAL = 200;
    private static final int MOST = 1_000;

    @Override
    public String name() {
        return "requests.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        int limit = params.number("limit", 1, MOST).map(Long::intValue).orElse(USUAL);
        RequestQuery query = new RequestQuery(
                params.text("before"), params.text("status"), params.text("caller"), params.text("model"));
        Observatory observatory = Observed.of(call.world().agents().tools());
        try {
            List<ObjectNode> found = observatory.find(query, limit);
            ObjectNode answer = Json.object();
            ArrayNode requests = answer.putArray("requests");
            found.forEach(requests::add);
            if (found.size() == limit) {
                answer.put("cursor", Json.text(found.getLast(), "id"));
            }
            return answer;
        } catch (IOException e) {
            call.world().log().fault("journal", "the request journal cannot be read", e);
            throw GatewayException.unavailable("the request journal cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
