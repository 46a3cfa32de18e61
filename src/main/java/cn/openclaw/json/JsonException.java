package cn.openclaw.json;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** Text that is not JSON (or JSON5), with the place where it stops being so. */
public final class JsonException extends ClawException {
    private final int line;
    private final int column;

    /**
     * @param line where, counted from 1
     * @param column where in that line, in UTF-16 units, counted from 1
     */
    public JsonException(int line, int column, Text text, Object... arguments) {
        super(text, arguments);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.USAGE;
    }
}
