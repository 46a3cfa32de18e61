package cn.openclaw.config;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigReader.Reading;
import cn.openclaw.config.ConfigSnapshot.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The person's configuration file. Reading always gives something to work with: the file, else the newest copy of it
 * that was valid. Changing it replaces the characters of single values and leaves every other byte, is checked as a whole before anything
 * is written, and is written atomically with the last five contents kept beside it ({@code .bak}, {@code .bak.1} …).
 *
 * <p>Nothing is ever stamped into the file: no defaults, no resolved variables, and no {@code meta.lastTouchedVersion} either, which
 * the original writes. Only what was asked for changes.
 */
public final class ConfigFile {
    private static final int ATTEMPTS = 8;
    /** Bytes. Thousands of models take less than one megabyte. */
    private static final long LARGEST = 16L << 20;

    private final Places places;
    private final ConfigReader reader;
    private final LastGood lastGood;

    public ConfigFile(Places places, Environment environment) {
        this.places = places;
        this.reader = new ConfigReader(places, environment);
        this.lastGood = new LastGood(places);
    }

    /**
     * Reads the file. Whatever is wrong with it is in {@link ConfigSnapshot#problems}, all of it, and nothing is thrown: then
     * {@code config} is that of the last good copy, or of no configuration at all. A variable that is not set is a problem too, but
     * there the file itself counts, without the values that need it.
     */
    public ConfigSnapshot read() {
        Content content;
        try {
            content = content();
        } catch (IOException e) {
            ConfigProblem problem = problem(ConfigText.NOT_READABLE, FileTrouble.why(e));
            return fallback(new Content("", true), reader.nothing(), List.of(problem));
        }
        if (!content.exists()) {
            return snapshot(content, reader.nothing(), Origin.DEFAULTS, List.of());
        }
        if (!content.isUtf8()) {
            return fallback(content, reader.nothing(), List.of(problem(ConfigText.NOT_UTF8)));
        }
        Reading reading = reader.read(content.text(), ConfigFile::text);
        if (reading.broken()) {
            return fallback(content, reading, reading.problems());
        }
        lastGood.keep(content.text(), reading.files());
        return snapshot(content, reading, Origin.FILE, reading.problems());
    }

    /**
     * Makes these changes, in this order, and reads again. Tried anew when somebody else changes the file at the same moment.
     *
     * @throws ConfigException if the result would have more problems than the file has now, with all that are new; if
     *     a value belongs to an included file that cannot be changed; or if the file cannot be edited or written
     */
    public ConfigSnapshot save(List<ConfigEdit> edits) {
        for (int attempt = 1; ; attempt++) {
            Content now = editable();
            ConfigEdits.Changes changes = new ConfigEdits(places, reader, now.text()).apply(edits);
            try {
                return write(now, changes.main(), changes.included());
            } catch (ConfigWriter.ChangedMeanwhile e) {
                if (attempt == ATTEMPTS) {
                    throw ConfigException.notWritten(ConfigText.CHANGED_MEANWHILE, display());
                }
            }
        }
    }

    /**
     * Replaces the whole text.
     *
     * @param expectedHash {@link ConfigSnapshot#hash} of what the caller has seen; empty if there was no file
     * @throws ConfigException if the file is no longer that one, or the text has more problems than the file has now
     */
    public ConfigSnapshot replace(String text, String expectedHash) {
        try {
            Content now = current();
            if (!(now.exists() ? hash(now.text()) : "").equals(expectedHash)) {
                throw new ConfigWriter.ChangedMeanwhile();
            }
            return write(now, text, Map.of());
        } catch (ConfigWriter.ChangedMeanwhile e) {
            throw ConfigException.notWritten(ConfigText.CHANGED_MEANWHILE, display());
        }
    }

    /**
     * Goes back to the newest kept content that differs from the present one and is valid. What is there now is kept in turn, so a second
     * call takes the first one back.
     *
     * @throws ConfigException if there is none
     */
    public ConfigSnapshot undo() {
        try {
            Content now = current();
            for (Path backup : ConfigWriter.backups(places.configFile())) {
                Content before = Files.exists(backup) ? content(backup) : new Content("", false);
                boolean other = before.exists() && before.isUtf8() && !before.text().equals(now.text());
                if (other && !reader.read(before.text(), ConfigFile::text).broken()) {
                    return write(now, before.text(), Map.of());
                }
            }
            // A file that was only ever edited by hand has no backup of ours, but a last good copy.
            LastGood.Copy good = lastGood.copy();
            boolean other = good != null && now.exists() && !good.text().equals(now.text());
            if (good != null && other && !reader.read(good.text(), ConfigFile::text).broken()) {
                return write(now, good.text(), Map.of());
            }
        } catch (IOException e) {
            throw ConfigException.notWritten(ConfigText.NOT_WRITTEN, display(), FileTrouble.why(e));
        } catch (ConfigWriter.ChangedMeanwhile e) {
            throw ConfigException.notWritten(ConfigText.CHANGED_MEANWHILE, display());
        }
        throw new ConfigException(List.of(), ConfigText.NOTHING_TO_UNDO, display());
    }

    /** What this text would mean as the configuration; writes nothing. */
    public ConfigSnapshot check(String text) {
        Reading reading = reader.read(text, ConfigFile::text);
        return snapshot(new Content(text, true), reading, Origin.FILE, reading.problems());
    }

    /** The files that the configuration includes now, for whoever looks out for changes; none if it cannot be read. */
    public List<Path> included() {
        try {
            Content content = content();
            return content.exists() && content.isUtf8()
                    ? List.copyOf(reader.read(content.text(), ConfigFile::text).files().keySet())
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The files that hold the last good copy, there or not. */
    public static List<Path> lastGood(Places places) {
        return new LastGood(places).files();
    }

    /**
     * Puts the last good copy in the place of a broken file, which becomes the newest backup.
     *
     * @throws ConfigException if there is no good copy, or it is no longer valid
     */
    public ConfigSnapshot restoreLastGood() {
        LastGood.Copy copy = lastGood.copy();
        if (copy == null) {
            throw new ConfigException(List.of(), ConfigText.NOTHING_TO_UNDO, display());
        }
        return replace(copy.text(), read().hash());
    }

    private ConfigSnapshot write(Content now, String text, Map<Path, ConfigEdits.Change> included)
            throws ConfigWriter.ChangedMeanwhile {
        Reading reading = reader.read(text, file -> {
            ConfigEdits.Change change = included.get(file);
            return change == null ? text(file) : change.after();
        });
        refuseMoreProblems(now, reading);
        new ConfigWriter(places).write(now, text, included);
        Content written = new Content(text, true);
        if (reading.broken()) {
            return fallback(written, reading, reading.problems());
        }
        lastGood.keep(text, reading.files());
        return snapshot(written, reading, Origin.FILE, reading.problems());
    }

    /**
     * A file that is wrong already may be mended step by step, where one step can bring the next problem to light; it must not have more
     * of them than before. An unset variable stops no change.
     */
    private void refuseMoreProblems(Content now, Reading after) {
        List<ConfigProblem> found = blocking(after);
        if (found.isEmpty()) {
            return;
        }
        List<ConfigProblem> old =
                now.exists() && now.isUtf8() ? blocking(reader.read(now.text(), ConfigFile::text)) : List.of();
        List<ConfigProblem> more =
                found.stream().filter(problem -> old.stream().noneMatch(known -> same(known, problem))).toList();
        if (!more.isEmpty() && found.size() > old.size()) {
            StringBuilder zh = new StringBuilder();
            StringBuilder en = new StringBuilder();
            more.forEach(problem -> {
                zh.append("\n  ").append(problem.in(Language.ZH));
                en.append("\n  ").append(problem.in(Language.EN));
            });
            throw new ConfigException(
                    more, ConfigText.INVALID, display(), more.size(), new Text(zh.toString(), en.toString()));
        }
    }

    /** What must not be saved: every problem but an unset variable, and a masked value where a secret belongs. */
    private static List<ConfigProblem> blocking(Reading reading) {
        List<ConfigProblem> found = new ArrayList<>();
        for (ConfigProblem problem : reading.problems()) {
            if (!problem.text().equals(ConfigText.MISSING_VARIABLE)) {
                found.add(problem);
            }
        }
        for (ConfigProblem warning : reading.warnings()) {
            if (warning.text().equals(ConfigText.PLACEHOLDER)) {
                found.add(warning);
            }
        }
        return found;
    }

    private static boolean same(ConfigProblem one, ConfigProblem other) {
        return one.file().equals(other.file())
                && one.path().equals(other.path())
                && one.text().equals(other.text())
                && one.arguments().equals(other.arguments());
    }

    private Content editable() {
        Content now = current();
        if (!now.isUtf8()) {
            throw new ConfigException(List.of(problem(ConfigText.NOT_UTF8)), ConfigText.BROKEN, display(), ConfigText.NOT_UTF8);
        }
        return now;
    }

    private Content current() {
        try {
            return content();
        } catch (IOException e) {
            throw new ConfigException(List.of(), ConfigText.NOT_READABLE, FileTrouble.why(e));
        }
    }

    /** The newest copy that was valid, in place of a file that is not. */
    private ConfigSnapshot fallback(Content content, Reading reading, List<ConfigProblem> problems) {
        LastGood.Copy copy = lastGood.copy();
        if (copy != null) {
            Reading before = reader.read(copy.text(), copy::included);
            if (!before.broken()) {
                // The copy counts, but it is the file that the person is told about.
                return snapshot(content, before, Origin.LAST_GOOD, problems, reading.warnings());
            }
        }
        return snapshot(content, reading, Origin.DEFAULTS, problems);
    }

    private ConfigSnapshot snapshot(Content content, Reading reading, Origin origin, List<ConfigProblem> problems) {
        return snapshot(content, reading, origin, problems, reading.warnings());
    }

    private ConfigSnapshot snapshot(
            Content content, Reading reading, Origin origin, List<ConfigProblem> problems, List<ConfigProblem> warnings) {
        return new ConfigSnapshot(
                places.configFile(),
                content.exists(),
                content.text(),
                reading.config(),
                origin,
                List.copyOf(problems),
                List.copyOf(warnings),
                reading.environment(),
                Map.copyOf(reading.variables()));
    }

    private ConfigProblem problem(Text text, Object... arguments) {
        return new ConfigProblem(places.configFile(), 1, 1, "", text, List.of(arguments));
    }

    private String display() {
        return places.display(places.configFile());
    }

    /** A file's characters. A byte order mark is one of them, so that it stays. */
    record Content(String text, boolean exists, boolean isUtf8) {
        Content(String text, boolean exists) {
            this(text, exists, true);
        }
    }

    private Content content() throws IOException {
        return content(places.configFile());
    }

    static Content content(Path file) throws IOException {
        byte[] bytes;
        try {
            StateFile.requireText(file, LARGEST);
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Content("", false);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Content(text, true, text.indexOf('\uFFFD') < 0 || decodes(bytes));
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static String text(Path file) throws IOException {
        Content content = content(file);
        if (!content.exists()) {
            throw new NoSuchFileException(file.toString());
        }
        return content.text();
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
