package cn.openclaw.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What can be said of the page without a browser: it is there, small, closed in itself, and whole in both languages. */
class PageBundleTest {
    private static final Path SOURCES = Path.of(System.getProperty("project.dir", ".")).resolve("src/main/web");
    private static final Pattern WORDS = Pattern.compile("^  '([^']+)': \\['([^']*)', '([^']*)'\\],$", Pattern.MULTILINE);
    private static final Pattern USED = Pattern.compile("\\bt\\('([\\w.-]+[\\w-])'[,)]");
    private static final Pattern LITERAL = Pattern.compile("'([\\w./-]+)'");
    private static final Pattern HOLE = Pattern.compile("\\{\\d}");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'`)]+");
    /** Names of a markup language and of licences: nothing is fetched from them. */
    private static final Pattern NAMES = Pattern.compile("https?://(?:www\\.w3\\.org/|github\\.com/|.*license.*|mths\\.be/|spec\\.commonmark\\.org)");

    @Test
    void thePageIsInTheJarAndSmall() throws IOException {
        String index = index();
        List<String> assets = ASSET.matcher(index).results().map(found -> found.group(1)).toList();
        assertThat(assets).hasSize(3).allMatch(name -> !name.contains("@"));
        int weight = 0;
        for (String asset : assets) {
            byte[] bytes = read(asset);
            assertThat(bytes).as(asset).isNotNull();
            weight += zipped(bytes);
        }
        assertThat(weight).as("bytes of the page, compressed").isLessThan(150_000);
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() throws IOException {
        String index = index();
        assertThat(index).doesNotContain("<style").doesNotContain("style=").doesNotContainPattern("\\son[a-z]+=").doesNotContainPattern("<script[^>]*>[^<]");
        for (MatchResult asset : ASSET.matcher(index).results().toList()) {
            assertThat(asset.group(1)).doesNotContain("://").doesNotStartWith("/");
            String text = new String(read(asset.group(1)), StandardCharsets.UTF_8);
            assertThat(ADDRESS.matcher(text).results().map(MatchResult::group).filter(address -> !NAMES.matcher(address).lookingAt()))
                    .as("addresses in " + asset.group(1)).isEmpty();
        }
    }

    @Test
    void noTemplateHasAStyleOrARunningAttribute() throws IOException {
        for (Map.Entry<String, String> source : sources().entrySet()) {
            assertThat(source.getValue()).as(source.getKey()).doesNotContainPattern("\\sstyle=[\"$]").doesNotContainPattern("\\son[a-z]+=\"")
                    .doesNotContain("innerHTML").doesNotContain("unsafeHTML").doesNotContain("eval(").doesNotContain("gatewayUrl");
        }
    }

    @Test
    void everySentenceExistsInBothLanguagesWithTheSameHoles() throws IOException {
        Map<String, String> words = words();
        assertThat(words).hasSizeGreaterThan(250);
        String table = Files.readString(SOURCES.resolve("words.js"));
        assertThat(table.lines().filter(line -> line.startsWith("  '"))).hasSameSizeAs(words.keySet());
        for (MatchResult one : WORDS.matcher(table).results().toList()) {
            assertThat(one.group(2)).as(one.group(1)).isNotBlank();
            assertThat(one.group(3)).as(one.group(1)).isNotBlank();
            assertThat(holes(one.group(2))).as(one.group(1)).isEqualTo(holes(one.group(3)));
        }
    }

    @Test
    void everySentenceThatIsAskedForIsThereAndNoneIsLeftOver() throws IOException {
        Map<String, String> words = words();
        var asked = new TreeSet<String>();
        List<String> stems = new ArrayList<>();
        for (Map.Entry<String, String> source : sources().entrySet()) {
            if (!source.getKey().equals("words.js")) {
                USED.matcher(source.getValue()).results().map(found -> found.group(1)).forEach(key -> assertThat(words).as(source.getKey()).containsKey(key));
                LITERAL.matcher(source.getValue()).results().map(found -> found.group(1)).forEach(asked::add);
                Pattern.compile("\\bt\\('([\\w.]+?)\\.?' \\+").matcher(source.getValue()).results().map(found -> found.group(1) + ".").forEach(stems::add);
            }
        }
        assertThat(words.keySet()).allMatch(key -> asked.contains(key) || stems.stream().anyMatch(key::startsWith) || key.matches("idea\\.\\d\\.text"));
    }

    private static TreeSet<String> holes(String text) {
        return new TreeSet<>(HOLE.matcher(text).results().map(MatchResult::group).toList());
    }

    private static Map<String, String> words() throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        WORDS.matcher(Files.readString(SOURCES.resolve("words.js"))).results().forEach(found -> words.put(found.group(1), found.group(2)));
        return words;
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".js")).toList()) {
                sources.put(SOURCES.relativize(file).toString(), Files.readString(file));
            }
        }
        return sources;
    }

    /** Maven always builds the page; other ways to compile the tests may leave it out. */
    private static String index() throws IOException {
        byte[] index = read("index.html");
        assumeTrue(index != null || System.getProperty("basedir") != null, "the page was not built here");
        assertThat(index).as("web/index.html").isNotNull();
        return new String(index, StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = PageBundleTest.class.getResourceAsStream("/web/" + name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static int zipped(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.size();
    }
}
