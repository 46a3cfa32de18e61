package cn.openclaw.protocol;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A client asks.
 *
 * @param id the client's, not empty; answers carry it
 * @param params as sent; a method says whether it may be absent
 */
public record RequestFrame(String id, String method, Optional<JsonNode> params) implements Frame {}
