package cn.openclaw.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Something that goes wrong on demand: once, for the next request, or where a script says so. */
public sealed interface Fault {

    /** The request is turned down before the stream begins. */
    record Refused(int status, String type, String message, Optional<Duration> retryAfter) implements Fault {}

    /** The answer begins, and its journey is changed. */
    record Travel(UnaryOperator<Transport> change) implements Fault {}

    /** Something between here and the platform answers in its stead, with a page for browsers. */
    record Page(int status, String html) implements Fault {}

    /** The answer ends as soon as it began, without a word. */
    record Nothing() implements Fault {}

    /** The connection is reset before a byte of an answer. */
    record HangUp() implements Fault {}

    /**
     * Reads the words that scripts, directives and the control plane use: {@code overload [seconds]}, {@code rate},
     * {@code rate-mute [seconds]}, {@code tpd}, {@code quota}, {@code risk}, {@code denied}, {@code gate}, {@code 401},
     * {@code 404}, {@code dialect}, {@code overflow}, {@code 500}, {@code 502}, {@code 503}, {@code 529}, {@code empty}, {@code hangup},
     * {@code drop N}, {@code cut BYTES}, {@code stall N MS}, {@code error-frame N}, {@code garbage N}, {@code slow MS},
     * {@code bytes N}, {@code crlf}, {@code no-end}, {@code closing}. N counts frames. {@code 429 engine} and
     * {@code error 429 engine} are read as {@code overload}.
     *
     * @throws ScriptException if the words mean nothing
     */
    static Fault parse(String words) {
        return FaultWords.parse(words);
    }
}
