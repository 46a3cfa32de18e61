package cn.openclaw.database;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.nio.file.Path;
import java.sql.SQLException;

/** The database file cannot be opened, read or written. */
public final class DatabaseException extends ClawException {
    private static final long serialVersionUID = 1;
    private static final Text FAILED = new Text(
            "数据库 {0} 无法使用：{1}。请检查磁盘空间和文件权限",
            "the database {0} cannot be used: {1}. Check the disk space and the permissions of the file");

    private static final Text DAMAGED = new Text(
            "数据库 {0} 已损坏：{1}。请把它改名放到一边（mv），下次会重新建立；里面的记录需从备份恢复",
            "the database {0} is damaged: {1}. Move it aside (mv) and a new one is made next time; what it held must come from a backup");

    private final boolean broken;

    DatabaseException(Path file, SQLException cause) {
        super(isDamage(cause) ? DAMAGED : FAILED, file, String.valueOf(cause.getMessage()));
        initCause(cause);
        this.broken = isDamage(cause);
    }

    /** SQLite's own numbers: 11 is "malformed", 26 is "not a database". */
    private static boolean isDamage(SQLException cause) {
        int code = cause.getErrorCode() & 0xff;
        return code == 11 || code == 26;
    }

    /** Whether the file itself is damaged, so that only making it anew helps. */
    public boolean isBroken() {
        return broken;
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.FAILED;
    }
}
