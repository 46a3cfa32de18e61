package cn.openclaw.config;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.List;

/** A configuration, or a change to it, that cannot stand. All problems, not the first. */
public final class ConfigException extends ClawException {
    private final transient List<ConfigProblem> problems;

    public ConfigException(List<ConfigProblem> problems, Text text, Object... arguments) {
        super(text, arguments);
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.USAGE;
    }
}
