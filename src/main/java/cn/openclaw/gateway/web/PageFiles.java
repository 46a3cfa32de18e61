package cn.openclaw.gateway.web;

import cn.openclaw.gateway.GatewayWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page's files: those inside the jar are read once; those of a folder each time, since a person may be working on them. */
final class PageFiles {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("map", "application/json; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"));
    /** {@code app-3F9A2C1B.js}, as bundlers name what never changes. */
    private static final Pattern HASHED = Pattern.compile(".*[-.][0-9A-Za-z_]{8,}\\.[a-z0-9]+(\\.map)?");

    private static final byte[] NOTHING = {};

    private final Optional<Path> folder;
    private final Map<String, Found> known = new ConcurrentHashMap<>();

    /**
     * One file.
     *
     * @param small its bytes in gzip, where that saves something; empty else
     */
    record Found(String name, String type, String tag, byte[] bytes, byte[] small) {
        boolean isHashed() {
            return name.startsWith("assets/") && HASHED.matcher(name).matches();
        }
    }

    private PageFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Those of a folder of the person's, if one is named; else our own. */
    static PageFiles of(GatewayWorld world, Optional<String> root) {
        return root.isPresent()
                ? new PageFiles(root.map(world.agents().places()::expand))
                : world.kept(PageFiles.class, _ -> new PageFiles(Optional.empty()));
    }

    Optional<Found> find(String name) {
        for (String step : name.split("/", -1)) {
            if (step.isEmpty() || step.startsWith(".") || step.indexOf('\\') >= 0) {
                return Optional.empty();
            }
        }
        try {
            return folder.isPresent() ? onDisk(folder.get(), name) : inside(name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Found> onDisk(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        // A link that leads out of the folder is no file of the page.
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder.toRealPath())) {
            return Optional.empty();
        }
        return Optional.of(found(name, Files.readAllBytes(file), false));
    }

    private Optional<Found> inside(String name) throws IOException {
        Found there = known.get(name);
        if (there == null && name.indexOf('.') >= 0) {
            try (InputStream file = PageFiles.class.getResourceAsStream("/web/" + name)) {
                if (file != null) {
                    there = found(name, file.readAllBytes(), true);
                    known.put(name, there);
                }
            }
        }
        return Optional.ofNullable(there);
    }

    private static Found found(String name, byte[] bytes, boolean kept) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.getOrDefault(ending, "application/octet-stream");
        boolean words = type.startsWith("text/") || type.startsWith("application/json") || ending.equals("svg");
        byte[] small = kept && words && bytes.length > 1024 ? Gzip.of(bytes) : NOTHING;
        return new Found(name, type, tag(bytes), bytes, small);
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
