package cn.openclaw.tool.file;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder that file tools may not leave, neither by {@code ..}, nor by an absolute path, nor through a symbolic link: what
 * counts is where a path really leads.
 */
record Workspace(Path root) {

    /** A path that is refused; the message is for the model. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    /** Where a path really leads; it must exist. */
    Path existing(String written) throws Refused {
        Path real;
        Path home;
        try {
            home = root.toRealPath();
        } catch (IOException e) {
            throw new Refused("the workspace folder does not exist");
        }
        try {
            real = home.resolve(written.strip()).toRealPath();
        } catch (InvalidPathException e) {
            throw new Refused("not a path: " + written);
        } catch (IOException e) {
            boolean inside = home.resolve(written.strip()).normalize().startsWith(home);
            throw new Refused(inside ? "no such file or folder: " + written : outside(written));
        }
        if (!real.startsWith(home)) {
            throw new Refused(outside(written));
        }
        return real;
    }

    private static String outside(String written) {
        return written + " is outside the workspace; only files inside it can be read";
    }

    /** As the model should name it: relative to the workspace, with forward slashes. */
    String name(Path real) throws IOException {
        String name = root.toRealPath().relativize(real).toString().replace('\\', '/');
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
