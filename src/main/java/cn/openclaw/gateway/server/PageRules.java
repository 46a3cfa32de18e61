package cn.openclaw.gateway.server;

import cn.openclaw.json.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of the page: a key pair, as a browser has one over HTTPS or on this machine, unless the configuration lets it in
 * without.
 *
 * @param needsDevice whether it must show one
 * @param ignoresDevices whether one that it shows does not count
 */
record PageRules(boolean needsDevice, boolean ignoresDevices) {
    private static final Set<String> PAGES = Set.of("clawdbot-control-ui", "openclaw-control-ui");

    static PageRules of(JsonNode config, String clientId) {
        if (!PAGES.contains(clientId)) {
            return new PageRules(false, false);
        }
        boolean ignores = flag(config, "dangerouslyDisableDeviceAuth");
        return new PageRules(!ignores && !flag(config, "allowInsecureAuth"), ignores);
    }

    private static boolean flag(JsonNode config, String key) {
        JsonNode flag = Json.at(config, "gateway", "controlUi", key);
        return flag != null && flag.asBoolean(false);
    }
}
