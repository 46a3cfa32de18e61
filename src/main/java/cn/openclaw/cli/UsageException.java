package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A command line that cannot be carried out as it stands. Nothing was changed. */
final class UsageException extends ClawException {
    UsageException(Text text, Object... arguments) {
        super(text, arguments);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.USAGE;
    }
}
