package cn.openclaw.tool.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sandbox where bubblewrap is not installed: the same room, built with what util-linux brings. {@code unshare} makes the
 * namespaces; a short script lays out a root in memory, moves into it, lets go of the old one, and gives up every right before the
 * program starts, so that nothing in it can be mounted or unmounted again.
 */
final class Namespaces {
    private static final List<Path> NEEDED = List.of(
            Path.of("/usr/bin/unshare"), Path.of("/usr/bin/setpriv"), Path.of("/bin/mount"), Path.of("/bin/umount"), Path.of("/bin/sh"));

    /** The new root is laid over /tmp, which every system has; the workspace may lie below it, so it is entered before. */
    private static final String SCRIPT =
            """
            set -e
            ws=$1 access=$2 home=$3 hidden=$4 folder=$5 own=$6
            shift 6
            new=/tmp
            cd "$own"
            ro() { mount -c --rbind "$1" "$new$1"; mount -o remount,bind,ro "$new$1"; }
            mount -t tmpfs -o mode=755 tmpfs "$new"
            for d in /usr /opt /nix/store /gnu/store; do
              if [ -d "$d" ]; then mkdir -p "$new$d"; ro "$d"; fi
            done
            for d in /bin /sbin /lib /lib32 /lib64 /libx32; do
              if [ -L "$d" ]; then ln -s "$(readlink "$d")" "$new$d"
              elif [ -d "$d" ]; then mkdir -p "$new$d"; ro "$d"; fi
            done
            mkdir -p "$new/etc" "$new/proc" "$new/dev/shm" "$new/tmp" "$new/run" "$new/old"
            for f in passwd group nsswitch.conf ld.so.cache ld.so.conf hosts resolv.conf localtime os-release services protocols; do
              if [ -f "/etc/$f" ]; then
                : > "$new/etc/$f"; mount --bind "/etc/$f" "$new/etc/$f"; mount -o remount,bind,ro "$new/etc/$f"
              fi
            done
            for d in alternatives ssl/certs ca-certificates ld.so.conf.d java maven fonts terminfo pki; do
              if [ -d "/etc/$d" ]; then mkdir -p "$new/etc/$d"; ro "/etc/$d"; fi
            done
            for f in null zero full random urandom tty; do : > "$new/dev/$f"; mount --bind "/dev/$f" "$new/dev/$f"; done
            if [ -d /dev/pts ]; then mkdir -p "$new/dev/pts"; mount --rbind /dev/pts "$new/dev/pts"; fi
            ln -s /proc/self/fd "$new/dev/fd"
            ln -s /proc/self/fd/0 "$new/dev/stdin"
            ln -s /proc/self/fd/1 "$new/dev/stdout"
            ln -s /proc/self/fd/2 "$new/dev/stderr"
            mount -t proc proc "$new/proc"
            mkdir -p "$new$home" "$new$ws"
            mount -c --bind . "$new$ws"
            if [ "$access" = ro ]; then mount -o remount,bind,ro "$new$ws"; fi
            if [ "$access" = rw ]; then
              for p in .git/hooks .git/config; do
                if [ -e "$new$ws/$p" ]; then
                  mount --bind "$new$ws/$p" "$new$ws/$p"; mount -o remount,bind,ro "$new$ws/$p"
                fi
              done
            fi
            if [ -n "$hidden" ]; then mount -t tmpfs tmpfs "$new$hidden"; fi
            cd "$new"
            pivot_root . old
            cd /
            umount -l /old
            rmdir /old
            cd "$folder"
            exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
            """;

    private Namespaces() {}

    /**
     * What is in the room.
     *
     * @param workspace where the workspace is seen
     * @param access {@code none}, {@code ro} or {@code rw}
     * @param home an empty folder
     * @param hidden a folder of the workspace that is empty inside; none if blank
     * @param folder where the program starts
     * @param own what is seen as the workspace
     */
    record Room(String workspace, String access, String home, String hidden, String folder, String own) {}

    static boolean isInstalled() {
        return NEEDED.stream().allMatch(path -> Files.isExecutable(path) || Files.isExecutable(Path.of("/usr" + path)));
    }

    /** The words that put a program into it, to be followed by the program's own. */
    static List<String> around(Room room, boolean network) {
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--ipc", "--uts", "--kill-child"));
        if (!network) {
            words.add("--net");
        }
        words.addAll(List.of("/bin/sh", "-c", SCRIPT, "sandbox"));
        words.addAll(List.of(room.workspace(), room.access(), room.home(), room.hidden(), room.folder(), room.own()));
        return words;
    }

    /** A room in which nothing of anybody's is seen, to try whether it can be built. */
    static List<String> trial() {
        return around(new Room("/trial", "ro", "/nobody", "", "/trial", "/usr"), false);
    }
}
