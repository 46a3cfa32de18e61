package cn.openclaw.tool.web;

import cn.openclaw.json.Json;
import cn.openclaw.tool.SideModels;
import cn.openclaw.tool.Tool;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody who searches the web. */
interface Search {
    /** As {@code tools.web.search.provider} has it. */
    String id();

    /**
     * Whether there is what it needs: a key, an address. Asks nobody.
     *
     * @param side finds keys; made when first asked for
     */
    boolean isUsable(Tool.Context context, WebConfig config, Supplier<SideModels> side);

    /**
     * Searches.
     *
     * @throws SearchFailure if there is no answer, with the words for the model
     */
    Found find(Query query, Tool.Context context, WebConfig config) throws InterruptedException;

    /**
     * What is looked for.
     *
     * @param count how many results at most
     * @param country two letters; empty for anywhere
     * @param language of the results; empty for any
     * @param uiLanguage of the searcher's words
     * @param freshness {@code pd}, {@code pw}, {@code pm}, {@code py} or a range of dates; empty for any time
     */
    record Query(String words, int count, String country, String language, String uiLanguage, String freshness) {
        /** A day, a week, a month, a year; empty for a range or none. */
        Optional<String> span() {
            return switch (freshness) {
                case "pd" -> Optional.of("day");
                case "pw" -> Optional.of("week");
                case "pm" -> Optional.of("month");
                case "py" -> Optional.of("year");
                default -> Optional.empty();
            };
        }
    }

    /** One result; what is not known is empty. */
    record Hit(String title, String url, String description, String published, String siteName) {
        static Hit of(@Nullable String title, @Nullable String url, @Nullable String description, @Nullable String published, @Nullable String site) {
            return new Hit(plain(title), plain(url), plain(description), plain(published), plain(site));
        }

        private static String plain(@Nullable String text) {
            return text == null ? "" : text.replaceAll("</?(strong|b|em)>", "").replaceAll("\\s+", " ").strip();
        }
    }

    /**
     * What was found.
     *
     * @param answer words of the searcher beside the results; may be empty
     * @param spent what it cost, where it costs tokens
     */
    record Found(List<Hit> hits, String answer, Optional<ObjectNode> spent) {
        public Found {
            hits = List.copyOf(hits);
        }

        String text() {
            StringBuilder text = new StringBuilder(answer);
            int number = 1;
            for (Hit hit : hits) {
                text.append(text.isEmpty() ? "" : "\n\n").append(number++).append(". ").append(hit.title().isEmpty() ? hit.url() : hit.title());
                text.append("\n   ").append(hit.url());
                String about = String.join(" · ", List.of(hit.siteName(), hit.published()).stream().filter(word -> !word.isEmpty()).toList());
                text.append(about.isEmpty() ? "" : "\n   " + about).append(hit.description().isEmpty() ? "" : "\n   " + hit.description());
            }
            return text.isEmpty() ? "No results." : text.toString();
        }

        ObjectNode details(String provider, String query) {
            ObjectNode details = Json.object().put("provider", provider).put("query", query).put("count", hits.size());
            ArrayNode list = details.putArray("results");
            for (Hit hit : hits) {
                list.addObject()
                        .put("title", hit.title())
                        .put("url", hit.url())
                        .put("description", hit.description())
                        .put("published", hit.published())
                        .put("siteName", hit.siteName());
            }
            spent.ifPresent(cost -> details.set("spent", cost));
            return details;
        }
    }
}
