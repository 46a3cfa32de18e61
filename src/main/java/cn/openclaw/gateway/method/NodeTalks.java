package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.session.SessionKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** In which conversations a node has spoken: only those may it follow. State: the set. */
final class NodeTalks {
    private final Set<String> spoken = ConcurrentHashMap.newKeySet();

    private NodeTalks() {}

    static NodeTalks of(GatewayWorld world) {
        return world.kept(NodeTalks.class, _ -> new NodeTalks());
    }

    void spoke(Caller node, SessionKey key) {
        spoken.add(node.device().orElse(node.connection()) + " " + key.text());
    }

    boolean mayFollow(Caller node, SessionKey key) {
        return spoken.contains(node.device().orElse(node.connection()) + " " + key.text())
                || key.rest().equals("node-" + node.device().orElse(node.connection()));
    }
}
