package cn.openclaw.tool.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Programs that run other programs, or code that is given to them: allowing one of these by its name would allow everything. An
 * allow-list entry for their path does not count; a person is asked, or has allowed exactly this line.
 */
final class Escalation {
    private static final Set<String> NAMES = Set.of(
            // shells
            "sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "ash", "busybox", "toybox", "rbash", "pwsh", "elvish", "nu",
            // programs that run others
            "env", "sudo", "doas", "su", "runuser", "pkexec", "xargs", "parallel", "nohup", "setsid", "timeout", "nice", "ionice",
            "chrt", "taskset", "stdbuf", "unbuffer", "time", "strace", "ltrace", "gdb", "lldb", "valgrind", "perf", "script", "expect",
            "screen", "tmux", "watch", "entr", "flock", "chroot", "unshare", "nsenter", "bwrap", "firejail", "proot", "fakeroot",
            "start-stop-daemon", "systemd-run", "systemctl", "service", "at", "batch", "cron", "crontab", "exec", "command", "builtin",
            "eval", "source", "trap", "run-parts", "socat", "nc", "ncat", "netcat", "telnet", "logger", "caffeinate", "open", "xdg-open",
            "osascript", "launchctl", "cmd", "powershell", "setarch", "linux32", "linux64", "i386", "x86_64", "prlimit", "setpriv",
            "capsh", "newgrp", "sg", "dbus-run-session", "xvfb-run", "rlwrap", "ssh-agent", "gosu", "tini", "ld", "ld.so",
            // interpreters
            "python", "pypy", "ipython", "node", "nodejs", "deno", "bun", "perl", "ruby", "irb", "php", "lua", "luajit", "tclsh", "wish",
            "awk", "gawk", "mawk", "nawk", "sed", "gsed", "ed", "ex", "vi", "vim", "nvim", "view", "emacs", "nano", "pico", "less", "more",
            "man", "java", "jshell", "groovy", "scala", "kotlin", "clojure", "ghc", "runghc", "ocaml", "erl", "iex", "elixir", "julia",
            "R", "Rscript", "octave", "guile", "racket", "sbcl", "gforth", "bc", "dc", "m4", "sqlite3", "psql", "mysql", "mongo",
            "mongosh", "redis-cli", "gs", "ghostscript", "osh", "xonsh", "raku", "swift", "dotnet", "mono", "wine", "qemu", "jrunscript",
            // package managers and builders: they run what a file in the folder says
            "npm", "npx", "pnpm", "pnpx", "yarn", "yarnpkg", "corepack", "pip", "pipx", "uv", "uvx", "poetry", "conda", "gem", "bundle", "rake",
            "cargo", "rustc", "rustup", "go", "make", "gmake", "bmake", "cmake", "ninja", "meson", "bazel", "gradle", "gradlew", "mvn",
            "mvnw", "ant", "sbt", "lein", "just", "task", "tox", "nox", "composer", "apt", "apt-get", "dpkg", "rpm", "dnf", "yum",
            "pacman", "apk", "brew", "snap", "flatpak", "nix", "docker", "podman", "nerdctl", "kubectl", "helm", "terraform", "ansible",
            "vagrant", "direnv", "mise", "asdf", "gcc", "g++", "cc", "c++", "clang", "ld.gold", "ld.lld", "tcc",
            // take a program as an option
            "find", "fd", "fdfind", "git", "hg", "svn", "tar", "bsdtar", "zip", "unzip", "cpio", "rsync", "scp", "sftp", "ssh", "mosh",
            "curl", "wget", "aria2c", "rclone", "split", "csplit", "install", "dd", "tee", "cp", "mv", "rm", "ln", "mkfifo", "mount",
            "chmod", "chown", "ping", "nmap", "tcpdump", "rg", "ag", "sort", "openssl", "gpg", "pass", "ssh-keygen", "mail", "mutt",
            "sendmail", "msmtp", "ffmpeg", "convert", "magick", "pandoc", "latex", "pdflatex", "xelatex", "tex", "jq", "yq", "file");

    private Escalation() {}

    /** Whether this program could be made to run another, by the name it was called or the file it really is. */
    static boolean is(List<Path> names) {
        for (Path path : names) {
            Path file = path.getFileName();
            String name = file == null ? "" : file.toString();
            if (NAMES.contains(name) || NAMES.contains(stem(name))) {
                return true;
            }
        }
        return false;
    }

    /** {@code python3.12} is python, {@code clang-18} is clang, {@code VIM.EXE} is vim. */
    private static String stem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".exe") ? lower.substring(0, lower.length() - 4) : lower;
        int end = plain.length();
        while (end > 1 && (Character.isDigit(plain.charAt(end - 1)) || plain.charAt(end - 1) == '.' || plain.charAt(end - 1) == '-')) {
            end--;
        }
        String stem = plain.substring(0, end);
        int dot = stem.indexOf('.');
        return dot > 1 ? stem.substring(0, dot) : stem;
    }
}
