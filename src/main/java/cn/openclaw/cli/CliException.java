package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** Something a command cannot do as it was asked, and how it ends. */
sealed class CliException extends ClawException permits UsageException {
    private final ExitCode exitCode;

    CliException(ExitCode exitCode, Text text, Object... arguments) {
        super(text, arguments);
        this.exitCode = exitCode;
    }

    @Override
    public ExitCode exitCode() {
        return exitCode;
    }
}
