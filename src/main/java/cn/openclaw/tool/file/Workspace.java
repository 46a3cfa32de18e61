package cn.openclaw.tool.file;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.skill.Skills;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.PrivatePlaces;
import cn.openclaw.tool.Spill;
import cn.openclaw.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder that file tools do not leave unasked, neither by {@code ..}, nor by an absolute path, nor through a symbolic link:
 * what counts is where a path really leads. What a person approved is open for one call; what is private never is.
 */
final class Workspace {
    private static final Set<String> STEERING = Set.of(
            ".git", ".gitconfig", ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".profile", ".zshrc", ".zshenv", ".zprofile",
            ".zlogin", ".zlogout", ".kshrc", ".envrc", ".pam_environment", ".xprofile");

    private final Tool.Context context;
    private final PrivatePlaces privates;
    private final List<Path> approved;
    private final Path home;

    /** A path that is refused; the message is for the model. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    Workspace(Tool.Context context) throws Refused {
        this(context, null);
    }

    /** @param request what was approved for this call, if anything was */
    Workspace(Tool.Context context, @Nullable ApprovalRequest request) throws Refused {
        this.context = context;
        this.privates = PrivatePlaces.of(context);
        this.approved = request == null ? List.of() : request.what().lines().map(Path::of).toList();
        try {
            this.home = context.workspace().toRealPath();
        } catch (IOException e) {
            throw new Refused("the workspace folder does not exist");
        }
    }

    Path home() {
        return home;
    }

    PrivatePlaces privates() {
        return privates;
    }

    /** Where a path really leads; it must exist, and be open. */
    Path existing(String written) throws Refused {
        Path path = path(written);
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            boolean inside = PrivatePlaces.real(path).startsWith(home);
            throw new Refused(inside ? "no such file or folder: " + written : outside(written));
        }
        open(written, real, !needsAsking(real));
        return real;
    }

    /** Where a file is, or will be, written: links on the way are followed, and so is one at the end if it leads somewhere. */
    Path target(String written) throws Refused {
        Path path = path(written);
        Path real = PrivatePlaces.real(path);
        if (Files.isSymbolicLink(real)) {
            throw new Refused(written + " is a symbolic link to nothing");
        }
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refused(written + " is a folder");
        }
        open(written, real, !needsAskingToWrite(real));
        return real;
    }

    private void open(String written, Path real, boolean free) throws Refused {
        if (privates.isPrivate(real)) {
            throw new Refused(written + " belongs to this program (keys, configuration, conversations) and is closed to tools");
        }
        if (!free && approved.stream().noneMatch(real::startsWith)) {
            throw new Refused(outside(written));
        }
    }

    /** Whether these may be read; one request for all that are elsewhere. */
    static Consent reading(String tool, Tool.Context context, String written) {
        try {
            Workspace workspace = new Workspace(context);
            Path real = PrivatePlaces.real(workspace.path(written));
            return workspace.needsAsking(real)
                    ? workspace.consent(tool, List.of(real), FileText.READS_OUTSIDE)
                    : Consent.FREE;
        } catch (Refused e) {
            return Consent.FREE;
        }
    }

    /** Whether these may be written. */
    static Consent writing(String tool, Tool.Context context, List<String> written) {
        try {
            Workspace workspace = new Workspace(context);
            List<Path> asked = new ArrayList<>();
            boolean steering = false;
            for (String name : written) {
                Path real = PrivatePlaces.real(workspace.path(name));
                steering |= isSteering(workspace.relative(real));
                if (workspace.needsAskingToWrite(real)) {
                    asked.add(real);
                }
            }
            Text why = steering ? FileText.WRITES_STEERING : FileText.WRITES_OUTSIDE;
            return asked.isEmpty() ? Consent.FREE : workspace.consent(tool, asked, why);
        } catch (Refused e) {
            return Consent.FREE;
        }
    }

    private Consent consent(String tool, List<Path> paths, Text why) {
        for (Path path : paths) {
            if (privates.isPrivate(path)) {
                return new Consent.Refused(
                        path + " belongs to this program (keys, configuration, conversations) and is closed to tools");
            }
            if (path.toString().indexOf('\n') >= 0) {
                return new Consent.Refused("a path outside the workspace may not hold a line break");
            }
        }
        String what = String.join("\n", paths.stream().map(Path::toString).toList());
        return new Consent.Ask(new ApprovalRequest(tool, why, what, List.of(), home, Optional.empty()));
    }

    /** Whether a call with these files reaches outside. */
    static boolean leaves(Tool.Context context, List<String> written) {
        try {
            Workspace workspace = new Workspace(context);
            for (String name : written) {
                if (!PrivatePlaces.real(workspace.path(name)).startsWith(workspace.home)) {
                    return true;
                }
            }
            return false;
        } catch (Refused e) {
            return false;
        }
    }

    private boolean needsAsking(Path real) {
        boolean inside = real.startsWith(home)
                || real.startsWith(PrivatePlaces.real(Spill.folder(context.world().places())))
                || isOfSkill(real);
        return !inside || privates.isPrivate(real) || PrivatePlaces.holdsKeys(inside ? relative(real) : real);
    }

    /** What skills say is there to be read, wherever the person keeps them. */
    private boolean isOfSkill(Path real) {
        return Skills.roots(context.world().snapshot(), context.world().places()).keySet().stream()
                .anyMatch(root -> real.startsWith(PrivatePlaces.real(root)));
    }

    private boolean needsAskingToWrite(Path real) {
        return !real.startsWith(home) || privates.isPrivate(real) || PrivatePlaces.holdsKeys(relative(real)) || isSteering(relative(real));
    }

    private Path relative(Path real) {
        return real.startsWith(home) ? home.relativize(real) : real;
    }

    /** Git and shells run programs that these files name: hooks, filters, monitors, start-up lines. */
    private static boolean isSteering(Path real) {
        for (Path name : real) {
            if (STEERING.contains(name.toString().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private Path path(String written) throws Refused {
        String text = written.strip();
        try {
            return text.equals("~") || text.startsWith("~/")
                    ? context.world().places().expand(text)
                    : home.resolve(text);
        } catch (InvalidPathException e) {
            throw new Refused("not a path: " + written);
        }
    }

    private static String outside(String written) {
        return written + " is outside the workspace and was not approved";
    }

    /** As the model should name it: relative to the workspace, with forward slashes. */
    String name(Path real) {
        if (!real.startsWith(home)) {
            return real.toString();
        }
        String name = home.relativize(real).toString().replace('\\', '/');
        return name.isEmpty() ? "." : name;
    }

    /** Folders that searching leaves out: nobody means them, and they are huge. */
    static boolean isSkipped(Path folder) {
        Path name = folder.getFileName();
        return name != null && Files.isDirectory(folder) && (name.toString().equals(".git") || name.toString().equals("node_modules"));
    }

    static String text(ObjectNode arguments, String name, String otherwise) {
        String text = Json.text(arguments, name);
        return text == null ? otherwise : text;
    }

    static int number(ObjectNode arguments, String name, int otherwise) {
        JsonNode node = arguments.get(name);
        return node == null ? otherwise : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, node.asLong(otherwise)));
    }

    static boolean flag(ObjectNode arguments, String name) {
        JsonNode node = arguments.get(name);
        return node != null && node.asBoolean(false);
    }
}
