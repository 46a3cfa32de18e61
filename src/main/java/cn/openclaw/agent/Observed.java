package cn.openclaw.agent;

import cn.openclaw.journal.Observatory;
import cn.openclaw.tool.ToolWorld;

/** The process's one observatory: what agents ask of models and what others ask through the gateway is watched from one place. */
public final class Observed {
    private Observed() {}

    public static Observatory of(ToolWorld world) {
        return world.kept(Observatory.class, own -> new Observatory(own.places(), own.snapshot(), own.clock(), own::http));
    }
}
