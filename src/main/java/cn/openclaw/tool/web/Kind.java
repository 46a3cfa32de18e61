package cn.openclaw.tool.web;

import cn.openclaw.http.PublicHttp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What an answer is, by what its server says and, where that says nothing, by its first bytes. */
enum Kind {
    HTML,
    JSON,
    TEXT,
    PDF,
    BINARY;

    private static final List<String> TEXTS = List.of(
            "xml", "javascript", "ecmascript", "yaml", "toml", "x-sh", "sql", "graphql", "csv", "markdown", "rtf", "x-ndjson", "x-tex");

    static String type(PublicHttp.Page page) {
        return page.header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    static Kind of(PublicHttp.Page page) {
        String head = new String(page.body(), 0, Math.min(1024, page.body().length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("%PDF-")) {
            return PDF;
        }
        Kind said = of(type(page));
        boolean unsaid = said == BINARY && List.of("", "application/octet-stream", "binary/octet-stream").contains(type(page));
        return unsaid || said == TEXT ? sniffed(head, said) : said;
    }

    private static Kind of(String type) {
        if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
            return HTML;
        }
        if (type.endsWith("/json") || type.endsWith("+json")) {
            return JSON;
        }
        if (type.equals("application/pdf")) {
            return PDF;
        }
        return type.startsWith("text/") || (!type.startsWith("image/") && TEXTS.stream().anyMatch(type::contains)) ? TEXT : BINARY;
    }

    private static Kind sniffed(String head, Kind said) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (said == BINARY && (start.startsWith("<!doctype html") || start.startsWith("<html"))) {
            return HTML;
        }
        return head.indexOf('\0') >= 0 && !head.startsWith("\u00FF\u00FE") && !head.startsWith("\u00FE\u00FF") ? BINARY : TEXT;
    }
}
