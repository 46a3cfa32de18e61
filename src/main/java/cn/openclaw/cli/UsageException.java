package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A command line that cannot be carried out as it stands. Nothing was changed. */
final class UsageException extends CliException {
    UsageException(Text text, Object... arguments) {
        super(ExitCode.USAGE, text, arguments);
    }
}
