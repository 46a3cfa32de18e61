package cn.openclaw.agent;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolRun;
import cn.openclaw.tool.Toolbox;
import cn.openclaw.tool.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An agent's tools for a program that calls one itself, outside any turn: under the same rules as the agent. */
public final class DirectTools {
    private DirectTools() {}

    /**
     * The tools in a conversation, whether or not it has begun.
     *
     * @param request which agent and conversation; its words do not matter
     * @param chosen which tools may be called in this way
     */
    public static Toolbox of(AgentWorld world, AgentRuns runs, RunRequest request, Predicate<Tool> chosen)
            throws InterruptedException {
        ClawConfig config = world.snapshot().config();
        String agentId = request.agentId().orElseGet(() -> SessionKey.agentId(config.agents().defaultId()));
        Path sessions = world.places().sessionsDir(agentId).resolve("sessions.json");
        SessionStore store = new SessionStore(sessions, agentId, world.clock());
        Conversation conversation = Conversation.find(request, agentId, store);
        ModelCatalog catalog = new ModelCatalog(config, world.places().cacheDir());
        ModelRef model = new ModelResolver(config, catalog, agentId).primary();
        CatalogModel known = catalog.find(model).or(() -> catalog.assume(model)).orElseThrow();
        AtomicReference<@Nullable String> outside = new AtomicReference<>();
        ToolRun turn = new ToolRun(
                agentId,
                conversation.key(),
                conversation.entry().flatMap(SessionEntry::sessionId).orElseGet(() -> SessionId.random(world.random())),
                known.definition(),
                request.language(),
                request.approver(),
                new SubAgentRuns(runs, request, conversation, new Semaphore(1), outside),
                _ -> {},
                Long.toHexString(world.random().nextLong()),
                outside);
        Tool.Context context = new Tool.Context(world.places().workspace(config, agentId), world.tools(), turn);
        List<Tool> tools = Tools.offered(Tools.all(), context, model, _ -> {}).stream().filter(chosen).toList();
        return new Toolbox(tools, context);
    }
}
