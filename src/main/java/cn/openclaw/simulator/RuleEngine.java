package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is answered where nobody wrote a script: an echo in the user's language that never pretends to be a model,
 * and now and then a tool call. The same request always gets the same answer.
 */
final class RuleEngine {
    private static final int LONGEST_ECHO = 200;
    private static final int LONGEST_RESULT = 400;

    private final Chat chat;
    private final ToolIdMaker ids;
    private final String said;
    private final boolean chinese;

    RuleEngine(Chat chat, ToolIdMaker ids) {
        this.chat = chat;
        this.ids = ids;
        this.said = Directives.without(chat.lastUserText());
        this.chinese = isChinese(said);
    }

    /** Whether a text is to be answered in Chinese: it holds a wide character. */
    static boolean isChinese(String text) {
        return text.codePoints().anyMatch(point -> point >= 0x2E80);
    }

    Answer answer() {
        if (chat.step() == 0 || chat.toolChoice().startsWith("=")) {
            Optional<ToolGuess.Guess> guess = new ToolGuess(chat, said).guess();
            if (guess.isPresent()) {
                String name = guess.get().name();
                Answer.Call call = new Answer.Call(ids.id(name, 0), name, Json.write(guess.get().arguments()));
                return Answer.calls(thoughts(name), List.of(call));
            }
        }
        return Answer.says(thoughts(""), words());
    }

    private String thoughts(String tool) {
        if (!chat.thinks()) {
            return "";
        }
        String what = shortened(said, 40);
        if (!tool.isEmpty()) {
            return chinese
                    ? "用户说“" + what + "”。这需要工具 " + tool + "，先调用它。（模拟器按规则写的思考）"
                    : "The user says \"" + what + "\". That needs the tool " + tool + ", so call it first. (Written by a simulator's rule.)";
        }
        return chinese
                ? "用户说“" + what + "”。我是模拟器，不会真的思考，按规则回答。"
                : "The user says \"" + what + "\". I am a simulator and do not really think; I answer by rule.";
    }

    private String words() {
        JsonNode format = chat.body().path("response_format");
        String type = format.path("type").asString("text");
        if (type.equals("json_schema")) {
            return Json.write(Samples.of(format.path("json_schema").path("schema"), said));
        }
        if (type.equals("json_object")) {
            return Json.write(Json.object().put("simulator", true).put("echo", shortened(said, LONGEST_ECHO)));
        }
        JsonNode last = chat.messages().get(chat.messages().size() - 1);
        if (last.path("partial").asBoolean(false)) {
            return chinese ? "（以上由您开头，这里是模拟器的续写。）" : " (You began this; here a simulator goes on.)";
        }
        if (Chat.role(last).equals("tool")) {
            int at = chat.messages().size() - 1;
            return toolName(last, at).equals("$web_search") && wantsList() ? pages() : report();
        }
        return echo();
    }

    private String echo() {
        String what = shortened(said, LONGEST_ECHO);
        return chinese
                ? "您好，这里是 openclaw-cn 的模拟器，不是模型，所以不会真的回答问题。我收到了您的话：“" + what + "”。请求走的是真实的 HTTP 和流式接口，"
                        + "换上真实的密钥和地址，就会由 Kimi 来回答。"
                : "Hello, this is the simulator of openclaw-cn, not a model, so it does not really answer questions. I received: \"" + what
                        + "\". The request took the real road, HTTP and a stream; with a real key and address, Kimi answers.";
    }

    /** What the tools brought since the user spoke. */
    private String report() {
        StringBuilder text = new StringBuilder(chinese ? "工具已经执行。" : "The tools have run.");
        for (int at = chat.lastUser() + 1; at < chat.messages().size(); at++) {
            JsonNode message = chat.messages().get(at);
            if (Chat.role(message).equals("tool")) {
                String name = toolName(message, at);
                text.append(name.equals("$web_search") ? sources() : brought(name, Chat.text(message)));
            }
        }
        return text.append(chinese ? "（模拟器的回答，不是模型。）" : " (A simulator's answer, not a model's.)").toString();
    }

    private String brought(String name, String result) {
        String what = shortened(result.strip(), LONGEST_RESULT);
        return chinese ? name + " 返回：“" + what + "”。" : " " + name + " returned: \"" + what + "\".";
    }

    /** Whether the client's instructions ask for the pages as a list. */
    private boolean wantsList() {
        JsonNode first = chat.messages().get(0);
        return Chat.role(first).equals("system") && Chat.text(first).contains("JSON array");
    }

    private String pages() {
        return Json.write(Utilities.search(said, 2, false).get("search_results"));
    }

    private String sources() {
        return chinese
                ? "搜索结果（模拟）：[1] 示例网页一 https://example.com/1 ；[2] 示例网页二 https://example.com/2 。"
                : " Search results (simulated): [1] Example one https://example.com/1 ; [2] Example two https://example.com/2 .";
    }

    private String toolName(JsonNode result, int before) {
        String id = result.path("tool_call_id").asString("");
        for (int at = before; at > chat.lastUser(); at--) {
            for (JsonNode call : chat.messages().get(at).path("tool_calls")) {
                if (call.path("id").asString("").equals(id)) {
                    return call.path("function").path("name").asString("");
                }
            }
        }
        return result.path("name").asString("tool");
    }

    static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    /** A text of about so many tokens, in the language of {@code like}. */
    static String filler(int tokens, String like) {
        boolean wide = isChinese(Directives.without(like));
        String unit = wide ? "这是模拟器填充的文字，不是模型写的。" : "Filler from a simulator, not from a model. ";
        int each = Math.max(1, Tokens.of(unit));
        return Tokens.first(unit.repeat(tokens / each + 1), tokens);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
