package cn.openclaw.tool.exec;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * The few calls of the system that the JDK has no words for: a signal to a whole group of processes, and pseudo-terminals.
 * Loaded when first needed. Linux and macOS; elsewhere {@link #get} is empty.
 */
@SuppressWarnings("restricted") // calling the C library is what this class is for
final class Posix {
    static final int SIGINT = 2;
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private static final int EINTR = 4;
    private static final int POLLIN = 1;
    private static final boolean MAC = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = MAC ? 0x20000 : 0x100;
    private static final int O_CLOEXEC = MAC ? 0x1000000 : 0x80000;
    private static final long TIOCSWINSZ = MAC ? 0x80087467L : 0x5414L;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle kill = find("kill", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle open = find("posix_openpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle grant = find("grantpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle unlock = find("unlockpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle name = find("ptsname", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private final MethodHandle close = find("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private final MethodHandle read =
            find("read", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private final MethodHandle write =
            find("write", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private final MethodHandle poll =
            find("poll", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private final MethodHandle resize;

    private Posix() {
        resize = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("ioctl"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2));
    }

    private static final class Holder {
        static final Optional<Posix> ONE = load();

        private static Optional<Posix> load() {
            if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win")) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Posix());
            } catch (RuntimeException | LinkageError e) {
                // A JDK without a linker for this system, or native access switched off.
                return Optional.empty();
            }
        }
    }

    static Optional<Posix> get() {
        return Holder.ONE;
    }

    private MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private interface Call {
        long on(Arena arena, MemorySegment state) throws Throwable;
    }

    private static long call(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result;
            do {
                ERRNO.set(state, 0L, 0);
                result = call.on(arena, state);
            } while (result < 0 && (int) ERRNO.get(state, 0L) == EINTR);
            return result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a signal to a process, or to a whole group where the number is negative; 0 only asks. True if somebody got it. */
    boolean kill(long pid, int signal) {
        // 0 and -1 would mean us, and everybody.
        return (pid > 1 || pid < -1) && call((_, state) -> (int) kill.invokeExact(state, (int) pid, signal)) == 0;
    }

    /** A new terminal: its number for us; -1 if there is none. */
    int openTerminal() {
        int descriptor = (int) call((_, state) -> (int) open.invokeExact(state, O_RDWR | O_NOCTTY | O_CLOEXEC));
        if (descriptor < 0) {
            return -1;
        }
        boolean ready = call((_, state) -> (int) grant.invokeExact(state, descriptor)) == 0
                && call((_, state) -> (int) unlock.invokeExact(state, descriptor)) == 0;
        if (!ready) {
            close(descriptor);
            return -1;
        }
        return descriptor;
    }

    /** The file by which a program opens the other side. */
    synchronized String terminalName(int descriptor) {
        String[] found = new String[1];
        call((_, state) -> {
            MemorySegment text = (MemorySegment) name.invokeExact(state, descriptor);
            found[0] = text.equals(MemorySegment.NULL) ? "" : text.reinterpret(1024).getString(0);
            return 0;
        });
        return found[0];
    }

    void resize(int descriptor, int columns, int rows) {
        call((arena, _) -> {
            MemorySegment size = arena.allocate(8);
            size.set(ValueLayout.JAVA_SHORT, 0, (short) rows);
            size.set(ValueLayout.JAVA_SHORT, 2, (short) columns);
            return (int) resize.invokeExact(descriptor, TIOCSWINSZ, size);
        });
    }

    /** Waits for something to read. True if there is, or if the other side is gone. */
    boolean isReadable(int descriptor, int milliseconds) {
        return call((arena, state) -> {
            MemorySegment one = arena.allocate(8, 4);
            one.set(ValueLayout.JAVA_INT, 0, descriptor);
            one.set(ValueLayout.JAVA_SHORT, 4, (short) POLLIN);
            return (int) poll.invokeExact(state, one, 1L, milliseconds);
        }) > 0;
    }

    /** How many bytes were read; 0 or less at the end. */
    int read(int descriptor, byte[] into) {
        return (int) call((arena, state) -> {
            MemorySegment buffer = arena.allocate(into.length);
            long count = (long) read.invokeExact(state, descriptor, buffer, (long) into.length);
            if (count > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, (int) count);
            }
            return count;
        });
    }

    boolean write(int descriptor, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            int from = done;
            long count = call((arena, state) -> {
                MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                return (long) write.invokeExact(state, descriptor, buffer.asSlice(from), (long) bytes.length - from);
            });
            if (count <= 0) {
                return false;
            }
            done += (int) count;
        }
        return true;
    }

    void close(int descriptor) {
        call((_, state) -> (int) close.invokeExact(state, descriptor));
    }
}
