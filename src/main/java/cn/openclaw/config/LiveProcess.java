package cn.openclaw.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process is at work. One that has ended stands in the system's table until its parent has looked at it, and Java calls it
 * alive meanwhile; in a container without an init nobody ever looks.
 */
public final class LiveProcess {
    private LiveProcess() {}

    public static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !hasEnded(pid);
    }

    /** The letter behind the name in brackets, which may hold anything; elsewhere than on Linux nothing is known of it. */
    private static boolean hasEnded(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            int state = stat.lastIndexOf(')') + 2;
            return state > 1 && state < stat.length() && (stat.charAt(state) == 'Z' || stat.charAt(state) == 'X');
        } catch (IOException e) {
            return false;
        }
    }
}
