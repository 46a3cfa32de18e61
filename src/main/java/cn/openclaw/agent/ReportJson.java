package cn.openclaw.agent;

import cn.openclaw.auth.AuthException;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.http.HttpException;
import cn.openclaw.json.Json;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Usage;
import cn.openclaw.provider.ModelRefException;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionException;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code agent --json} prints: the original's {@code {payloads, meta}}, the same with and without a gateway. A failure is
 * visible in three places: its payload has {@code isError}, {@code meta.error} has its kind, and the exit code is not 0.
 */
public final class ReportJson {
    private ReportJson() {}

    /** Of a turn. */
    public static ObjectNode report(RunReport report, Language language, long millis) {
        ArrayNode payloads = Json.array();
        report.texts().forEach(text -> payloads.add(payload(text)));
        report.failure().ifPresent(failure -> payloads.add(payload(failure.in(language)).put("isError", true)));
        ObjectNode meta = Json.object().put("durationMs", report.duration().toMillis());
        meta.set("agentMeta", agentMeta(report));
        boolean aborted = report.outcome() == RunReport.Outcome.TIMED_OUT || report.outcome() == RunReport.Outcome.INTERRUPTED;
        meta.put("aborted", aborted);
        meta.set("systemPromptReport", report.prompt().json(report, millis));
        meta.put("stopReason", aborted ? "aborted" : report.stopReason().id());
        report.failure().ifPresent(failure -> meta.set("error", error(failure, language)));
        if (report.outcome() == RunReport.Outcome.INTERRUPTED) {
            String words = AgentText.INTERRUPTED.in(language);
            meta.set("error", Json.object().put("kind", "aborted").put("message", words));
        }
        ObjectNode tree = Json.object();
        tree.set("payloads", payloads);
        tree.set("meta", meta);
        return tree;
    }

    /** For a turn that could not begin. */
    public static ObjectNode failure(ClawException failure, String kind, Language language) {
        ObjectNode tree = Json.object();
        tree.set("payloads", Json.array().add(payload(failure.in(language)).put("isError", true)));
        ObjectNode meta = Json.object().put("durationMs", 0).put("aborted", false);
        meta.set("error", Json.object().put("kind", kind).put("message", failure.in(language)));
        tree.set("meta", meta);
        return tree;
    }

    private static ObjectNode payload(String text) {
        return Json.object().put("text", text).putNull("mediaUrl");
    }

    private static ObjectNode agentMeta(RunReport report) {
        ObjectNode meta = Json.object().put("sessionId", report.session().id().value());
        meta.put("sessionKey", report.session().key().text());
        meta.put("provider", report.model().provider()).put("model", report.model().model());
        Usage usage = report.spent().usage();
        if (usage.reported()) {
            Usage last = report.spent().lastCall();
            meta.set("usage", usage(usage));
            meta.set("lastCallUsage", usage(last));
            meta.put("promptTokens", last.input() + last.cacheRead() + last.cacheWrite());
        }
        meta.set("cost", cost(report.spent().cost()));
        return meta;
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode tree = Json.object().put("input", usage.input()).put("output", usage.output());
        tree.put("cacheRead", usage.cacheRead()).put("cacheWrite", usage.cacheWrite());
        return tree.put("total", usage.total());
    }

    /** No number where none is known: 0 would be a lie. */
    private static ObjectNode cost(MessageCost cost) {
        return switch (cost.state()) {
            case UNKNOWN -> Json.object().put("state", "unknown").putNull("total");
            case INCLUDED -> Json.object().put("state", "included").putNull("total");
            case KNOWN -> {
                ObjectNode tree = Json.object().put("state", "known").put("total", cost.total());
                cost.currency().ifPresent(code -> tree.put("currency", code));
                yield tree;
            }
        };
    }

    private static ObjectNode error(ClawException failure, Language language) {
        return Json.object().put("kind", kind(failure)).put("message", failure.in(language));
    }

    /** A word for programs; the original's own words where it has one. */
    public static String kind(ClawException failure) {
        return switch (failure) {
            case LlmException llm -> kind(llm.failure());
            case AgentException agent ->
                switch (agent.reason()) {
                    case UNKNOWN_AGENT, BLIND -> "usage";
                    case TOO_MANY_STEPS, LOOPING -> "too_many_steps";
                    case TIMED_OUT -> "timeout";
                    case ALL_FAILED -> kind(agent.tries().getFirst().failure());
                };
            case AuthException _ -> "auth";
            case ModelRefException _ -> "model";
            case SessionException _ -> "session";
            default -> "failed";
        };
    }

    private static String kind(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.Unauthorized _ -> "auth";
            case LlmFailure.ClientRefused _ -> "client_refused";
            case LlmFailure.OutOfCredit _ -> "billing";
            case LlmFailure.RateLimited _ -> "rate_limit";
            case LlmFailure.Overloaded _ -> "overloaded";
            case LlmFailure.Unavailable(_, Optional<HttpException.Reason> limit) ->
                limit.filter(reason -> reason.name().endsWith("_LIMIT")).isPresent() ? "timeout" : "unavailable";
            case LlmFailure.NoSuchModel _ -> "model_not_found";
            case LlmFailure.ContextOverflow _ -> "context_overflow";
            case LlmFailure.ContentFiltered _ -> "content_filter";
            case LlmFailure.Refused _ -> "refused";
        };
    }
}
