package cn.openclaw.config;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.List;

/** A configuration, or a change to it, that cannot stand. All problems, not the first. */
public final class ConfigException extends ClawException {
    private final transient List<ConfigProblem> problems;
    private final ExitCode exitCode;

    public ConfigException(List<ConfigProblem> problems, Text text, Object... arguments) {
        this(ExitCode.USAGE, problems, text, arguments);
    }

    private ConfigException(ExitCode exitCode, List<ConfigProblem> problems, Text text, Object... arguments) {
        super(text, arguments);
        this.problems = List.copyOf(problems);
        this.exitCode = exitCode;
    }

    /** The disk did not let us, or another program was faster: neither the command nor the configuration is wrong. */
    static ConfigException notWritten(Text text, Object... arguments) {
        return new ConfigException(ExitCode.FAILED, List.of(), text, arguments);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    @Override
    public ExitCode exitCode() {
        return exitCode;
    }
}
