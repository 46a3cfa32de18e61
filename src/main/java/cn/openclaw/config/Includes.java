package cn.openclaw.config;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins {@code $include}d files into one tree and remembers where each value came from. Files in an array are laid over
 * each other from left to right, the keys beside {@code $include} over them: objects key by key, arrays end to end, anything
 * else replaced. Only files in the folder of the configuration are read, unless {@code OPENCLAW_INCLUDE_ANYWHERE=1}: an include must not
 * become a way to read any file of the machine.
 */
final class Includes {
    static final int MAX_DEPTH = 10;
    static final int MAX_FILES = 500;
    static final String KEY = "$include";

    private final Path folder;
    private final @Nullable Path linkedFolder;
    private final boolean anywhere;
    private final FileReader reader;
    private final List<ConfigProblem> problems;
    private final Map<Path, Source> files = new LinkedHashMap<>();
    private int read;

    /** A value together with where it was written. */
    record Located(JsonNode value, Origin origin) {}

    /** Reads a file's text; a test and the last good copy have their own. */
    @FunctionalInterface
    interface FileReader {
        String read(Path file) throws IOException;
    }

    /** Includes of the configuration in this file. */
    Includes(Path configFile, Environment environment, FileReader reader, List<ConfigProblem> problems) {
        this.folder = StateFile.folder(configFile).normalize();
        this.linkedFolder = Files.isSymbolicLink(configFile) ? StateFile.folder(real(configFile)) : null;
        this.anywhere = environment.get("OPENCLAW_INCLUDE_ANYWHERE").filter(EnvBlock::isTrue).isPresent();
        this.reader = reader;
        this.problems = problems;
    }

    /** The included files that were read, by their absolute path. */
    Map<Path, Source> files() {
        return files;
    }

    /** The whole configuration that starts in this file. Problems are recorded; what cannot be included counts as empty. */
    Located join(Source main) {
        JsonNode root = main.document().root();
        Origin origin = new Origin(main, List.of());
        return areIn(root) ? join(root, origin, List.of(main.file())) : new Located(root, origin);
    }

    /** Whether anything is included anywhere in a tree. */
    static boolean areIn(JsonNode node) {
        if (node.isObject() && node.get(KEY) != null) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainer() && areIn(child)) {
                return true;
            }
        }
        return false;
    }

    private Located join(JsonNode node, Origin origin, List<Path> chain) {
        if (node.isArray()) {
            ArrayNode items = Json.array();
            Map<String, Origin> origins = new LinkedHashMap<>();
            for (JsonNode child : node) {
                String index = Integer.toString(items.size());
                Located item = join(child, origin.child(index), chain);
                items.add(item.value());
                origins.put(index, item.origin());
            }
            return new Located(items, new Origin(origin.source(), origin.path(), origins));
        }
        if (!node.isObject()) {
            return new Located(node, origin);
        }
        Located siblings = siblings(node, origin, chain);
        JsonNode include = node.get(KEY);
        if (include == null) {
            return siblings;
        }
        Located included = included(include, origin.child(KEY), chain);
        if (siblings.value().isEmpty()) {
            return included;
        }
        if (!included.value().isObject()) {
            problem(origin.child(KEY), ConfigText.INCLUDE_SIBLINGS);
            return siblings;
        }
        return merge(included, siblings);
    }

    private Located siblings(JsonNode node, Origin origin, List<Path> chain) {
        ObjectNode members = Json.object();
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!member.getKey().equals(KEY)) {
                Located joined = join(member.getValue(), origin.child(member.getKey()), chain);
                members.set(member.getKey(), joined.value());
                origins.put(member.getKey(), joined.origin());
            }
        }
        return new Located(members, new Origin(origin.source(), origin.path(), origins));
    }

    private Located included(JsonNode include, Origin origin, List<Path> chain) {
        if (include.isString()) {
            return file(include.stringValue(), origin, chain);
        }
        Located all = new Located(Json.object(), origin);
        if (!include.isArray()) {
            problem(origin, ConfigText.INCLUDE_VALUE, Types.of(include));
            return all;
        }
        for (int at = 0; at < include.size(); at++) {
            JsonNode item = include.get(at);
            Origin itemOrigin = origin.child(Integer.toString(at));
            if (item.isString()) {
                all = merge(all, file(item.stringValue(), itemOrigin, chain));
            } else {
                problem(itemOrigin, ConfigText.INCLUDE_ITEM, Types.of(item));
            }
        }
        return all;
    }

    private Located file(String written, Origin origin, List<Path> chain) {
        Located nothing = new Located(Json.object(), origin);
        Path file = resolved(written, origin);
        if (file == null) {
            return nothing;
        }
        if (chain.contains(file)) {
            StringBuilder circle = new StringBuilder();
            chain.forEach(step -> circle.append(step).append(" -> "));
            problem(origin, ConfigText.INCLUDE_CIRCLE, circle.append(file));
            return nothing;
        }
        if (chain.size() > MAX_DEPTH) {
            problem(origin, ConfigText.INCLUDE_DEPTH, MAX_DEPTH, written);
            return nothing;
        }
        if (++read > MAX_FILES) {
            if (read == MAX_FILES + 1) {
                problem(origin, ConfigText.INCLUDE_MANY, MAX_FILES);
            }
            return nothing;
        }
        Source source = source(file, written, origin);
        if (source == null) {
            return nothing;
        }
        List<Path> longer = new ArrayList<>(chain);
        longer.add(file);
        return join(source.document().root(), new Origin(source, List.of()), longer);
    }

    private @Nullable Path resolved(String written, Origin origin) {
        try {
            Path file = StateFile.folder(origin.source().file()).resolve(written).normalize();
            if (!anywhere && !isInside(file)) {
                problem(origin, ConfigText.INCLUDE_OUTSIDE, real(file), folder);
                return null;
            }
            return file;
        } catch (InvalidPathException e) {
            problem(origin, ConfigText.INCLUDE_READ, written, written);
            return null;
        }
    }

    /** Links are followed, so none leads out. Where the configuration itself is a link, its target's folder counts as well. */
    private boolean isInside(Path file) {
        Path real = real(file);
        return real.startsWith(real(folder)) || (linkedFolder != null && real.startsWith(real(linkedFolder)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    private @Nullable Source source(Path file, String written, Origin origin) {
        Source known = files.get(file);
        if (known != null) {
            return known;
        }
        try {
            Source source = new Source(file, Json5Document.parse(reader.read(file)));
            files.put(file, source);
            return source;
        } catch (JsonException e) {
            problems.add(new ConfigProblem(
                    file,
                    e.line(),
                    e.column(),
                    "",
                    ConfigText.NOT_JSON5,
                    List.of(new Text(e.in(Language.ZH), e.in(Language.EN)))));
        } catch (IOException e) {
            problem(origin, ConfigText.INCLUDE_READ, written, file);
        }
        return null;
    }

    private void problem(Origin origin, Text text, Object... arguments) {
        var place = origin.place();
        problems.add(new ConfigProblem(
                origin.source().file(),
                place.line(),
                place.column(),
                ConfigPath.dotted(origin.path()),
                text,
                List.of(arguments)));
    }

    /** {@code over} laid over {@code under}. */
    private static Located merge(Located under, Located over) {
        if (under.value().isArray() && over.value().isArray()) {
            return concatenated(under, over);
        }
        if (!under.value().isObject() || !over.value().isObject()) {
            return over;
        }
        ObjectNode members = Json.object();
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : under.value().properties()) {
            members.set(member.getKey(), member.getValue());
            origins.put(member.getKey(), under.origin().child(member.getKey()));
        }
        for (Map.Entry<String, JsonNode> member : over.value().properties()) {
            String key = member.getKey();
            JsonNode below = members.get(key);
            Located upper = new Located(member.getValue(), over.origin().child(key));
            Located joined = below == null ? upper : merge(new Located(below, under.origin().child(key)), upper);
            members.set(key, joined.value());
            origins.put(key, joined.origin());
        }
        return new Located(members, new Origin(over.origin().source(), over.origin().path(), origins));
    }

    private static Located concatenated(Located under, Located over) {
        ArrayNode items = Json.array();
        Map<String, Origin> origins = new LinkedHashMap<>();
        for (Located half : List.of(under, over)) {
            for (int at = 0; at < half.value().size(); at++) {
                origins.put(Integer.toString(items.size()), half.origin().child(Integer.toString(at)));
                items.add(half.value().get(at));
            }
        }
        return new Located(items, new Origin(over.origin().source(), over.origin().path(), origins));
    }
}
