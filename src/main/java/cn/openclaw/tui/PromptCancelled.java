package cn.openclaw.tui;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;

/** The person left a question with Ctrl-C or Ctrl-D. Nothing was changed. */
public final class PromptCancelled extends ClawException {
    public PromptCancelled() {
        super(TuiText.CANCELLED);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.INTERRUPTED;
    }
}
