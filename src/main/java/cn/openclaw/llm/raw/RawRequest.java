package cn.openclaw.llm.raw;

import cn.openclaw.json.JsonBytes;
import cn.openclaw.json.JsonPatch;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Wire;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A request in the wire's own words, brought into a host's dialect: the model's name, and what the host would refuse. Every byte
 * that no rule speaks of stays, unknown members included.
 */
public final class RawRequest {
    private RawRequest() {}

    /**
     * A body to send.
     *
     * @param adapted what was changed beside the model's name, in words for a header; sorted
     * @param usageAdded whether the host was asked for a chunk with token counts that the caller did not ask for
     * @param names the caller's name for each tool that the host knows by another; see {@link RawAnswer}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Fit(byte[] body, List<String> adapted, boolean usageAdded, Map<String, String> names) {}

    /**
     * Fits a body.
     *
     * @param body an object, in the words of the endpoint's wire
     * @param mostOutput tokens the answer may have, where that is less than what the body or the model says
     */
    public static Fit of(Endpoint endpoint, Dialect dialect, JsonBytes body, OptionalLong mostOutput) {
        Wire wire = Wire.of(endpoint.api()).orElse(Wire.COMPLETIONS);
        Fitted fitted = new Fitted(endpoint, dialect, body, new JsonPatch(body), new TreeSet<>());
        JsonBytes.Value model = body.root().get("model");
        if (model == null || !endpoint.model().id().equals(body.text(body.root(), "model"))) {
            fitted.patch().set(body.root(), "model", JsonNodeFactory.instance.stringNode(endpoint.model().id()));
        }
        boolean usageAdded = switch (wire) {
            case COMPLETIONS -> new CompletionsFit(fitted).fit();
            case MESSAGES -> new MessagesFit(fitted).fit();
            case RESPONSES -> new ResponsesFit(fitted).fit();
        };
        Map<String, String> names = new NamesFit(fitted).fit(wire);
        mostOutput.ifPresent(most -> fitted.limit(wire, most));
        return new Fit(fitted.patch().apply(), List.copyOf(fitted.adapted()), usageAdded, names);
    }

    /** The same where nothing but the model's name counts, as for embeddings. */
    public static Fit named(Endpoint endpoint, JsonBytes body) {
        JsonPatch patch = new JsonPatch(body);
        if (!endpoint.model().id().equals(body.text(body.root(), "model"))) {
            patch.set(body.root(), "model", JsonNodeFactory.instance.stringNode(endpoint.model().id()));
        }
        return new Fit(patch.apply(), List.of(), false, Map.of());
    }

    /** How long an answer the body asks for at most; the model's own most where it does not say. Of two limits the larger. */
    public static long mostOutput(Endpoint endpoint, JsonBytes body) {
        long most = 0;
        for (String name : Fitted.LIMITS) {
            JsonBytes.Value value = body.root().get(name);
            if (value != null && value.is(JsonBytes.Kind.NUMBER)) {
                most = Math.max(most, Math.max(1, body.tree(value).asLong(1)));
            }
        }
        return most > 0 ? most : endpoint.model().maxTokens();
    }

    /** Whether a limit of the body's is written as something else than a number, which some hosts read as one all the same. */
    public static boolean isLimitUnclear(JsonBytes body) {
        for (String name : Fitted.LIMITS) {
            JsonBytes.Value value = body.root().get(name);
            if (value != null && !value.is(JsonBytes.Kind.NUMBER) && !value.is(JsonBytes.Kind.NULL)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the host is one of Kimi's, whose rules go furthest. */
    static boolean isKimi(Dialect dialect) {
        return dialect.is(DialectKey.BUILTIN_TOOLS, "dollar");
    }
}
