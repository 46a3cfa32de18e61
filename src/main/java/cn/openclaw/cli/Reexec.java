package cn.openclaw.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Becomes another program in the same process, as {@code exec} of a shell does: what watches over the process (systemd, launchd,
 * a container) sees no end, and a new release takes over. Only where there is a launcher and {@code execv}.
 */
final class Reexec {
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    /** Open files beyond this are not looked for. */
    private static final int FILES = 4096;

    private Reexec() {}

    /** The launcher this process was started by; it says so itself. */
    static Optional<Path> launcher() {
        String told = System.getProperty("openclaw.launcher", "");
        Path path = Path.of(told);
        return !told.isEmpty() && Files.isExecutable(path) ? Optional.of(path.toAbsolutePath()) : Optional.empty();
    }

    static boolean isPossible() {
        return launcher().isPresent() && !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    /**
     * Does it.
     *
     * @param arguments behind the program's name
     * @return only if it did not work
     */
    @SuppressWarnings("restricted")
    static boolean exec(Path program, List<String> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            SymbolLookup symbols = linker.defaultLookup();
            MethodHandle fcntl = linker.downcallHandle(
                    symbols.findOrThrow("fcntl"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            // The new program must not inherit sockets and files of the old one.
            for (int file = 3; file < FILES; file++) {
                int _ = (int) fcntl.invokeExact(file, F_SETFD, FD_CLOEXEC);
            }
            MemorySegment words = arena.allocate(ValueLayout.ADDRESS, arguments.size() + 2);
            words.setAtIndex(ValueLayout.ADDRESS, 0, arena.allocateFrom(program.toString()));
            for (int at = 0; at < arguments.size(); at++) {
                words.setAtIndex(ValueLayout.ADDRESS, at + 1, arena.allocateFrom(arguments.get(at)));
            }
            words.setAtIndex(ValueLayout.ADDRESS, arguments.size() + 1, MemorySegment.NULL);
            MethodHandle execv = linker.downcallHandle(
                    symbols.findOrThrow("execv"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            int _ = (int) execv.invokeExact(arena.allocateFrom(program.toString()), words);
            return false;
        } catch (Throwable e) {
            // A method handle throws anything; whatever it is, we are still here.
            return false;
        }
    }
}
