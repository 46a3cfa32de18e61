package cn.openclaw.testing;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.journal.Observatory;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.SubAgents;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolRun;
import cn.openclaw.tool.ToolWorld;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What tools are called with, for tests of tools. */
public final class ToolContexts {
    private static final Http NO_NETWORK = _ -> {
        throw new IllegalStateException("this test has no network");
    };

    private ToolContexts() {}

    /** A workspace, and nobody to ask. The state folder is beside the workspace. */
    public static Tool.Context of(Path workspace) {
        return of(workspace, Approver.nobody());
    }

    public static Tool.Context of(Path workspace, Approver approver) {
        return new Tool.Context(workspace, world(new TempHome(workspace.resolveSibling("home"))), turn(approver));
    }

    /** What is around in a home, with its config. */
    public static ToolWorld world(TempHome home) {
        return world(home, NO_NETWORK);
    }

    public static ToolWorld world(TempHome home, Http http) {
        Environment environment = home.environment();
        Places places = Places.of(environment);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"));
        ToolWorld world = new ToolWorld(() -> new ConfigFile(places, environment).read(), places, clock, () -> http);
        // Nobody closes these; a journal would be written while a test's home is already being removed.
        world.kept(Observatory.class, _ -> Observatory.forgetful(places, clock));
        return world;
    }

    public static ToolRun turn(Approver approver) {
        return new ToolRun(
                "main",
                SessionKey.main("main"),
                new SessionId("test"),
                new ModelDefinition(
                        "m", "m", Optional.empty(), false, List.of("text", "image"), Cost.UNSTATED, Map.of(), false, 100_000, 8_000,
                        Map.of(), Compat.NONE, Capability.PLAIN, Lifecycle.CURRENT),
                Language.EN,
                approver,
                SubAgents.none(),
                _ -> {},
                "r",
                new AtomicReference<>());
    }
}
