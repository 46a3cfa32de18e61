package cn.openclaw.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** For {@code bench/fuzz}: any text is a document, or is refused with its place; an edit of a document is a document. */
public final class Json5Fuzz {
    private Json5Fuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Json5Document document;
        try {
            document = Json5Document.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            return;
        }
        Json5Document edited;
        try {
            edited = document.set(List.of("a", "b"), "1");
        } catch (JsonException e) {
            // Nothing can be put into a number or a list.
            return;
        }
        Json5Document.parse(edited.text());
    }
}
