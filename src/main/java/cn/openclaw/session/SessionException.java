package cn.openclaw.session;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A session cannot be used. It is never the model's failure, and never costs a key its health. */
public final class SessionException extends ClawException {
    private final Reason reason;

    /** What can be done about it. */
    public enum Reason {
        /** The id is not one: choose another. */
        BAD_ID,
        /** Another program writes this session: wait, or use another. */
        BUSY,
        /** No such conversation, or several: name another, or more of it. */
        NOT_FOUND,
        /** The disk or its permissions. */
        STORAGE
    }

    SessionException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
    }

    static SessionException write(Path file, IOException why) {
        return new SessionException(Reason.STORAGE, SessionText.NOT_WRITABLE, file, cause(why));
    }

    static SessionException read(Path file, IOException why) {
        return new SessionException(Reason.STORAGE, SessionText.NOT_READABLE, file, cause(why));
    }

    private static Text cause(IOException why) {
        return switch (why) {
            case AccessDeniedException _ -> new Text("没有权限", "no permission");
            case StateFile.NotAFile _ -> new Text("不是普通文件，而是管道或设备", "not a regular file but a pipe or a device");
            case NoSuchFileException _ -> new Text("文件不存在", "no such file");
            default -> {
                String words = String.valueOf(why.getMessage());
                yield new Text(words, words);
            }
        };
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return reason == Reason.BAD_ID || reason == Reason.NOT_FOUND ? ExitCode.USAGE : ExitCode.FAILED;
    }
}
