package cn.openclaw.cli;

import cn.openclaw.base.Text;
import java.util.Locale;
import java.util.Optional;

/** What this system calls a service: a systemd user unit, a launchd agent, a scheduled task. */
interface ServiceManager {
    /**
     * What came of an action.
     *
     * @param problem why it did not work, with what helps; empty if it did
     */
    record Done(Optional<Problem> problem) {
        static final Done OK = new Done(Optional.empty());

        static Done failed(Text text, Object... arguments) {
            return new Done(Optional.of(new Problem(text, arguments)));
        }
    }

    /** A sentence and its holes. */
    record Problem(Text text, Object[] arguments) {}

    /**
     * How it is.
     *
     * @param loaded whether the system knows it
     * @param status {@code running}, {@code stopped} or {@code unknown}
     * @param detail what the system says; may be empty
     * @param command what it runs; empty if that cannot be read
     */
    record State(boolean loaded, String status, String detail, String command) {}

    /** {@code systemd}, {@code launchd}, {@code schtasks} or {@code none}. */
    String kind();

    /** The service's name with this system. */
    String label();

    /** Whether there is such a thing here; the sentence says what to do without. */
    Optional<Problem> absent();

    State state();

    /** Makes it known and starts it. What was there under this name is replaced. */
    Done install(ServiceUnit unit);

    Done uninstall();

    Done start();

    Done stop();

    Done restart();

    /** Of this system. */
    static ServiceManager of(Cli cli) {
        return of(cli, Commanded::run, System.getProperty("os.name", "").toLowerCase(Locale.ROOT));
    }

    /** Of a system, for tests. */
    static ServiceManager of(Cli cli, Commanded.Runner runner, String os) {
        if (os.startsWith("windows")) {
            return new TaskManager(cli, runner);
        }
        return os.startsWith("mac") ? new LaunchdManager(cli, runner) : new SystemdManager(cli, runner);
    }
}
