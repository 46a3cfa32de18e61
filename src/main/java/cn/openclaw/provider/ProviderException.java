package cn.openclaw.provider;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** Something about a provider, its host or its list of models cannot stand. */
public final class ProviderException extends ClawException {
    private final ExitCode exitCode;

    ProviderException(ExitCode exitCode, Text text, Object... arguments) {
        super(text, arguments);
        this.exitCode = exitCode;
    }

    @Override
    public ExitCode exitCode() {
        return exitCode;
    }
}
