package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.client.GatewayLine;
import cn.openclaw.client.Target;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.protocol.EventFrame;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Ending;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.PartnerEvent;
import cn.openclaw.tui.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mind behind a gateway, as a terminal's partner. What it knows of a conversation it asks for when it is needed; when the
 * connection is lost it comes back, asks how the turn stands, and goes on hearing it. Guarded by its lock; no call is made under it
 * that waits for an event.
 */
final class GatewayPartner implements Partner, GatewayLine.Listener, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Text LOST = new Text("与网关的连接断了，正在重连……（{0}）", "The connection to the gateway was lost; connecting again … ({0})");
    private static final Text KEPT_THERE = new Text("由网关保管", "kept by the gateway");
    private static final Text BACK = new Text("已重新连上网关。", "Connected to the gateway again.");

    private final Cli cli;
    private final GatewayLine line;
    private String agentId;
    private SessionKey key;
    private @Nullable GatewayTurn turn;

    private GatewayPartner(Cli cli, GatewayLink link, Optional<String> agent, Optional<String> session) throws InterruptedException {
        this.cli = cli;
        this.line = new GatewayLine(link::target, GatewayLink.self("ui", GatewayLink.ALL), link.around(PATIENCE), this);
        this.agentId = "main";
        this.key = SessionKey.main("main");
        line.open();
        String usual = call("agents.list", Json.object()).path("defaultId").asString("main");
        this.agentId = SessionKey.agentId(agent.orElse(usual));
        this.key = session.map(name -> SessionKey.of(name, agentId)).orElseGet(() -> SessionKey.main(agentId));
        var _ = history(1);
    }

    /** @throws cn.openclaw.client.ClientException if there is no gateway, or none that lets us in */
    static GatewayPartner open(Cli cli, Optional<String> agent, Optional<String> session) throws InterruptedException {
        return new GatewayPartner(cli, new GatewayLink(cli, Target.Told.NOTHING), agent, session);
    }

    private Language language() {
        return cli.language();
    }

    private JsonNode call(String method, ObjectNode params) {
        try {
            return line.call(method, params, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, AgentCommandText.INTERRUPTED);
        }
    }

    private synchronized ObjectNode here() {
        return Json.object().put("sessionKey", key.text());
    }

    private synchronized ObjectNode keyed() {
        return Json.object().put("key", key.text());
    }

    /** Asking for it also makes this connection hear of it. */
    private JsonNode history(int limit) {
        return call("chat.history", here().put("limit", limit));
    }

    private JsonNode row() {
        try {
            JsonNode answer = call("sessions.describe", keyed());
            return answer.has("session") ? answer.path("session") : answer;
        } catch (cn.openclaw.protocol.GatewayException e) {
            return Json.object(); // A conversation that has not begun.
        }
    }

    @Override
    public Standing standing() {
        JsonNode row = row();
        String model = row.has("model") ? row.path("modelProvider").asString("") + "/" + row.path("model").asString("") : usual();
        JsonNode past = history(1);
        long updated = row.path("updatedAt").asLong(0);
        synchronized (this) {
            return new Standing(
                    agentId,
                    key.isMain() ? "main" : key.rest(),
                    model,
                    Optional.of(KEPT_THERE.in(language())),
                    row.path("thinkingLevel").asString(past.path("thinkingLevel").asString("")),
                    row.path("verboseLevel").asString("on"),
                    "gateway",
                    row.path("totalTokens").asLong(0),
                    row.path("contextTokens").asLong(0),
                    "",
                    updated == 0 ? Optional.empty() : Optional.of(ChatSessions.ago(Instant.ofEpochMilli(updated), cli.clock().instant(), language())),
                    "openclaw-cn tui" + (key.isMain() ? "" : " --session " + key.rest()),
                    Optional.empty());
        }
    }

    private String usual() {
        JsonNode list = call("models.list", Json.object());
        return list.path("default").asString(list.path("defaultProvider").asString("") + "/" + list.path("defaultModel").asString(""));
    }

    @Override
    public Ending say(String words, Consumer<PartnerEvent> events, Decider decider) throws InterruptedException {
        GatewayTurn mine = new GatewayTurn(UUID.randomUUID().toString(), language(), events, decider);
        ObjectNode params = here().put("message", words).put("idempotencyKey", mine.id()).put("deliver", false);
        synchronized (this) {
            turn = mine;
        }
        try {
            JsonNode taken = line.call("chat.send", params, PATIENCE);
            mine.accepted(taken);
            return mine.await();
        } catch (InterruptedException e) {
            abort(mine);
            return mine.aborted(Duration.ofSeconds(3));
        } finally {
            synchronized (this) {
                turn = turn == mine ? null : turn;
            }
        }
    }

    private void abort(GatewayTurn mine) {
        ObjectNode params = here().put("runId", mine.run());
        Thread _ = Thread.ofVirtual().start(() -> {
            try {
                var _ = line.call("chat.abort", params, Duration.ofSeconds(3));
            } catch (ClawException | InterruptedException e) {
                Thread.currentThread().interrupt(); // It ends by itself, or with its gateway.
            }
        });
    }

    @Override
    public boolean steer(String words) {
        synchronized (this) {
            if (turn == null) {
                return false;
            }
        }
        ObjectNode params = here().put("message", words).put("idempotencyKey", UUID.randomUUID().toString()).put("queueMode", "steer");
        return call("chat.send", params).path("status").asString("").equals("steered");
    }

    @Override
    public String compact(String instructions, Consumer<PartnerEvent> events) throws InterruptedException {
        StringBuilder said = new StringBuilder();
        Ending ending = say(
                ("/compact " + instructions).strip(),
                event -> {
                    if (event instanceof PartnerEvent.Words(String piece)) {
                        said.append(piece);
                    } else {
                        events.accept(event);
                    }
                },
                _ -> Answer.NOBODY);
        return ending.failure().isEmpty() ? (said.isEmpty() ? ChatCommandText.NO_COMPACTION.in(language()) : said.toString()) : ending.failure();
    }

    @Override
    public List<Option> sessions() {
        JsonNode list = call("sessions.list", Json.object().put("agentId", agent()).put("includeDerivedTitles", true).put("limit", 100));
        List<Option> options = new ArrayList<>();
        String now = here().path("sessionKey").asString("");
        for (JsonNode row : list.path("sessions")) {
            String name = row.path("key").asString("");
            String title = row.path("derivedTitle").asString("");
            String age = ChatSessions.ago(Instant.ofEpochMilli(row.path("updatedAt").asLong(0)), cli.clock().instant(), language());
            options.add(new Option(name, SessionKey.of(name, agent()).rest() + (title.isEmpty() ? "" : "  " + title), age, name.equals(now)));
        }
        return options;
    }

    private synchronized String agent() {
        return agentId;
    }

    @Override
    public List<Option> models() {
        String now = standing().model();
        List<Option> options = new ArrayList<>();
        for (JsonNode model : call("models.list", Json.object()).path("models")) {
            String id = model.path("provider").asString("") + "/" + model.path("id").asString("");
            options.add(new Option(id, id, model.path("name").asString(""), id.equals(now)));
        }
        return options;
    }

    @Override
    public List<Option> agents() {
        List<Option> options = new ArrayList<>();
        for (JsonNode agent : call("agents.list", Json.object()).path("agents")) {
            String id = agent.path("id").asString("");
            options.add(new Option(id, id, agent.path("name").asString(""), id.equals(agent())));
        }
        return options;
    }

    @Override
    public List<Option> thinkingLevels() {
        String now = row().path("thinkingLevel").asString("");
        List<Option> options = new ArrayList<>();
        options.add(new Option("default", "default", ChatCommandText.LEVEL_DEFAULT.in(language()), now.isEmpty()));
        for (ThinkingLevel level : ThinkingLevel.values()) {
            options.add(new Option(level.id(), level.id(), "", level.id().equals(now)));
        }
        return options;
    }

    @Override
    public Standing openSession(String id) {
        synchronized (this) {
            key = SessionKey.of(id, agentId);
        }
        return standing();
    }

    @Override
    public Standing newSession() {
        JsonNode made = call("sessions.create", Json.object().put("agentId", agent()));
        return openSession(made.path("key").asString("chat:" + UUID.randomUUID()));
    }

    @Override
    public Standing resetSession() {
        var _ = call("sessions.reset", keyed());
        return standing();
    }

    @Override
    public Standing chooseModel(String model) {
        return patch("model", model);
    }

    @Override
    public Standing chooseAgent(String agent) {
        synchronized (this) {
            agentId = SessionKey.agentId(agent);
            key = SessionKey.main(agentId);
        }
        return standing();
    }

    @Override
    public Standing think(String level) {
        boolean back = List.of("default", "缺省", "默认", "auto").contains(level);
        String id = back ? "" : ThinkingLevel.of(level).orElseThrow(() -> new UsageException(AgentCommandText.BAD_THINKING, level)).id();
        return patch("thinkingLevel", id);
    }

    @Override
    public Standing verbose(String level) {
        return patch("verboseLevel", level);
    }

    private Standing patch(String name, String value) {
        ObjectNode params = keyed();
        var _ = call("sessions.patch", value.isBlank() ? params.putNull(name) : params.put(name, value));
        return standing();
    }

    @Override
    public List<String> usage() {
        JsonNode row = row();
        Standing now = standing();
        long percent = now.window() <= 0 ? 0 : now.context() * 100 / now.window();
        return List.of(
                AgentCommandText.TOKENS.in(language(), row.path("inputTokens").asLong(0), row.path("outputTokens").asLong(0), 0),
                ChatCommandText.USAGE_CONTEXT.in(language(), now.context(), now.window(), percent));
    }

    @Override
    public List<Past> past(int limit) {
        List<Past> past = new ArrayList<>();
        for (JsonNode message : history(Math.clamp(limit, 1, 1000)).path("messages")) {
            String role = message.path("role").asString("");
            String words = GatewayEventsIn.text(message);
            if ((role.equals("user") || role.equals("assistant")) && !words.isBlank()) {
                past.add(new Past(role.equals("user"), words));
            }
        }
        return past;
    }

    @Override
    public void event(EventFrame event) {
        GatewayTurn now;
        String here;
        synchronized (this) {
            now = turn;
            here = key.text();
        }
        if (now == null) {
            return;
        }
        JsonNode payload = event.payload().orElseGet(Json::object);
        boolean mine = payload.path("runId").asString("").equals(now.run());
        switch (event.event()) {
            case "agent" -> {
                if (mine) {
                    now.agent(payload);
                }
            }
            case "chat" -> {
                if (mine) {
                    now.chat(payload);
                }
            }
            case "exec.approval.requested" -> {
                if (payload.path("request").path("sessionKey").asString("").equals(here)) {
                    Thread _ = Thread.ofVirtual().name("approval").start(() -> decide(now, payload));
                }
            }
            default -> {}
        }
    }

    private void decide(GatewayTurn now, JsonNode payload) {
        JsonNode request = payload.path("request");
        List<String> argv = new ArrayList<>();
        request.path("argv").forEach(word -> argv.add(word.asString("")));
        Ask ask = new Ask(
                request.path("tool").asString("exec"),
                request.path("why").asString(""),
                request.path("command").asString(""),
                argv,
                request.path("cwd").asString(""),
                request.path("always").asString(""));
        try {
            String word = switch (now.decider().ask(ask)) {
                case ONCE -> "allow-once";
                case ALWAYS -> "allow-always";
                case DENY, NOBODY -> "deny";
            };
            var _ = line.call("exec.approval.resolve", Json.object().put("id", payload.path("id").asString("")).put("decision", word), PATIENCE);
        } catch (ClawException | InterruptedException e) {
            Thread.currentThread().interrupt(); // Somebody else decided, or the time is over.
        }
    }

    @Override
    public void connected(ObjectNode hello, boolean again) {
        GatewayTurn now;
        synchronized (this) {
            now = turn;
        }
        if (again && now != null) {
            Thread _ = Thread.ofVirtual().name("gateway-back").start(() -> back(now));
        }
    }

    /** The same message under the same id is not said twice: the answer tells how it stands, and its events come here again. */
    private void back(GatewayTurn now) {
        try {
            now.notice(BACK.in(language()));
            var _ = line.call("chat.history", here().put("limit", 1), PATIENCE);
            JsonNode taken = line.call("chat.send", here().put("message", "…").put("idempotencyKey", now.id()).put("deliver", false), PATIENCE);
            if (GatewayTurn.isOver(taken)) {
                JsonNode last = line.call("chat.history", here().put("limit", 5), PATIENCE);
                now.missed(taken, last);
            }
        } catch (ClawException | InterruptedException e) {
            Thread.currentThread().interrupt(); // Lost again: the next connection asks again.
        }
    }

    @Override
    public void lost(String why, Duration pause) {
        synchronized (this) {
            if (turn != null) {
                turn.notice(LOST.in(language(), why));
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
