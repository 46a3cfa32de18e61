package cn.openclaw.llm;

import java.time.Duration;
import java.util.Optional;

/**
 * Which failure an error is. First its type or code decides, then its status; its sentence is asked only where those two leave
 * it open (429 is three different things, 403 two, 400 many), and then only for whole phrases ({@link ErrorWords}).
 */
enum ErrorKind {
    UNAUTHORIZED,
    CLIENT_REFUSED,
    OUT_OF_CREDIT,
    RATE_LIMITED,
    OVERLOADED,
    UNAVAILABLE,
    NO_SUCH_MODEL,
    CONTEXT_OVERFLOW,
    CONTENT_FILTERED,
    REFUSED;

    LlmFailure failure(int status, String detail, Optional<Duration> retryAfter) {
        return switch (this) {
            case UNAUTHORIZED -> new LlmFailure.Unauthorized(status == 0 ? 401 : status);
            case CLIENT_REFUSED -> new LlmFailure.ClientRefused(detail);
            case OUT_OF_CREDIT -> new LlmFailure.OutOfCredit(detail);
            case RATE_LIMITED -> new LlmFailure.RateLimited(retryAfter, detail);
            case OVERLOADED -> new LlmFailure.Overloaded(retryAfter);
            case UNAVAILABLE -> new LlmFailure.Unavailable(detail, Optional.empty());
            case NO_SUCH_MODEL -> new LlmFailure.NoSuchModel(detail);
            case CONTEXT_OVERFLOW -> new LlmFailure.ContextOverflow(detail);
            case CONTENT_FILTERED -> new LlmFailure.ContentFiltered(detail);
            case REFUSED -> new LlmFailure.Refused(status, detail);
        };
    }

    static ErrorKind of(Endpoint endpoint, ErrorReport report) {
        return byNumber(HostProfile.of(endpoint.baseUrl()), report)
                .or(() -> byType(report))
                .orElseGet(() -> byStatus(report));
    }

    /** Words that mean the same wherever they are said. */
    private static Optional<ErrorKind> byType(ErrorReport report) {
        if (report.is("access_terminated_error")) {
            // The same type also carries the weekly quota's sentence.
            return Optional.of(ErrorWords.quota(report.message()) ? OUT_OF_CREDIT : CLIENT_REFUSED);
        }
        if (report.is("permission_denied_error", "permission_error", "accessdenied", "access_denied")) {
            return Optional.of(ErrorWords.quota(report.message()) ? OUT_OF_CREDIT : UNAUTHORIZED);
        }
        if (report.is("rate_limit_reached_error", "rate_limit_error", "rate_limit_exceeded", "rate_limit_exceeded_error",
                "throttling", "throttling.ratequota", "throttling.burstrate", "ratelimitexceeded", "limit_requests")) {
            return Optional.of(ErrorWords.quota(report.message()) ? OUT_OF_CREDIT : RATE_LIMITED);
        }
        if (report.is("incorrect_api_key_error", "invalid_authentication_error", "authentication_error", "invalid_api_key",
                "invalidapikey", "invalid_api_key_error", "authenticationerror")) {
            return Optional.of(UNAUTHORIZED);
        }
        if (report.is("exceeded_current_quota_error", "insufficient_quota", "insufficient_balance", "billing_error",
                "arrearage", "accountoverdueerror", "quotaexceeded", "throttling.allocationquota", "payment_required")) {
            return Optional.of(OUT_OF_CREDIT);
        }
        if (report.is("engine_overloaded_error", "overloaded_error", "server_unavailable", "serviceunavailable",
                "service_unavailable", "serveroverloaded")) {
            return Optional.of(OVERLOADED);
        }
        return byContentType(report);
    }

    private static Optional<ErrorKind> byContentType(ErrorReport report) {
        if (report.is("context_length_exceeded", "request_too_large", "context_window_exceeded")) {
            return Optional.of(CONTEXT_OVERFLOW);
        }
        if (report.is("content_filter", "content_filter_error", "content_policy_violation", "data_inspection_failed",
                "datainspectionfailed", "sensitivecontentdetected", "inputtextsensitivecontentdetected")) {
            return Optional.of(CONTENT_FILTERED);
        }
        if (report.is("resource_not_found_error", "model_not_found", "modelnotfound", "model_not_supported",
                "invalidendpointormodel.notfound", "not_found_error")) {
            return Optional.of(NO_SUCH_MODEL);
        }
        if (report.is("server_error", "unexpected_output", "api_error", "internal_error", "internalerror",
                "internal_server_error", "client_closed_request", "timeout_error")) {
            return Optional.of(UNAVAILABLE);
        }
        return Optional.empty();
    }

    private static ErrorKind byStatus(ErrorReport report) {
        String said = report.message();
        return switch (report.status()) {
            case 401 -> UNAUTHORIZED;
            case 402 -> OUT_OF_CREDIT;
            case 403 -> ErrorWords.quota(said) ? OUT_OF_CREDIT : UNAUTHORIZED;
            case 404 -> saysModelIsMissing(said) ? NO_SUCH_MODEL : REFUSED;
            case 413 -> CONTEXT_OVERFLOW;
            case 429 -> ErrorWords.quota(said) ? OUT_OF_CREDIT : ErrorWords.busy(said) ? OVERLOADED : RATE_LIMITED;
            case 503, 529 -> OVERLOADED;
            case 408, 409, 425, 499 -> UNAVAILABLE;
            default -> report.status() >= 500 ? UNAVAILABLE : byWords(said, report.status() == 0 ? UNAVAILABLE : REFUSED);
        };
    }

    /** For statuses that say nothing: 400, 422, and errors inside a stream, which have none. */
    private static ErrorKind byWords(String said, ErrorKind otherwise) {
        if (ErrorWords.overflow(said)) {
            return CONTEXT_OVERFLOW;
        }
        if (ErrorWords.filtered(said)) {
            return CONTENT_FILTERED;
        }
        if (ErrorWords.quota(said)) {
            return OUT_OF_CREDIT;
        }
        if (ErrorWords.busy(said)) {
            return OVERLOADED;
        }
        return ErrorWords.rateLimited(said) ? RATE_LIMITED : otherwise;
    }

    private static boolean saysModelIsMissing(String said) {
        String lower = said.toLowerCase(java.util.Locale.ROOT);
        return lower.contains("not found the model")
                || (lower.contains("model") && (lower.contains("not exist") || lower.contains("not found")))
                || said.contains("模型不存在");
    }

    /**
     * GLM, SiliconFlow and MiniMax number their errors; the same number means another thing elsewhere. Of these numbers only
     * GLM's 1302 was found in a source; the others are as remembered from the vendors' tables and unconfirmed. One that is wrong
     * sorts an error into the wrong kind, one that is missing falls back to type, status and words.
     */
    private static Optional<ErrorKind> byNumber(HostProfile host, ErrorReport report) {
        return switch (host) {
            case ZAI -> report.kinds().stream().map(ErrorKind::glm).flatMap(Optional::stream).findFirst();
            case SILICONFLOW -> report.kinds().stream().map(ErrorKind::siliconFlow).flatMap(Optional::stream).findFirst();
            case MINIMAX -> report.kinds().stream().map(ErrorKind::miniMax).flatMap(Optional::stream).findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<ErrorKind> glm(String code) {
        return Optional.ofNullable(switch (code) {
            case "1000", "1001", "1002", "1003", "1004", "1110", "1111", "1112", "1220" -> UNAUTHORIZED;
            case "1113", "1308", "1309", "1310" -> OUT_OF_CREDIT;
            case "1211", "1221", "1222", "1311" -> NO_SUCH_MODEL;
            case "1261" -> CONTEXT_OVERFLOW;
            case "1301" -> CONTENT_FILTERED;
            case "1302", "1303", "1304", "1313" -> RATE_LIMITED;
            case "1305", "1312" -> OVERLOADED;
            case "500", "1230", "1234" -> UNAVAILABLE;
            default -> null;
        });
    }

    private static Optional<ErrorKind> siliconFlow(String code) {
        return Optional.ofNullable(switch (code) {
            case "20012" -> NO_SUCH_MODEL;
            case "30001", "30011" -> OUT_OF_CREDIT;
            case "50505", "50603" -> OVERLOADED;
            default -> null;
        });
    }

    private static Optional<ErrorKind> miniMax(String code) {
        return Optional.ofNullable(switch (code) {
            case "1004", "2049" -> UNAUTHORIZED;
            case "1008" -> OUT_OF_CREDIT;
            case "1002", "1041" -> RATE_LIMITED;
            case "1026", "1027" -> CONTENT_FILTERED;
            case "1039" -> CONTEXT_OVERFLOW;
            case "1000", "1001", "1013", "1024", "1033" -> UNAVAILABLE;
            default -> null;
        });
    }
}
