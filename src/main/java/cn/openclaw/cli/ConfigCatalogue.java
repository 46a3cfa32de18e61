package cn.openclaw.cli;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What our catalogue says where {@code models.providers} is silent. */
final class ConfigCatalogue {

    private ConfigCatalogue() {}

    static Optional<JsonNode> value(Places places, ClawConfig config, List<String> path) {
        return Optional.empty();
    }
}
