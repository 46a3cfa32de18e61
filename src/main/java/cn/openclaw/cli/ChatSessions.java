package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionStore;
import cn.openclaw.tui.Partner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads conversations for a screen: their names, their words, what they cost. Never writes. */
final class ChatSessions {
    private static final int TITLE_LINES = 40;

    private ChatSessions() {}

    /** Newest first, each with the first words that were said in it. */
    static List<Partner.Option> options(SessionStore store, String current, Instant now, Language language) {
        List<SessionEntry> entries = new ArrayList<>(store.all());
        entries.removeIf(entry -> entry.sessionId().isEmpty());
        entries.sort(Comparator.comparing(SessionEntry::updatedAt).reversed());
        List<Partner.Option> options = new ArrayList<>();
        for (SessionEntry entry : entries) {
            String title = title(file(store, entry)).map(words -> "  " + words).orElse("");
            String model = entry.word("model").map(name -> " · " + name).orElse("");
            String hint = ago(entry.updatedAt(), now, language) + model;
            options.add(new Partner.Option(
                    entry.key().text(), entry.key().rest() + title, hint, entry.key().text().equals(current)));
        }
        return options;
    }

    /** A transcript may have a name of its own, but lies beside the store. */
    static Path file(SessionStore store, SessionEntry entry) {
        Path usual = store.transcript(entry.sessionId().orElse(new SessionId("none")));
        return entry.word("sessionFile")
                .map(Path::of)
                .map(Path::getFileName)
                .map(name -> usual.resolveSibling(name.toString()))
                .filter(Files::exists)
                .orElse(usual);
    }

    static String ago(Instant then, Instant now, Language language) {
        long minutes = Math.max(0, Duration.between(then, now).toMinutes());
        if (minutes < 2) {
            return ChatCommandText.JUST_NOW.in(language);
        }
        if (minutes < 60) {
            return ChatCommandText.MINUTES_AGO.in(language, minutes);
        }
        return minutes < 48 * 60
                ? ChatCommandText.HOURS_AGO.in(language, minutes / 60)
                : ChatCommandText.DAYS_AGO.in(language, minutes / (24 * 60));
    }

    private static Optional<String> title(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (int at = 0; at < TITLE_LINES; at++) {
                String line = reader.readLine();
                if (line == null) {
                    break;
                }
                Optional<Partner.Past> past = past(line);
                if (past.isPresent() && past.get().mine()) {
                    return Optional.of(past.get().words().strip().replaceAll("\\s+", " "));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** What was said in a transcript, oldest first, at most the last so many. */
    static List<Partner.Past> past(Path file, int limit) {
        List<Partner.Past> past = new ArrayList<>();
        forEach(file, line -> past(line).ifPresent(said -> {
            past.add(said);
            if (past.size() > 2L * limit) {
                past.subList(0, past.size() - limit).clear();
            }
        }));
        return past.size() <= limit ? past : past.subList(past.size() - limit, past.size());
    }

    /** What a conversation used, from its transcript. */
    static ChatSpending spent(Path file) {
        ChatSpending spending = new ChatSpending();
        forEach(file, line -> {
            if (line.contains("\"usage\"")) {
                tree(line).map(tree -> Json.at(tree, "message", "usage")).ifPresent(spending::add);
            }
        });
        return spending;
    }

    private static void forEach(Path file, java.util.function.Consumer<String> use) {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                use.accept(line);
            }
        } catch (IOException | UncheckedIOException e) {
            // A screen shows what it can read; the run itself opens the file with all care.
            return;
        }
    }

    private static Optional<Partner.Past> past(String line) {
        if (!line.contains("\"role\"") || line.contains("\"toolResult\"")) {
            return Optional.empty();
        }
        ObjectNode none = Json.object();
        JsonNode message = tree(line).map(tree -> tree.get("message")).orElse(none);
        String role = Json.text(message, "role");
        boolean mine = "user".equals(role);
        String words = words(message.get("content"));
        return (mine || "assistant".equals(role)) && !words.isBlank() ? Optional.of(new Partner.Past(mine, words)) : Optional.empty();
    }

    private static String words(@org.jspecify.annotations.Nullable JsonNode content) {
        if (content == null) {
            return "";
        }
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode part : content) {
            String text = "text".equals(Json.text(part, "type")) ? Json.text(part, "text") : null;
            words.append(text == null ? "" : text);
        }
        return words.toString();
    }

    private static Optional<ObjectNode> tree(String line) {
        try {
            return Json.parse(line) instanceof ObjectNode tree ? Optional.of(tree) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
