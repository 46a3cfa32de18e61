package cn.openclaw.session;

import cn.openclaw.base.Language;
import cn.openclaw.llm.Part;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A conversation as one page: Markdown, or HTML that needs nothing else and runs nothing. */
public final class SessionPage {
    private static final String STYLE =
            """
            body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
            h1{font-size:1.3rem}article{border-left:4px solid #ccc;padding:.2rem 1rem;margin:1rem 0}article.user{border-color:#4a7}
            article.assistant{border-color:#57c}article.tool,article.summary,article.note{color:#555;font-size:.92em}header{font-weight:600}
            time{font-weight:400;color:#888;margin-left:.6em}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.3rem 0}
            code,pre.code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em;background:#f5f5f5;padding:.2em .4em}
            img{max-width:100%}.trouble{color:#b30}@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}code,pre.code{background:#2a2a2a}}
            """;

    private final Look look;
    private final Sessions.Listed session;
    private final List<SessionLine> lines;
    private final Language language;

    /**
     * How it is written.
     *
     * @param language the reader's
     * @param zone for times
     * @param redact takes secrets out: other programs may have written some
     */
    public record Look(Language language, ZoneId zone, UnaryOperator<String> redact) {}

    public SessionPage(Look look, Sessions.Listed session, List<SessionLine> lines) {
        this.look = look;
        this.session = session;
        this.lines = List.copyOf(lines);
        this.language = look.language();
    }

    private String about() {
        long count = lines.stream().filter(SessionLine::counts).count();
        String id = session.sessionId().map(value -> " · " + value).orElse("");
        String day = lines.stream().flatMap(line -> line.at().stream()).findFirst().map(at -> " · " + time(at)).orElse("");
        return PageText.MESSAGES.in(language, count) + id + day;
    }

    private String head(SessionLine line) {
        return line.name().in(language) + line.who().map(who -> " · " + clean(who)).orElse("");
    }

    /** As Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(session.name()).append("\n\n").append(about()).append('\n');
        for (SessionLine line : lines) {
            out.append("\n## ").append(head(line));
            line.at().ifPresent(at -> out.append(" · ").append(time(at)));
            out.append("\n");
            line.trouble().ifPresent(trouble -> out.append("\n*").append(clean(trouble.in(language))).append("*\n"));
            for (Part part : line.parts()) {
                markdown(out, part, line.role() == Spoken.Role.TOOL);
            }
        }
        return out.toString();
    }

    private void markdown(StringBuilder out, Part part, boolean result) {
        switch (part) {
            case Part.Text(String words) -> {
                String text = clean(words).strip();
                out.append('\n').append(result ? fenced(text, "") : text).append('\n');
            }
            case Part.Thinking(String words, _) -> {
                if (!words.isBlank()) {
                    out.append("\n> ").append(PageText.THOUGHT.in(language)).append(": ");
                    out.append(clean(words).strip().replace("\n", "\n> ")).append('\n');
                }
            }
            case Part.ToolCall call ->
                out.append("\n→ **").append(clean(call.name())).append("**\n\n").append(fenced(clean(call.arguments()), "json")).append('\n');
            case Part.Media media -> out.append('\n').append(SessionLine.media(media, language)).append('\n');
        }
    }

    /** With a fence that is longer than any in the text. */
    private static String fenced(String text, String kind) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + kind + "\n" + text + "\n" + fence;
    }

    /** As HTML. */
    public String html() {
        StringBuilder out = new StringBuilder();
        out.append("<!doctype html>\n<html lang=\"").append(language == Language.ZH ? "zh-CN" : "en").append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Whatever was said: nothing on this page runs, and nothing is fetched.
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>").append(escaped(session.name())).append("</title>\n");
        out.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
        out.append("<h1>").append(escaped(session.name())).append("</h1>\n<p>").append(escaped(about())).append("</p>\n");
        for (SessionLine line : lines) {
            out.append("<article class=\"").append(line.role().id()).append("\">\n<header>").append(escaped(head(line)));
            line.at().ifPresent(at -> out.append("<time datetime=\"").append(at).append("\">").append(time(at)).append("</time>"));
            out.append("</header>\n");
            line.trouble().ifPresent(trouble -> out.append("<p class=\"trouble\">").append(escaped(trouble.in(language))).append("</p>\n"));
            for (Part part : line.parts()) {
                html(out, part, line.role() == Spoken.Role.TOOL);
            }
            out.append("</article>\n");
        }
        return out.append("</body>\n</html>\n").toString();
    }

    private void html(StringBuilder out, Part part, boolean result) {
        switch (part) {
            case Part.Text(String words) -> {
                String pre = "<pre" + (result ? " class=\"code\"" : "") + ">" + escaped(words.strip()) + "</pre>\n";
                boolean folded = result && words.length() > 400;
                out.append(folded ? "<details><summary>" + words.lines().count() + "</summary>" + pre + "</details>\n" : pre);
            }
            case Part.Thinking(String words, _) -> {
                if (!words.isBlank()) {
                    out.append("<details><summary>").append(PageText.THOUGHT.in(language)).append("</summary><pre>");
                    out.append(escaped(words.strip())).append("</pre></details>\n");
                }
            }
            case Part.ToolCall call ->
                out.append("<p>→ <b>").append(escaped(call.name())).append("</b> <code>").append(escaped(call.arguments())).append("</code></p>\n");
            case Part.Media media -> out.append(picture(media).orElseGet(() -> "<p>" + escaped(SessionLine.media(media, language)) + "</p>\n"));
        }
    }

    /** Only plain picture types, and only what really is base 64, becomes part of the page. */
    private static Optional<String> picture(Part.Media media) {
        boolean known = List.of("image/png", "image/jpeg", "image/gif", "image/webp").contains(media.mimeType());
        boolean plain = media.base64().chars().allMatch(c -> Character.isLetterOrDigit(c) && c < 128 || c == '+' || c == '/' || c == '=');
        return known && plain
                ? Optional.of("<p><img alt=\"\" src=\"data:" + media.mimeType() + ";base64," + media.base64() + "\"></p>\n")
                : Optional.empty();
    }

    private String escaped(String text) {
        String clean = clean(text);
        StringBuilder out = new StringBuilder(clean.length() + 16);
        for (int at = 0; at < clean.length(); at++) {
            char c = clean.charAt(at);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private String clean(String text) {
        return plain(look.redact().apply(text));
    }

    /** Without characters that would steer a terminal. */
    public static String plain(String safe) {
        StringBuilder out = new StringBuilder(safe.length());
        for (int at = 0; at < safe.length(); at++) {
            char c = safe.charAt(at);
            boolean plain = c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F) || (c >= 0xA0 && !isDirection(c));
            if (plain) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Signs that turn the direction of writing around: they can make a text look like another one. */
    private static boolean isDirection(char c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private String time(Instant at) {
        String text = LocalDateTime.ofInstant(at, look.zone()).toString();
        return text.substring(0, 10) + " " + text.substring(11, 16);
    }
}
