package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.skill.SkillInstall;
import cn.openclaw.skill.SkillStatus;
import com.google.auto.service.AutoService;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The programs that skills use, for a node that looks which it has. */
@AutoService(GatewayMethod.class)
public final class SkillsBins implements GatewayMethod {
    @Override
    public String name() {
        return "skills.bins";
    }

    @Override
    public Access access() {
        return Access.NODE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ConfigSnapshot snapshot = call.world().config();
        TreeSet<String> names = new TreeSet<>();
        for (String agent : AgentIds.listed(snapshot.config())) {
            for (SkillStatus status : new SkillDesk(call.world(), agent).skills().all()) {
                names.addAll(status.skill().needs().bins());
                names.addAll(status.skill().needs().anyBins());
                SkillInstall.of(status.skill()).forEach(way -> names.addAll(way.bins()));
            }
        }
        ObjectNode answer = Json.object();
        ArrayNode bins = answer.putArray("bins");
        names.forEach(bins::add);
        return answer;
    }
}
