package cn.openclaw.gateway;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code devices/paired.json} and {@code devices/pending.json}, in the original's form, so that either program knows the devices
 * of the other. A file that is broken is kept beside, and a new one begun: nobody is let in by it, and nothing is lost.
 */
final class DeviceBook {
    private final Path folder;
    private final Log log;

    DeviceBook(Path folder, Log log) {
        this.folder = folder;
        this.log = log;
    }

    /** By device id. */
    ObjectNode paired() {
        return read("paired.json");
    }

    /** By request id. */
    ObjectNode pending() {
        return read("pending.json");
    }

    void savePaired(ObjectNode tree) {
        save("paired.json", tree);
    }

    void savePending(ObjectNode tree) {
        save("pending.json", tree);
    }

    private ObjectNode read(String name) {
        Path file = folder.resolve(name);
        try {
            if (Json.parse(Files.readAllBytes(file)) instanceof ObjectNode tree) {
                return tree;
            }
            putAside(file);
        } catch (NoSuchFileException e) {
            return Json.object();
        } catch (JsonException e) {
            putAside(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.object();
    }

    private void putAside(Path file) {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".broken-" + System.nanoTime()));
            log.warn("devices", file.getFileName() + " could not be read; it was put aside, and devices must be paired again");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(String name, ObjectNode tree) {
        try {
            StateFile.write(folder.resolve(name), (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
