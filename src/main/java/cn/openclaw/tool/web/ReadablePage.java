package cn.openclaw.tool.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Finds what a page is about: the piece of it with the most sentences and the fewest links. What a visitor would not see is thrown
 * away first, because that is where instructions to machines hide.
 *
 * @param title the page's name; may be empty
 * @param content its main piece
 */
record ReadablePage(String title, Element content) {
    private static final String NOISE = "script,style,template,iframe,svg,canvas,object,embed,form,input,button,select,textarea,"
            + "nav,footer,aside,dialog,[hidden],[aria-hidden=true],[role=navigation],[role=banner],[role=contentinfo],[role=search]";
    private static final Set<String> BAD = Set.of(
            "comment", "comments", "sidebar", "footer", "nav", "menu", "breadcrumb", "share", "social", "related", "recommend", "advert",
            "ads", "ad", "banner", "popup", "cookie", "pagination", "toolbar", "copyright", "subscribe", "login");
    private static final Set<String> GOOD =
            Set.of("article", "content", "main", "post", "entry", "body", "text", "detail", "news", "story", "rich", "markdown");
    private static final int SENTENCE = 25;

    static ReadablePage of(String html, String address) {
        Document page = Jsoup.parse(html, address);
        String title = page.select("meta[property=og:title]").attr("content").strip();
        title = title.isEmpty() ? page.title().strip() : title;
        clean(page);
        return new ReadablePage(title, main(page));
    }

    private static void clean(Document page) {
        page.select(NOISE).remove();
        for (Element element : page.select("[style]")) {
            String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            if (style.contains("display:none") || style.contains("visibility:hidden") || style.contains("font-size:0") || isClear(style)) {
                element.remove();
            }
        }
        // What stands in noscript is what a reader without scripts should see; twice would be too often.
        if (words(page.body()) > 200) {
            page.select("noscript").remove();
        }
    }

    private static boolean isClear(String style) {
        int at = style.indexOf("opacity:");
        return at >= 0 && style.startsWith("0", at + 8) && !style.startsWith("0.", at + 8);
    }

    private static Element main(Document page) {
        Element body = page.body();
        Elements told = page.select("article, main, [role=main]");
        Element longest = body;
        int most = 0;
        for (Element one : told) {
            if (words(one) > most) {
                most = words(one);
                longest = one;
            }
        }
        if (most >= 200 && most * 3 > words(body)) {
            return longest;
        }
        Element best = best(body);
        // A page of lists has no article: then all of it is what it is about.
        return words(best) >= 200 || words(best) * 2 > words(body) ? best : body;
    }

    private static Element best(Element body) {
        Map<Element, Double> scores = new HashMap<>();
        for (Element piece : body.select("p, pre, td, blockquote, section, div, dd")) {
            boolean block = piece.is("section, div, td, dd");
            int length = block ? weight(piece.ownText()) : weight(piece.text());
            if (length < SENTENCE) {
                continue;
            }
            double score = 1 + commas(piece) + Math.min(length / 100.0, 3);
            Element parent = block && !piece.is("td, dd") ? piece : piece.parent();
            for (double share = 1; parent != null && share > 0.2 && parent != body.parent(); share /= 2) {
                scores.merge(parent, score * share, Double::sum);
                parent = parent.parent();
            }
        }
        Element best = body;
        double most = 0;
        for (Map.Entry<Element, Double> candidate : scores.entrySet()) {
            double score = candidate.getValue() * (1 - linkShare(candidate.getKey())) * (1 + 0.25 * repute(candidate.getKey()));
            boolean outer = score == most && best.parents().contains(candidate.getKey());
            if (score > most || outer) {
                most = score;
                best = candidate.getKey();
            }
        }
        return best;
    }

    /** Chinese says in one character what others say in a word. */
    private static int weight(String text) {
        int weight = 0;
        for (int at = 0; at < text.length(); at++) {
            weight += text.charAt(at) >= 0x2E80 ? 3 : 1;
        }
        return weight;
    }

    private static int words(Element element) {
        return weight(element.text());
    }

    private static long commas(Element piece) {
        return piece.text().chars().filter(c -> c == ',' || c == '，' || c == '、' || c == '。').limit(30).count();
    }

    private static double linkShare(Element element) {
        int all = Math.max(1, element.text().length());
        int linked = 0;
        for (Element link : element.select("a[href]")) {
            linked += link.text().length();
        }
        return Math.min(1, (double) linked / all);
    }

    private static int repute(Element element) {
        int repute = 0;
        for (String word : (element.className() + " " + element.id()).toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            repute += GOOD.contains(word) ? 1 : BAD.contains(word) ? -2 : 0;
        }
        return Math.clamp(repute, -3, 2);
    }
}
