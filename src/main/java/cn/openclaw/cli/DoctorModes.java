package cn.openclaw.cli;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether anybody else can read what is private. The original leaves transcripts readable to all; a taken-over folder may hold some. */
final class DoctorModes {
    private final Places places;
    private final ConfigSnapshot snapshot;

    DoctorModes(Places places, ConfigSnapshot snapshot) {
        this.places = places;
        this.snapshot = snapshot;
    }

    List<DoctorFinding> look() {
        if (!Files.exists(places.stateDir())
                || !places.stateDir().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return List.of();
        }
        List<DoctorFinding> findings = new ArrayList<>();
        for (Path path : privatePaths()) {
            String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
            String actual = mode(path);
            if (!actual.substring(3).equals("------")) {
                findings.add(DoctorFinding.warning("permissions", DoctorText.MODE_BAD, places.display(path), actual)
                        .with(DoctorText.OFFER_MODE, () -> set(path, wanted), places.display(path), wanted));
            }
        }
        return findings.isEmpty() ? List.of(DoctorFinding.ok("permissions", DoctorText.MODE_OK)) : findings;
    }

    private List<Path> privatePaths() {
        List<Path> paths = new ArrayList<>();
        paths.add(places.stateDir());
        paths.add(snapshot.file());
        paths.add(places.stateDir().resolve(".env"));
        paths.add(places.stateDir().resolve("secrets.key"));
        try (Stream<Path> files = Files.list(places.stateDir())) {
            // Earlier contents of the configuration hold the same secrets as the present one.
            files.filter(file -> file.getFileName().toString().startsWith(snapshot.file().getFileName() + ".")).forEach(paths::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path agents = places.stateDir().resolve("agents");
        if (Files.isDirectory(agents)) {
            try (Stream<Path> files = Files.walk(agents, 4)) {
                files.filter(DoctorModes::isPrivate).forEach(paths::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return paths.stream().filter(Files::exists).distinct().toList();
    }

    private static boolean isPrivate(Path path) {
        String name = String.valueOf(path.getFileName());
        return !Files.isSymbolicLink(path)
                && (name.startsWith("auth-profiles.json") || name.equals("models.json") || name.startsWith("sessions.json")
                        || name.endsWith(".jsonl"));
    }

    private static String mode(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return PosixFilePermissions.toString(permissions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void set(Path path, String mode) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
