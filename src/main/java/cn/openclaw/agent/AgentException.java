package cn.openclaw.agent;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.util.List;

/** A run could not be begun, or did not end with an answer. */
public final class AgentException extends ClawException {
    private final Reason reason;
    private final transient List<Try> tries;

    /** What can be done about it. */
    public enum Reason {
        /** No such agent: name another. */
        UNKNOWN_AGENT,
        /** The chosen model takes no pictures: name one that does. */
        BLIND,
        /** The model went round and round: go on with another message. */
        TOO_MANY_STEPS,
        /** The model made the same calls again and again: tell it what to do instead. */
        LOOPING,
        /** The run's own limit. */
        TIMED_OUT,
        /** Several keys or models were tried. */
        ALL_FAILED
    }

    /** One way that was tried: {@code provider/model (profile)}, and what came of it. */
    public record Try(String who, ClawException failure) {}

    AgentException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
        this.tries = List.of();
    }

    /** @param tries at least one; the first decides the exit code, because it is what the person asked for */
    AgentException(List<Try> tries) {
        super(AgentText.ALL_FAILED, tries.size());
        this.reason = Reason.ALL_FAILED;
        this.tries = List.copyOf(tries);
    }

    public Reason reason() {
        return reason;
    }

    /** What was tried, in order; empty unless {@link Reason#ALL_FAILED}. */
    public List<Try> tries() {
        return tries;
    }

    @Override
    public String in(Language language) {
        StringBuilder out = new StringBuilder(super.in(language));
        for (Try one : tries) {
            out.append("\n  ").append(one.who()).append(": ").append(one.failure().in(language));
        }
        return out.toString();
    }

    @Override
    public ExitCode exitCode() {
        return switch (reason) {
            case UNKNOWN_AGENT, BLIND -> ExitCode.USAGE;
            case TOO_MANY_STEPS, LOOPING -> ExitCode.FAILED;
            case TIMED_OUT -> ExitCode.UNAVAILABLE;
            case ALL_FAILED -> tries.getFirst().failure().exitCode();
        };
    }
}
