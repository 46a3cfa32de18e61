package cn.openclaw.tool;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Files that tools leave alone, wherever the workspace is: what this program remembers (keys, configuration, transcripts) is never
 * shown to a model, and where people keep keys of their own somebody is asked first.
 */
public final class PrivatePlaces {
    /** Folders and files in which other programs keep a person's keys. */
    private static final Set<String> KEYS = Set.of(
            ".ssh", ".gnupg", ".aws", ".azure", ".kube", ".netrc", "_netrc", ".npmrc", ".pypirc", ".git-credentials", ".pgpass",
            ".password-store", ".docker", "gcloud", "keychains", "id_rsa", "id_ed25519", "id_ecdsa", "credentials.json");

    private final List<Path> ours;
    private final List<Path> open;
    private final Path state;

    private PrivatePlaces(Path state, List<Path> ours, List<Path> open) {
        this.state = state;
        this.ours = ours;
        this.open = open;
    }

    /** As they are for a call: its own workspace is open although it may lie in the state folder. */
    public static PrivatePlaces of(Tool.Context context) {
        Places places = context.world().places();
        ConfigSnapshot snapshot = context.world().snapshot();
        String agent = context.turn().agentId();
        List<Path> ours = new ArrayList<>();
        Path state = real(places.stateDir());
        ours.add(state);
        ours.add(real(places.configFile()));
        ours.add(real(snapshot.file()));
        ours.add(real(places.agentDir(snapshot.config(), agent)));
        ours.add(real(places.authProfiles(snapshot.config(), agent)));
        List<Path> open = new ArrayList<>();
        open.add(real(context.workspace()));
        open.add(real(Spill.folder(places)));
        open.add(state.resolve("skills"));
        open.removeIf(folder -> folder.equals(state));
        return new PrivatePlaces(state, ours, open);
    }

    /** Whether tools never touch this; {@code real} has its links resolved. */
    public boolean isPrivate(Path real) {
        if (ours.stream().noneMatch(real::startsWith)) {
            return false;
        }
        boolean opened = open.stream().anyMatch(folder -> folder.startsWith(state) && real.startsWith(folder));
        return !opened || ours.stream().anyMatch(place -> !place.equals(state) && real.startsWith(place) && !isAbove(place));
    }

    /** Whether something private lies below this folder. */
    public boolean holdsPrivate(Path real) {
        return ours.stream().anyMatch(place -> place.startsWith(real) && !open.contains(real));
    }

    /** Whether a person keeps keys here: somebody is asked before it is read. */
    public static boolean holdsKeys(Path real) {
        for (Path name : real) {
            if (KEYS.contains(name.toString().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** An agent's folder that holds the open one says nothing about it. */
    private boolean isAbove(Path place) {
        return open.stream().anyMatch(folder -> folder.startsWith(place));
    }

    /** With its links resolved, as far as it exists. */
    public static Path real(Path path) {
        Path at = path.toAbsolutePath().normalize();
        Path rest = null;
        while (at != null) {
            try {
                Path real = at.toRealPath();
                return rest == null ? real : real.resolve(rest).normalize();
            } catch (IOException e) {
                Path name = at.getFileName();
                if (name == null) {
                    break;
                }
                rest = rest == null ? name : name.resolve(rest);
                at = at.getParent();
            }
        }
        return path.toAbsolutePath().normalize();
    }
}
