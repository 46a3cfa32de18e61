package cn.openclaw.cli;

import cn.openclaw.base.Text;
import java.util.List;
import java.util.Optional;

/**
 * One thing the doctor looked at.
 *
 * @param id a stable word for scripts: {@code config}, {@code permissions}, {@code key} …
 * @param severity how bad it is
 * @param text what was found
 * @param arguments its holes; never a secret
 * @param fix what would mend it
 */
record DoctorFinding(String id, Severity severity, Text text, List<Object> arguments, Optional<Fix> fix) {

    /** How bad it is. */
    enum Severity {
        OK("✓"),
        WARNING("!"),
        ERROR("✗");

        private final String mark;

        Severity(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }
    }

    /**
     * A change the doctor may make, after asking.
     *
     * @param offer what it would do
     * @param arguments its holes
     * @param change does it
     */
    record Fix(Text offer, List<Object> arguments, Change change) {}

    /** A change to the person's files. */
    @FunctionalInterface
    interface Change {
        void make() throws InterruptedException;
    }

    static DoctorFinding ok(String id, Text text, Object... arguments) {
        return new DoctorFinding(id, Severity.OK, text, List.of(arguments), Optional.empty());
    }

    static DoctorFinding warning(String id, Text text, Object... arguments) {
        return new DoctorFinding(id, Severity.WARNING, text, List.of(arguments), Optional.empty());
    }

    static DoctorFinding error(String id, Text text, Object... arguments) {
        return new DoctorFinding(id, Severity.ERROR, text, List.of(arguments), Optional.empty());
    }

    DoctorFinding with(Text offer, Change change, Object... offerArguments) {
        return new DoctorFinding(
                id, severity, text, arguments, Optional.of(new Fix(offer, List.of(offerArguments), change)));
    }
}
