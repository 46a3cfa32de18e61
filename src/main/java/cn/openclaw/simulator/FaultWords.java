package cn.openclaw.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a {@link Fault} from words. */
final class FaultWords {
    static final String RISK = "The request was rejected because it was considered high risk";
    static final String OVERLOADED = "The engine is currently overloaded, please try again later";
    static final String NOT_OPEN = "The API you are accessing is not open";

    private static final String DIALECT =
            "thinking is enabled but reasoning_content is missing in assistant tool call message at index 2";
    private static final String OVERFLOW =
            "Invalid request: Your request exceeded model token limit: 262144 (requested: 262200)";
    private static final String BAD_GATEWAY =
            "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>";

    private FaultWords() {}

    static Fault parse(String text) {
        List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+", -1)));
        if (words.size() > 1 && words.getFirst().equals("error")) {
            words.removeFirst();
        }
        if (words.size() > 1 && words.getFirst().matches("429|403|400")) {
            words.removeFirst();
        }
        String name = words.getFirst();
        int first = number(words, 1, 1);
        return refusal(name, words)
                .or(() -> journey(name, first, number(words, 2, 60_000)))
                .orElseThrow(() -> new ScriptException(SimulatorText.UNKNOWN_FAULT, text));
    }

    private static Optional<Fault> refusal(String name, List<String> words) {
        Optional<Duration> seconds =
                words.size() > 1 ? Optional.of(Duration.ofSeconds(number(words, 1, 1))) : Optional.empty();
        return switch (name) {
            case "overload", "engine", "overloaded" -> refused(429, "engine_overloaded_error", OVERLOADED, seconds);
            case "rate", "429" -> refused(
                    429,
                    "rate_limit_reached_error",
                    "Your account org-sim<ak-sim> request reached organization max RPM: 3, please try again after 1 seconds",
                    seconds);
            case "rate-mute" -> refused(429, "rate_limit_reached_error", "Too many requests", seconds);
            case "tpd" -> refused(
                    429,
                    "rate_limit_reached_error",
                    "Your account org-sim<ak-sim> request reached TPD rate limit, current: 1508351, limit: 1500000",
                    seconds);
            case "quota" -> refused(429, "exceeded_current_quota_error", Account.outOfCredit("org-sim", "ak-sim"), seconds);
            case "risk", "400" -> refused(400, "content_filter", RISK, seconds);
            case "denied", "403" -> refused(403, "permission_denied_error", NOT_OPEN, seconds);
            case "gate" -> refused(403, "access_terminated_error", Gate.ONLY_AGENTS, seconds);
            case "404" -> refused(404, "resource_not_found_error", "Not found the model kimi-k2.6 or Permission denied", seconds);
            case "dialect" -> refused(400, "invalid_request_error", DIALECT, seconds);
            case "overflow" -> refused(400, "invalid_request_error", OVERFLOW, seconds);
            case "502" -> Optional.of(new Fault.Page(502, BAD_GATEWAY));
            case "529" -> refused(529, "overloaded_error", "Overloaded", seconds);
            case "empty" -> Optional.of(new Fault.Nothing());
            case "401" -> refused(401, "invalid_authentication_error", "Invalid Authentication", seconds);
            case "500" -> refused(500, "server_error", "Internal server error", seconds);
            case "unexpected" -> refused(500, "unexpected_output", "invalid state transition", seconds);
            case "503" -> refused(503, "server_unavailable", "The service is temporarily unavailable", seconds);
            case "hangup", "499" -> Optional.of(new Fault.HangUp());
            default -> Optional.empty();
        };
    }

    private static Optional<Fault> refused(int status, String type, String message, Optional<Duration> retryAfter) {
        return Optional.of(new Fault.Refused(status, type, message, retryAfter));
    }

    private static Optional<Fault> journey(String name, int first, int second) {
        return switch (name) {
            case "drop" -> travel(way -> way.withDropAfter(first));
            case "cut" -> travel(way -> way.withCutAfter(first));
            case "stall" -> travel(way -> way.withStallAfter(first, Duration.ofMillis(second)));
            case "error-frame" -> travel(way -> way.withErrorAfter(first));
            case "garbage" -> travel(way -> way.withGarbageAfter(first));
            case "slow" -> travel(way -> way.withDelays(Duration.ofMillis(first), Duration.ofMillis(first)));
            case "bytes" -> travel(way -> way.withBytesPerWrite(first));
            case "crlf" -> travel(Transport::withCrlf);
            case "no-end" -> travel(Transport::withoutEnd);
            case "closing" -> travel(Transport::withClosing);
            default -> Optional.empty();
        };
    }

    private static Optional<Fault> travel(java.util.function.UnaryOperator<Transport> change) {
        return Optional.of(new Fault.Travel(change));
    }

    private static int number(List<String> words, int at, int otherwise) {
        if (at >= words.size()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(words.get(at));
        } catch (NumberFormatException e) {
            throw new ScriptException(SimulatorText.UNKNOWN_FAULT, String.join(" ", words));
        }
    }
}
