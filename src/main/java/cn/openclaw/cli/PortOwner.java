package cn.openclaw.cli;

import cn.openclaw.config.LiveProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which process listens on a port of this machine. Linux tells in {@code /proc} (of one's own processes); elsewhere {@code lsof} or
 * {@code netstat} is asked. Nothing here looks at translated words of a program's output.
 *
 * @param pid -1 if the system does not tell
 * @param address where it listens
 */
record PortOwner(long pid, String command, String address) {
    private static final String LISTENING = "0A";

    static List<PortOwner> of(int port) {
        if (Files.isReadable(Path.of("/proc/net/tcp"))) {
            return linux(port);
        }
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Set<Long> pids = windows
                ? netstat(Commanded.run(List.of("netstat", "-ano", "-p", "TCP")).out(), port)
                : lsof(Commanded.run(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-t")).out());
        return pids.stream().map(pid -> new PortOwner(pid, command(pid), "*:" + port)).toList();
    }

    /** How the table of IPv6 begins an address of IPv4. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private static List<PortOwner> linux(int port) {
        List<PortOwner> owners = new ArrayList<>();
        Set<String> sockets = new HashSet<>();
        StringBuilder address = new StringBuilder();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[3].equals(LISTENING) && fields[1].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
                    sockets.add("socket:[" + fields[9] + "]");
                    address.append(address.isEmpty() ? "" : ", ").append(readable(fields[1].split(":")[0])).append(':').append(port);
                }
            }
        }
        if (sockets.isEmpty()) {
            return owners;
        }
        ProcessHandle.allProcesses()
                .filter(process -> has(process.pid(), sockets))
                .forEach(process -> owners.add(new PortOwner(process.pid(), command(process.pid()), address.toString())));
        return owners.isEmpty() ? List.of(new PortOwner(-1, "", address.toString())) : owners;
    }

    /** Four bytes in the machine's order, which is the little end first wherever this runs. */
    static String readable(String hex) {
        if (hex.startsWith(MAPPED)) {
            return readable(hex.substring(MAPPED.length()));
        }
        if (hex.length() != 8) {
            return hex.chars().allMatch(c -> c == '0') ? "[::]" : hex.endsWith("01000000") ? "[::1]" : "[…]";
        }
        StringBuilder text = new StringBuilder();
        for (int at = 6; at >= 0; at -= 2) {
            text.append(text.isEmpty() ? "" : ".").append(Integer.parseInt(hex.substring(at, at + 2), 16));
        }
        return text.toString();
    }

    private static boolean has(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file) && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | SecurityException | java.nio.file.DirectoryIteratorException e) {
            return false; // Somebody else's process, or one that has just ended.
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    static Set<Long> lsof(String out) {
        Set<Long> pids = new TreeSet<>();
        out.lines().map(String::strip).filter(line -> !line.isEmpty() && line.chars().allMatch(Character::isDigit)).forEach(line -> pids.add(Long.parseLong(line)));
        return pids;
    }

    /** The state's word is translated on some systems; a listener is whoever is connected to nobody. */
    static Set<Long> netstat(String out, int port) {
        Set<Long> pids = new TreeSet<>();
        out.lines().map(line -> line.strip().split("\\s+")).filter(fields -> fields.length >= 5).forEach(fields -> {
            boolean nobody = fields[2].equals("0.0.0.0:0") || fields[2].equals("[::]:0");
            if (fields[1].endsWith(":" + port) && nobody && fields[fields.length - 1].chars().allMatch(Character::isDigit)) {
                pids.add(Long.parseLong(fields[fields.length - 1]));
            }
        });
        return pids;
    }

    private static String command(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command()).map(path -> String.valueOf(Path.of(path).getFileName())).orElse("?");
    }

    /** Asks it to end, and makes it after three seconds. */
    boolean end() throws InterruptedException {
        Optional<ProcessHandle> process = pid == ProcessHandle.current().pid() ? Optional.empty() : ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return false;
        }
        process.get().destroy();
        for (int wait = 0; wait < 60 && LiveProcess.isAlive(pid); wait++) {
            Thread.sleep(50);
        }
        return !LiveProcess.isAlive(pid) || process.get().destroyForcibly();
    }
}
