package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the channels are. This release has none, and says so by empty lists. */
@AutoService(GatewayMethod.class)
public final class ChannelsStatus implements GatewayMethod {
    @Override
    public String name() {
        return "channels.status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.flag("probe");
        params.number("timeoutMs", 1_000, 600_000);
        ObjectNode status = Json.object().put("ts", call.world().agents().clock().millis());
        status.putArray("channelOrder");
        status.putObject("channelLabels");
        status.putObject("channelDetailLabels");
        status.putObject("channelSystemImages");
        status.putArray("channelMeta");
        status.putObject("channels");
        status.putObject("channelAccounts");
        status.putObject("channelDefaultAccountId");
        return status;
    }
}
