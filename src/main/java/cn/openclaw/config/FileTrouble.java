package cn.openclaw.config;

import cn.openclaw.base.Text;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a file could not be read or written, for people: not the name of a Java type, nor that of a temporary file. */
public final class FileTrouble {
    private static final Text NO_PERMISSION = new Text("没有权限", "permission denied");
    private static final Text MISSING = new Text("没有这个文件或目录", "no such file or directory");
    private static final Text NO_FOLDER = new Text("路径中有一段不是目录", "a part of the path is no directory");
    private static final Text IN_THE_WAY = new Text("那里已有一个文件", "a file is in its place");
    private static final Text FULL = new Text("磁盘已满", "the disk is full");
    private static final Text READ_ONLY = new Text("文件系统是只读的", "the file system is read-only");
    private static final Map<String, Text> SYSTEM = Map.of(
            "No space left on device", FULL,
            "Disk quota exceeded", FULL,
            "Read-only file system", READ_ONLY,
            "Permission denied", NO_PERMISSION,
            "No such file or directory", MISSING,
            "Not a directory", NO_FOLDER);

    private FileTrouble() {}

    /** A hole's argument for a sentence: a {@link Text} where the reason is a common one, else what the system says. */
    public static Object why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return NO_PERMISSION;
        }
        if (e instanceof NoSuchFileException) {
            return MISSING;
        }
        if (e instanceof FileAlreadyExistsException) {
            return IN_THE_WAY;
        }
        if (e instanceof NotDirectoryException) {
            return NO_FOLDER;
        }
        String said = said(e);
        if (said == null) {
            return e.getClass().getSimpleName();
        }
        Text known = SYSTEM.get(said);
        return known == null ? said : known;
    }

    /** The same for a log. */
    public static String inEnglish(IOException e) {
        return why(e) instanceof Text known ? known.en() : String.valueOf(why(e));
    }

    /** The same failure, told of {@code file}: streams do not say whose disk is full, and nobody knows the temporary file beside it. */
    static IOException of(Path file, IOException e) {
        String name = file.toString();
        if (e instanceof AccessDeniedException) {
            return new AccessDeniedException(name);
        }
        boolean plain = !(e instanceof FileSystemException) || e.getClass() == FileSystemException.class;
        return plain ? new FileSystemException(name, null, said(e)) : e;
    }

    /** The system's own word; streams write it behind the file's name, in brackets. */
    private static @Nullable String said(IOException e) {
        String message = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        if (message == null || !(e instanceof FileNotFoundException)) {
            return message;
        }
        int reason = message.lastIndexOf(" (");
        return reason >= 0 && message.endsWith(")") ? message.substring(reason + 2, message.length() - 1) : message;
    }
}
