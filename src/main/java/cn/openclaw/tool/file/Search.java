package cn.openclaw.tool.file;

import cn.openclaw.tool.PrivatePlaces;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Walks a folder without following links, so it can neither leave it nor go in circles. */
final class Search {
    private Search() {}

    /** Hears of a file; answers whether to go on. */
    @FunctionalInterface
    interface Visitor {
        boolean file(Path file) throws IOException, InterruptedException;
    }

    /** Visits every regular file; answers whether all were visited. */
    static boolean files(Workspace workspace, Path folder, Visitor visitor) throws IOException, InterruptedException {
        Walk walk = new Walk(workspace, folder, visitor);
        Files.walkFileTree(folder, walk);
        if (walk.interrupted) {
            throw new InterruptedException();
        }
        return walk.whole;
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Workspace workspace;
        private final Path start;
        private final Visitor visitor;
        private boolean whole = true;
        private boolean interrupted;

        Walk(Workspace workspace, Path start, Visitor visitor) {
            this.workspace = workspace;
            this.start = start;
            this.visitor = visitor;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            interrupted |= Thread.interrupted();
            if (interrupted) {
                return FileVisitResult.TERMINATE;
            }
            boolean skipped = !folder.equals(start) && (Workspace.isSkipped(folder) || isClosed(folder));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            try {
                whole = !attributes.isRegularFile() || isClosed(file) || visitor.file(file);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            return whole && !interrupted ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /** A search finds neither what is private nor where people keep keys, unless it was sent there. */
        private boolean isClosed(Path found) {
            return workspace.privates().isPrivate(found) || PrivatePlaces.holdsKeys(start.relativize(found));
        }

        /** A folder that may not be read is left out, as a person's own search would. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            return FileVisitResult.CONTINUE;
        }
    }
}
