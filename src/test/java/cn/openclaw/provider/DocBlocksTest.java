package cn.openclaw.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages say what the catalogue says. {@code -Dgolden=update} writes the blocks of our own pages anew. */
class DocBlocksTest {
    @ParameterizedTest
    @ValueSource(strings = {"docs/providers/moonshot.md", "docs/providers/moonshot.en.md"})
    void ourPagesAreUpToDate(String page) throws IOException {
        Path file = Path.of(System.getProperty("project.dir")).resolve(page);
        String text = Files.readString(file);

        assertThat(DocBlocks.blocks(true).keySet()).allSatisfy(name -> assertThat(text).contains(name + ":start", name + ":end"));
        Golden.file(file, DocBlocks.sync(text, !page.contains(".en.")));
    }

    /** The user's own page, where it is at hand: its blocks must be what our catalogue gives, to the byte. */
    @Test
    void theUsersPageIsWhatTheCatalogueSays() throws IOException {
        Path page = Path.of(System.getProperty("shared.dir"), "seed/moonshot-provider-page.md");
        assumeTrue(Files.exists(page), "the user's page is not at hand: " + page);
        String text = Files.readString(page);

        for (String name : List.of("ids", "aliases", "models")) {
            String whole = "moonshot-kimi-k2-" + name;
            assertThat(DocBlocks.replace(text, whole, DocBlocks.blocks(true).get(whole))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{/* %s */}", "// %s", "<!-- %s -->", "[//]: # \"%s\""})
    void everyKindOfMarkerIsUnderstood(String form) {
        String start = "   " + form.formatted("x:start") + "\n";
        String end = "   " + form.formatted("x:end") + "\n";

        assertThat(DocBlocks.replace("before\n" + start + "old\nolder\n" + end + "after", "x", List.of("a", "b")))
                .isEqualTo("before\n" + start + "   a\n   b\n" + end + "after");
    }

    @Test
    void aMissingMarkerIsNamed() {
        assertThatThrownBy(() -> DocBlocks.replace("nothing", "x", List.of()))
                .hasMessage("Missing start marker: x:start");
        assertThatThrownBy(() -> DocBlocks.replace("<!-- x:start -->\n", "x", List.of()))
                .hasMessage("Missing end marker: x:end");
    }
}
