package cn.openclaw.cli;

import static cn.openclaw.cli.SecurityFinding.Sentence.of;
import static cn.openclaw.cli.SecurityFinding.Severity.CRITICAL;
import static cn.openclaw.cli.SecurityFinding.Severity.WARN;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Who else may read or change what is kept: the whole state directory, but for what is derived and what agents work on. */
final class SecurityFiles {
    /** Workspaces are the person's own folders, with whatever modes they chose; caches hold no secrets. */
    private static final Set<String> LEFT_OUT = Set.of("cache", "media", "sandboxes", "node_modules", ".git");

    private static final int DEPTH = 6;
    private static final int MOST = 20_000;

    private final Places places;
    private final ConfigSnapshot snapshot;
    private final List<SecurityFinding> findings = new ArrayList<>();

    SecurityFiles(Places places, ConfigSnapshot snapshot) {
        this.places = places;
        this.snapshot = snapshot;
    }

    List<SecurityFinding> look() {
        Path state = places.stateDir();
        if (!Files.isDirectory(state) || !state.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return List.of();
        }
        try {
            walk(state);
            if (!snapshot.file().startsWith(state) && Files.exists(snapshot.file())) {
                mode(snapshot.file());
            }
        } catch (IOException e) {
            return List.copyOf(findings); // A folder that cannot be read is no danger to what is in it.
        }
        return List.copyOf(findings);
    }

    private void walk(Path state) throws IOException {
        int[] seen = {0};
        Files.walkFileTree(state, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(folder.getFileName());
                if (LEFT_OUT.contains(name) || name.startsWith("workspace") || seen[0] > MOST) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                mode(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                seen[0]++;
                if (attributes.isSymbolicLink()) {
                    link(file, state);
                } else if (attributes.isRegularFile()) {
                    mode(file);
                }
                return seen[0] > MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void link(Path file, Path state) throws IOException {
        Path target = file.resolveSibling(Files.readSymbolicLink(file)).normalize();
        if (!target.startsWith(state)) {
            findings.add(SecurityFinding.of(
                    "fs.symlink", WARN, of(SecurityText.LINK, places.display(file)), of(SecurityText.CHECK_LINK)));
        }
    }

    private void mode(Path path) throws IOException {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        String others = mode.substring(3);
        if (others.equals("------")) {
            return;
        }
        boolean folder = Files.isDirectory(path);
        String wanted = folder ? "rwx------" : "rw-------";
        boolean writes = others.charAt(1) == 'w' || others.charAt(4) == 'w';
        // In a folder that others cannot enter, what a file says of itself means little; it is mended all the same.
        findings.add(SecurityFinding.of(
                        folder ? "fs.dir.perms" : path.equals(snapshot.file()) ? "fs.config.perms" : "fs.file.perms",
                        writes || path.equals(snapshot.file()) || isSecret(path) ? CRITICAL : WARN,
                        of(writes ? SecurityText.OTHERS_WRITE : SecurityText.OTHERS_READ, places.display(path), mode),
                        of(SecurityText.CHMOD, places.display(path), folder ? "700" : "600"))
                .mendedBy(new SecurityFinding.Fix.Mode(path, wanted)));
    }

    private static boolean isSecret(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.startsWith("auth-profiles.json") || name.equals(".env") || name.equals("secrets.key") || name.equals("token")
                || name.equals("running.json") || name.equals("device.json") || name.equals("device-auth.json") || name.equals("paired.json");
    }

    static JsonNode json(Path file) {
        try {
            return Files.isRegularFile(file) ? Json.parse(Files.readAllBytes(file)) : Json.object();
        } catch (IOException | JsonException e) {
            return Json.object();
        }
    }
}
