package cn.openclaw.simulator;

import cn.openclaw.simulator.SimulatorOptions.ToolIds;
import java.util.UUID;

/** Names tool calls. The numbers start again in every answer, so that ids repeat in a conversation, as on the platform. */
final class ToolIdMaker {
    private final ToolIds style;
    private final long seed;

    /** @param seed differs from request to request; only {@code UUID} looks at it */
    ToolIdMaker(ToolIds style, long seed) {
        this.style = style;
        this.seed = seed;
    }

    String id(String name, int number) {
        return switch (style) {
            case COLON -> name + ":" + number;
            case FUNCTIONS -> "functions." + name + ":" + number;
            case UNDERSCORE -> name + "_" + number;
            case UUID -> "call_" + new UUID(seed * 0x9E3779B97F4A7C15L, number + 1L);
            case MISSING -> "";
        };
    }
}
