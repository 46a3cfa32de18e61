package cn.openclaw.gateway.method;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.skill.Skills;
import cn.openclaw.tool.Approver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parameters that several methods share, in the words of the rest of the house. */
final class Asked {
    private static final Set<String> VERBOSE = Set.of("off", "on", "full");

    private Asked() {}

    /** The conversation that a parameter names; from now on the caller hears of it in its own spelling. */
    static SessionKey key(Params params, MethodCall call, String name) {
        String written = params.need(name);
        SessionKey key = Conversations.key(call.world(), written);
        Feed.of(call.world()).spells(call.caller().connection(), key, written);
        return key;
    }

    /** The same, and from now on the caller follows it: clients of protocol 4 hear of nothing else. */
    static SessionKey followed(Params params, MethodCall call, String name) {
        SessionKey key = key(params, call, name);
        call.world().hub().follow(call.caller().connection(), key.text());
        return key;
    }

    /** The caller's, as it said when it connected; else that of the person who runs the gateway. */
    static Language language(MethodCall call) {
        return call.caller().language(call.world());
    }

    /** How hard to think. */
    static Optional<ThinkingLevel> thinking(Params params) {
        return params.text("thinking")
                .filter(word -> !word.isBlank())
                .map(word -> ThinkingLevel.of(word)
                        .orElseThrow(() -> params.wrong("invalid thinking level (use off|minimal|low|medium|high|xhigh)")));
    }

    static Optional<String> verbose(Params params) {
        return params.text("verbose").filter(word -> !word.isBlank()).map(word -> {
            if (!VERBOSE.contains(word)) {
                throw params.wrong("invalid verbose level (use off|on|full)");
            }
            return word;
        });
    }

    /** {@code provider} and {@code model}, which newer clients send: for this turn. */
    static Optional<String> model(Params params) {
        Optional<String> provider = params.text("provider").filter(word -> !word.isBlank());
        return params.text("model")
                .filter(word -> !word.isBlank())
                .map(model -> provider.filter(id -> !model.startsWith(id + "/")).map(id -> id + "/" + model).orElse(model));
    }

    /** A skill's slash word in words for the model; any other message as it is. */
    static String meant(GatewayWorld world, SessionKey key, String message) {
        if (!message.stripLeading().startsWith("/")) {
            return message;
        }
        Path workspace = world.agents().places().workspace(world.config().config(), key.agent());
        return Skills.of(world.config(), world.agents().places(), workspace).expand(message).orElse(message);
    }

    /** A turn of a conversation, before anything else is known of it. */
    static RunRequest turn(MethodCall call, SessionKey key, List<Part> parts) {
        return new RunRequest(
                Optional.of(key.agent()),
                Optional.of(key),
                Optional.<SessionId>empty(),
                parts,
                Optional.<ThinkingLevel>empty(),
                Optional.<String>empty(),
                Optional.<String>empty(),
                Optional.<Duration>empty(),
                language(call),
                Approver.nobody());
    }
}
