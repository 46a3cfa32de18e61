package cn.openclaw.protocol;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The server answers. A long request may be answered twice with the same id: accepted, then done.
 *
 * @param id the request's
 * @param payload also beside an error, where the original sends both
 */
public record ResponseFrame(String id, boolean ok, Optional<JsonNode> payload, Optional<GatewayError> error)
        implements Frame {

    public static ResponseFrame done(String id, JsonNode payload) {
        return new ResponseFrame(id, true, Optional.of(payload), Optional.empty());
    }

    public static ResponseFrame failed(String id, GatewayError error) {
        return new ResponseFrame(id, false, Optional.empty(), Optional.of(error));
    }
}
