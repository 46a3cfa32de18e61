package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a first message calls for one of the offered tools, and with which arguments: by a few plain rules, not by sense. */
final class ToolGuess {
    /** Looked for only where a word begins: from each of its characters on, a word of a megabyte would be looked through anew. */
    private static final Pattern FILE =
            Pattern.compile("(?<![A-Za-z0-9_./~-])[A-Za-z0-9_./~-]*[A-Za-z0-9_-]\\.[A-Za-z][A-Za-z0-9]{0,7}(?![A-Za-z0-9])");
    private static final List<String> TIME_WORDS = List.of("几点", "时间", "日期", "今天", "what time", "the time", "date", "today");
    private static final List<String> SEARCH_WORDS = List.of("搜", "查一查", "新闻", "最新", "search", "latest", "news", "look up");
    private static final List<String> PATH_NAMES = List.of("path", "file", "file_path", "filePath", "filename");

    private final Chat chat;
    private final String said;
    private final String lower;

    /**
     * A call that fits.
     *
     * @param arguments filled from the message and, where it does not say, with samples of the schema
     */
    record Guess(String name, JsonNode arguments) {}

    ToolGuess(Chat chat, String said) {
        this.chat = chat;
        this.said = said;
        this.lower = RuleEngine.lower(said);
    }

    Optional<Guess> guess() {
        String choice = chat.toolChoice();
        if (choice.equals("none")) {
            return Optional.empty();
        }
        for (JsonNode tool : chat.tools()) {
            String name = name(tool);
            if (choice.equals("=" + name) || (!choice.startsWith("=") && fits(tool, name))) {
                return Optional.of(call(tool));
            }
        }
        boolean forced = choice.equals("required") && !chat.tools().isEmpty();
        return forced ? Optional.of(call(chat.tools().get(0))) : Optional.empty();
    }

    private static String name(JsonNode tool) {
        return tool.path("function").path("name").asString("");
    }

    private boolean fits(JsonNode tool, String name) {
        String plain = RuleEngine.lower(name);
        if (name.equals("$web_search")) {
            return mentions(SEARCH_WORDS);
        }
        if (plain.length() > 3 && lower.contains(plain)) {
            return true;
        }
        if (plain.contains("read")) {
            return file().isPresent() && pathName(tool).isPresent();
        }
        if (plain.contains("time") || plain.contains("clock") || plain.contains("date")) {
            return mentions(TIME_WORDS);
        }
        return plain.contains("weather") && mentions(List.of("天气", "weather"));
    }

    private boolean mentions(List<String> words) {
        return words.stream().anyMatch(lower::contains);
    }

    private Optional<String> file() {
        Matcher matcher = FILE.matcher(said);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static Optional<String> pathName(JsonNode tool) {
        JsonNode properties = tool.path("function").path("parameters").path("properties");
        return PATH_NAMES.stream().filter(properties::has).findFirst();
    }

    private Guess call(JsonNode tool) {
        String name = name(tool);
        if (name.equals("$web_search")) {
            ObjectNode arguments = Json.object();
            arguments.putObject("search_result").put("search_id", "sim-" + Integer.toHexString(said.hashCode()));
            arguments.putObject("usage").put("total_tokens", 1024);
            return new Guess(name, arguments);
        }
        JsonNode sample = Samples.of(tool.path("function").path("parameters"), said);
        ObjectNode arguments = sample.isObject() ? (ObjectNode) sample : Json.object();
        pathName(tool).ifPresent(path -> file().ifPresent(file -> arguments.put(path, file)));
        return new Guess(name, arguments);
    }
}
