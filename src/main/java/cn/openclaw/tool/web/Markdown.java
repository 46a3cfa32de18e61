package cn.openclaw.tool.web;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

/** A piece of a page as Markdown, or as plain text: headings, lists, tables, code and links stay what they are. */
final class Markdown {
    private static final Set<String> BLOCKS = Set.of(
            "p", "div", "section", "article", "main", "header", "figure", "figcaption", "address", "dl", "dt", "dd", "details", "summary",
            "body", "center", "fieldset", "noscript", "hgroup", "footer", "aside");
    private static final int DEEPEST = 60;

    private final boolean plain;
    private final StringBuilder out = new StringBuilder();
    private String indent = "";
    private int afterSign = -1;

    private Markdown(boolean plain) {
        this.plain = plain;
    }

    /** @param plain without the signs of Markdown and without addresses */
    static String of(Element content, boolean plain) {
        Markdown markdown = new Markdown(plain);
        markdown.children(content, 0);
        return tidy(markdown.out);
    }

    private static String tidy(CharSequence text) {
        StringBuilder tidy = new StringBuilder(text.length());
        int empty = 0;
        boolean code = false;
        for (String line : text.toString().split("\n", -1)) {
            code ^= line.stripLeading().startsWith("```");
            String shown = code ? line : line.stripTrailing();
            empty = shown.isBlank() ? empty + 1 : 0;
            if (empty < 2 || code) {
                tidy.append(shown).append('\n');
            }
        }
        return tidy.toString().strip();
    }

    private void children(Element element, int depth) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                words(text.getWholeText());
            } else if (child instanceof Element inner && depth < DEEPEST) {
                element(inner, depth + 1);
            }
        }
    }

    private void element(Element element, int depth) {
        String name = element.normalName();
        if (BLOCKS.contains(name)) {
            block(element, depth);
            return;
        }
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, name.charAt(1) - '0');
            case "ul", "ol", "menu" -> list(element, depth);
            case "pre" -> code(element);
            case "table" -> table(element, depth);
            case "blockquote" -> quote(element, depth);
            case "br" -> newLine();
            case "hr" -> {
                blank();
                out.append(plain ? "" : "---");
                blank();
            }
            case "a" -> link(element, depth);
            case "img" -> image(element);
            case "strong", "b" -> marked(element, "**", depth);
            case "em", "i" -> marked(element, "*", depth);
            case "code", "kbd", "samp" -> marked(element, "`", depth);
            case "head", "title", "meta", "link", "script", "style" -> {}
            default -> children(element, depth);
        }
    }

    private void block(Element element, int depth) {
        blank();
        children(element, depth);
        blank();
    }

    private void heading(Element element, int level) {
        String text = element.text().strip();
        if (!text.isEmpty()) {
            blank();
            out.append(plain ? "" : "#".repeat(level) + " ").append(text);
            blank();
        }
    }

    private void list(Element list, int depth) {
        boolean inner = !indent.isEmpty();
        if (inner) {
            newLine();
        } else {
            blank();
        }
        String before = indent;
        int number = 1;
        for (Element item : list.children()) {
            String sign = list.normalName().equals("ol") ? number++ + ". " : "- ";
            newLine();
            out.append(sign);
            afterSign = out.length();
            indent = before + "  ";
            children(item, depth);
            indent = before;
            newLine();
        }
        if (!inner) {
            blank();
        }
    }

    private void code(Element pre) {
        blank();
        String language = pre.select("code").attr("class").replaceFirst("^.*\\blang(uage)?-([A-Za-z0-9+#-]+).*$", "$2");
        boolean known = !language.isEmpty() && language.matches("[A-Za-z0-9+#-]+");
        out.append(plain ? "" : "```" + (known ? language : "") + "\n");
        out.append(pre.wholeText().replace("\r", "").replaceAll("^\n+|\\s+$", ""));
        out.append(plain ? "" : "\n```");
        blank();
    }

    private void table(Element table, int depth) {
        Elements rows = table.select("tr");
        boolean layout = rows.size() < 2 || table.select("table").size() > 1 || rows.getFirst().children().size() < 2;
        if (layout) {
            block(table, depth);
            return;
        }
        blank();
        boolean first = true;
        for (Element row : rows) {
            StringBuilder line = new StringBuilder(plain ? "" : "|");
            for (Element cell : row.children()) {
                line.append(plain ? "" : " ").append(cell.text().replace("|", "\\|")).append(plain ? "\t" : " |");
            }
            newLine();
            out.append(line);
            if (first && !plain) {
                newLine();
                out.append('|').append(" --- |".repeat(row.children().size()));
            }
            first = false;
        }
        blank();
    }

    private void quote(Element element, int depth) {
        Markdown inner = new Markdown(plain);
        inner.children(element, depth);
        blank();
        String text = tidy(inner.out);
        out.append(plain || text.isEmpty() ? text : "> " + text.replace("\n", "\n> "));
        blank();
    }

    private void link(Element element, int depth) {
        String address = element.absUrl("href");
        String text = element.text().strip();
        boolean web = address.startsWith("http://") || address.startsWith("https://");
        if (plain || !web || text.isEmpty() || text.equals(address)) {
            children(element, depth);
            return;
        }
        space(element);
        out.append('[').append(text.replace("]", "\\]")).append("](").append(address.replace(")", "%29")).append(')');
    }

    /** Between two links nothing but their markup may stand; words would run together. */
    private void space(Element element) {
        if (element.previousSibling() instanceof Element && !out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
    }

    private void image(Element element) {
        String words = element.attr("alt").strip();
        String address = element.absUrl("src");
        if (!plain && !words.isEmpty() && address.startsWith("http")) {
            out.append("![").append(words.replace("]", "\\]")).append("](").append(address.replace(")", "%29")).append(')');
        }
    }

    private void marked(Element element, String sign, int depth) {
        boolean simple = !plain && !element.text().isBlank() && element.select("p,div,ul,ol,table,pre,br,img").isEmpty();
        out.append(simple ? sign : "");
        children(element, depth);
        out.append(simple ? sign : "");
    }

    private void words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean space = out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean white = Character.isWhitespace(c) || c == '\u00A0' || c == '\u3000';
            if (!white || !space) {
                words.append(white ? ' ' : c);
            }
            space = white;
        }
        out.append(words);
    }

    private void newLine() {
        int end = out.length();
        while (end > 0 && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\t')) {
            end--;
        }
        out.setLength(end);
        if (end > 0 && out.charAt(end - 1) != '\n') {
            out.append('\n');
        }
        out.append(indent);
    }

    private void blank() {
        if (out.length() == afterSign) {
            return;
        }
        newLine();
        int end = out.length();
        boolean open = end > 0 && !(end > 1 && out.charAt(end - 1) == '\n' && out.charAt(end - 2) == '\n');
        if (open && indent.isEmpty()) {
            out.append('\n');
        }
    }
}
