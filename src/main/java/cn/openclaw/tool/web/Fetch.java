package cn.openclaw.tool.web;

import cn.openclaw.http.HttpException;
import cn.openclaw.http.PublicHttp;
import cn.openclaw.http.WebAddress;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.tool.ToolOutcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gets one page, wherever redirects lead, and makes it readable.
 *
 * @param http which judges each address anew
 * @param hosts where it may go: names, {@code *.name} with its subdomains; empty for anywhere
 * @param limit for all of it, redirects included
 * @param redirects how many are followed
 * @param userAgent what it calls itself
 */
record Fetch(PublicHttp http, List<String> hosts, Duration limit, int redirects, String userAgent) {
    /** Of the page as it comes; what the model reads of it is far less. */
    private static final int MOST_BYTES = 5 << 20;

    private static final int MOST_ERROR_CHARS = 4_000;
    private static final List<Integer> MOVED = List.of(301, 302, 303, 307, 308);

    /**
     * A page that came.
     *
     * @param address where it came from in the end
     * @param title its name; may be empty
     * @param text readable
     * @param type its media type
     */
    private record Found(WebAddress address, int status, String type, String title, String text) {}

    /** What it gives a model, before it is marked as text from outside; a failure is marked by nobody and holds no such text. */
    sealed interface Answer {
        record Page(PageCache.Result result) implements Answer {}

        /**
         * No page.
         *
         * @param outside what the server said, if anything
         */
        record Nothing(String why, String source, String outside) implements Answer {}
    }

    Answer get(String written, boolean plain, int maxChars) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            WebAddress address = WebAddress.parse(written);
            for (int hop = 0; hop <= redirects; hop++) {
                Optional<String> refusal = refusal(address);
                if (refusal.isPresent()) {
                    return new Answer.Nothing(refusal.get(), address.toString(), "");
                }
                Duration left = limit.minusNanos(System.nanoTime() - begun);
                if (!left.isPositive()) {
                    return new Answer.Nothing("it took longer than " + limit.toSeconds() + " s", address.toString(), "");
                }
                PublicHttp.Page page = http.get(address, headers(), left, MOST_BYTES);
                if (!MOVED.contains(page.status()) || page.header("location").isBlank()) {
                    return answer(address, page, plain, maxChars);
                }
                address = address.resolve(page.header("location"));
            }
            return new Answer.Nothing("more than " + redirects + " redirects; the last one leads to " + address, address.toString(), "");
        } catch (HttpException e) {
            return new Answer.Nothing(String.valueOf(e.getMessage()), written, "");
        }
    }

    private Optional<String> refusal(WebAddress address) {
        boolean allowed = hosts.isEmpty() || hosts.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), address.host()));
        return allowed
                ? Optional.empty()
                : Optional.of("the user allows only these hosts (tools.web.fetch.allowHosts): " + String.join(", ", hosts));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) || host.equals(pattern.substring(2)) : host.equals(pattern);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", userAgent);
        headers.put("Accept", "text/markdown, text/html;q=0.9, application/xhtml+xml;q=0.9, */*;q=0.5");
        headers.put("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.7");
        return headers;
    }

    private static Answer answer(WebAddress address, PublicHttp.Page page, boolean plain, int maxChars) {
        Kind kind = Kind.of(page);
        if (kind == Kind.PDF || kind == Kind.BINARY) {
            return new Answer.Nothing(unreadable(kind, page), address.toString(), "");
        }
        Found found = read(address, page, kind, plain);
        if (page.status() >= 400) {
            String said = found.text().length() > MOST_ERROR_CHARS ? found.text().substring(0, MOST_ERROR_CHARS) + "…" : found.text();
            return new Answer.Nothing("the server answered HTTP " + page.status(), address.toString(), said);
        }
        if (found.text().isBlank()) {
            return new Answer.Nothing("the page holds no text; it may be made by scripts, which are not run", address.toString(), "");
        }
        return new Answer.Page(result(found, page.cut(), maxChars));
    }

    private static String unreadable(Kind kind, PublicHttp.Page page) {
        return kind == Kind.PDF
                ? "this is a PDF; web_fetch reads pages and text. Ask for another address of the same text, or download it with exec"
                        + " and read it with a program such as pdftotext"
                : "this is " + (Kind.type(page).isEmpty() ? "binary data" : Kind.type(page)) + " and no text; web_fetch reads pages and text";
    }

    private static Found read(WebAddress address, PublicHttp.Page page, Kind kind, boolean plain) {
        String type = Kind.type(page);
        String text = Charsets.decode(page.body(), page.header("content-type"));
        if (kind == Kind.HTML) {
            ReadablePage readable = ReadablePage.of(text, address.toString());
            return new Found(address, page.status(), type, readable.title(), Markdown.of(readable.content(), plain));
        }
        return new Found(address, page.status(), type, "", kind == Kind.JSON ? pretty(text) : text.strip());
    }

    private static String pretty(String json) {
        try {
            return Json.pretty(Json.parse(json));
        } catch (JsonException e) {
            return json.strip();
        }
    }

    private static PageCache.Result result(Found found, boolean cut, int maxChars) {
        String text = found.text();
        boolean shortened = text.length() > maxChars;
        if (shortened) {
            int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
            text = text.substring(0, end) + "\n[… " + (found.text().length() - end) + " more characters" + (cut ? ", and more that was not fetched" : "")
                    + "; ask again with a larger maxChars for them]";
        } else if (cut) {
            text = text + "\n[… the page goes on; only its first " + (MOST_BYTES >> 20) + " MB were fetched]";
        }
        String head = found.title().isEmpty() ? "" : "# " + found.title() + "\n\n";
        String repeated = found.text().stripLeading().startsWith("# " + found.title()) ? "" : head;
        ObjectNode details = Json.object()
                .put("finalUrl", found.address().toString())
                .put("status", found.status())
                .put("contentType", found.type())
                .put("title", found.title())
                .put("length", found.text().length())
                .put("truncated", shortened || cut);
        return new PageCache.Result(found.address().toString(), new ToolOutcome.Done(repeated + text, details));
    }
}
