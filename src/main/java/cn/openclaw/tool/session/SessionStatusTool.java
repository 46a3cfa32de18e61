package cn.openclaw.tool.session;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelRefException;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.Sessions;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a conversation stands: model, tokens, settings; and its model, chosen from what its agent may use. */
@AutoService(Tool.class)
public final class SessionStatusTool implements Tool {
    @Override
    public String name() {
        return "session_status";
    }

    @Override
    public String description() {
        return "Show model, tokens and settings of a conversation, and the time. With model: choose its model from the next turn on.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .optional("sessionKey", "string", "Default: this conversation")
                .optional("model", "string", "provider/model, an alias, or default")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("session_key", "sessionKey", "key", "sessionKey");
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        return arguments.has("model") ? Effect.CHANGES : Effect.READS;
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        Sessions sessions = Reach.sessions(context);
        Optional<String> named = Optional.ofNullable(Json.text(arguments, "sessionKey")).filter(text -> !text.isBlank());
        Optional<SessionKey> key = named.isEmpty()
                ? Optional.of(context.turn().key())
                : new Reach(context).find(sessions, named.get()).flatMap(Sessions.Listed::key);
        if (key.isEmpty()) {
            return new ToolOutcome.Failed("no session " + named.orElse("") + " that you may look at; sessions_list shows them");
        }
        Optional<String> model = Optional.ofNullable(Json.text(arguments, "model")).filter(text -> !text.isBlank());
        if (model.isPresent()) {
            try {
                choose(model.get().strip(), key.get(), sessions, context);
            } catch (ModelRefException e) {
                return new ToolOutcome.Failed(e.in(cn.openclaw.base.Language.EN));
            }
        }
        return new ToolOutcome.Done(card(key.get(), sessions.store(key.get().agent()).find(key.get()), context));
    }

    private static void choose(String model, SessionKey key, Sessions sessions, Context context) {
        boolean usual = model.equalsIgnoreCase("default");
        ConfigSnapshot snapshot = context.world().snapshot();
        Optional<ModelRef> ref = usual
                ? Optional.empty()
                : Optional.of(new ModelResolver(
                                snapshot.config(), new ModelCatalog(snapshot.config(), context.world().places().cacheDir()), key.agent())
                        .require(model)
                        .ref());
        sessions.store(key.agent()).update(key, entry -> {
            entry.remove("providerOverride");
            entry.remove("modelOverride");
            ref.ifPresent(chosen -> entry.put("providerOverride", chosen.provider()).put("modelOverride", chosen.model()));
        });
    }

    private static String card(SessionKey key, Optional<SessionEntry> entry, Context context) {
        StringBuilder out = new StringBuilder("session: ").append(key);
        LocalDateTime now = LocalDateTime.ofInstant(context.world().clock().instant(), zone(context));
        entry.flatMap(SessionEntry::sessionId).ifPresent(id -> out.append("\nid: ").append(id));
        entry.flatMap(SessionEntry::modelOverride)
                .map(ModelRef::toString)
                .or(() -> entry.flatMap(one -> one.word("model").map(model -> one.word("modelProvider").map(p -> p + "/").orElse("") + model)))
                .ifPresent(model -> out.append("\nmodel: ").append(model));
        entry.flatMap(SessionEntry::modelOverride).ifPresent(_ -> out.append(" (chosen for this session)"));
        entry.ifPresent(one -> {
            long used = one.number("totalTokens");
            long window = one.number("contextTokens");
            if (used > 0 && window > 0) {
                out.append("\ncontext: ").append(used).append(" of ").append(window).append(" tokens (").append(used * 100 / window).append("%)");
            }
            out.append("\nlast turn: ").append(one.number("inputTokens")).append(" tokens in, ").append(one.number("outputTokens")).append(" out");
            out.append("\ncompactions: ").append(one.number("compactionCount"));
            one.thinkingLevel().ifPresent(level -> out.append("\nthinking: ").append(level));
            one.word("spawnedBy").ifPresent(by -> out.append("\nworks for: ").append(by));
        });
        return out.append("\nnow: ").append(now.toLocalDate()).append(' ').append(now.toLocalTime().withNano(0)).append(' ')
                .append(zone(context)).toString();
    }

    private static ZoneId zone(Context context) {
        String named = Json.text(context.world().snapshot().config().tree(), "agents", "defaults", "userTimezone");
        try {
            return named == null ? ZoneId.systemDefault() : ZoneId.of(named.strip());
        } catch (java.time.DateTimeException e) {
            return ZoneId.systemDefault();
        }
    }
}
