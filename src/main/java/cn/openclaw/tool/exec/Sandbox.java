package cn.openclaw.tool.exec;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.PrivatePlaces;
import cn.openclaw.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A room for programs on Linux: the system's programs read-only, the workspace, an empty home, no network, nothing of ours, and
 * no process but their own. Made by bubblewrap, or where that is not installed by {@link Namespaces}. Whether it works here is
 * tried once, for many machines allow it to nobody.
 */
public final class Sandbox implements AutoCloseable {
    private static final List<String> SYSTEM = List.of("/usr", "/opt", "/nix/store", "/gnu/store");
    private static final List<String> LINKED = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    private static final List<String> ETC = List.of(
            "passwd", "group", "nsswitch.conf", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "timezone",
            "ssl/certs", "ca-certificates", "pki", "hosts", "protocols", "services", "mime.types", "java", "fonts", "terminfo", "gitconfig",
            "maven", "python3", "os-release", "debian_version");

    /** What is in it of the workspace. */
    enum Access {
        NONE,
        RO,
        RW
    }

    private final Optional<Path> bwrap;
    private final boolean namespaces;
    private final String problem;

    private Sandbox(Optional<Path> bwrap, boolean namespaces, String problem) {
        this.bwrap = bwrap;
        this.namespaces = namespaces;
        this.problem = problem;
    }

    /** Tries what there is; takes some milliseconds. */
    public static Sandbox probe() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return new Sandbox(Optional.empty(), false, "there is none for " + System.getProperty("os.name"));
        }
        String problem = "bubblewrap is not installed (Debian, Ubuntu: apt install bubblewrap)";
        for (String place : List.of("/usr/bin/bwrap", "/usr/local/bin/bwrap")) {
            Path program = Path.of(place);
            if (Files.isExecutable(program)) {
                List<String> words = base(program);
                words.add("--");
                problem = tried(words);
                if (problem.isEmpty()) {
                    return new Sandbox(Optional.of(program), false, "");
                }
                problem = "bubblewrap: " + problem;
            }
        }
        Sandbox second = probeNamespaces();
        return second.works() ? second : new Sandbox(Optional.empty(), false, problem + "; " + second.problem);
    }

    /** The second best alone. */
    static Sandbox probeNamespaces() {
        String problem = Namespaces.isInstalled() ? tried(Namespaces.trial()) : "util-linux is not installed";
        return new Sandbox(Optional.empty(), problem.isEmpty(), problem.isEmpty() ? "" : "namespaces: " + problem);
    }

    /** Empty if a program starts in it. */
    private static String tried(List<String> around) {
        try {
            List<String> words = new ArrayList<>(around);
            words.addAll(List.of("/bin/sh", "-c", "exit 0"));
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it does not answer";
            }
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? "" : said.isEmpty() ? "exit code " + process.exitValue() : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Whether programs can be put into one here. */
    public boolean works() {
        return bwrap.isPresent() || namespaces;
    }

    /** By which it is made; empty if there is none. */
    public String maker() {
        return bwrap.isPresent() ? "bubblewrap" : namespaces ? "namespaces" : "";
    }

    /** Why not; empty if they can. */
    public String problem() {
        return problem;
    }

    /** Whether the settings put the programs of this turn into a sandbox. */
    static boolean isDemanded(Tool.Context context, ExecSettings settings) {
        boolean host = settings.host().filter("gateway"::equals).isPresent();
        if (settings.host().filter("sandbox"::equals).isPresent()) {
            return true;
        }
        String mode = setting(context, "mode", "off");
        boolean main = context.turn().key().equals(SessionKey.main(context.turn().agentId()));
        return !host && (mode.equals("all") || (mode.equals("non-main") && !main));
    }

    private static Access access(Tool.Context context) {
        return switch (setting(context, "workspaceAccess", "none")) {
            case "rw" -> Access.RW;
            case "ro" -> Access.RO;
            default -> Access.NONE;
        };
    }

    private static boolean hasNetwork(Tool.Context context) {
        JsonNode network = Json.at(setting(context), "docker", "network");
        return network != null && !network.asString("none").equals("none");
    }

    private static JsonNode setting(Tool.Context context) {
        JsonNode config = context.world().snapshot().config().tree();
        JsonNode general = Json.at(config, "agents", "defaults", "sandbox");
        JsonNode own = Json.at(ExecSettings.agent(context.world().snapshot().config(), context.turn().agentId()), "sandbox");
        var all = Json.object();
        for (JsonNode from : new @Nullable JsonNode[] {general, own}) {
            if (from != null) {
                from.properties().forEach(member -> all.set(member.getKey(), member.getValue()));
            }
        }
        return all;
    }

    private static String setting(Tool.Context context, String name, String otherwise) {
        String word = Json.text(setting(context), name);
        return word == null ? otherwise : word;
    }

    private static List<String> base(Path program) {
        List<String> words = new ArrayList<>(List.of(program.toString(), "--unshare-all", "--die-with-parent", "--cap-drop", "ALL"));
        for (String folder : SYSTEM) {
            words.addAll(List.of("--ro-bind-try", folder, folder));
        }
        for (String folder : LINKED) {
            Path path = Path.of(folder);
            try {
                if (Files.isSymbolicLink(path)) {
                    words.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), folder));
                } else {
                    words.addAll(List.of("--ro-bind-try", folder, folder));
                }
            } catch (IOException e) {
                words.addAll(List.of("--ro-bind-try", folder, folder));
            }
        }
        for (String file : ETC) {
            words.addAll(List.of("--ro-bind-try", "/etc/" + file, "/etc/" + file));
        }
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run"));
        return words;
    }

    /** The words that put a program into it, to be followed by the program's own. */
    List<String> around(Tool.Context context, Path folder) {
        Path home = PrivatePlaces.real(context.world().places().home());
        Path workspace = PrivatePlaces.real(context.workspace());
        Path state = PrivatePlaces.real(context.world().places().stateDir());
        boolean hides = state.startsWith(workspace) && !state.equals(workspace) && Files.isDirectory(state);
        if (namespaces) {
            Access access = access(context);
            return Namespaces.around(
                    new Namespaces.Room(
                            workspace.toString(),
                            access == Access.RW ? "rw" : access == Access.RO ? "ro" : "none",
                            home.toString(),
                            hides && access != Access.NONE ? state.toString() : "",
                            folder.toString(),
                            (access == Access.NONE ? own(context) : workspace).toString()),
                    hasNetwork(context));
        }
        List<String> words = base(bwrap.orElseThrow());
        if (home.getNameCount() > 0) {
            words.addAll(List.of("--tmpfs", home.toString()));
        }
        switch (access(context)) {
            case NONE -> words.addAll(List.of("--bind", own(context).toString(), workspace.toString()));
            case RO -> words.addAll(List.of("--ro-bind", workspace.toString(), workspace.toString()));
            case RW -> {
                words.addAll(List.of("--bind", workspace.toString(), workspace.toString()));
                // What git would run outside, later, when the person uses it.
                for (String steering : List.of(".git/hooks", ".git/config")) {
                    String path = workspace.resolve(steering).toString();
                    words.addAll(List.of("--ro-bind-try", path, path));
                }
            }
        }
        if (hides) {
            words.addAll(List.of("--tmpfs", state.toString()));
        }
        if (hasNetwork(context)) {
            words.addAll(List.of("--share-net", "--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"));
        }
        words.addAll(List.of("--chdir", folder.toString(), "--"));
        return words;
    }

    /** A folder of its own that stands where the workspace would be. */
    private static Path own(Tool.Context context) {
        String root = setting(context, "workspaceRoot", context.world().places().stateDir().resolve("sandboxes").toString());
        Path folder = context.world().places().expand(root).resolve(context.turn().agentId());
        try {
            cn.openclaw.config.StateFile.makeFolder(folder);
            return folder;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
