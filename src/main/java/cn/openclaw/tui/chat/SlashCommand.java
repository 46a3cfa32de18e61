package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be done with a word after a slash. Both languages' names work whatever language is spoken. */
enum SlashCommand {
    HELP(names("help", "帮助", "?", "h", "commands"), none(), new Text("命令与按键", "commands and keys")),
    STATUS(names("status", "状态", "settings", "设置", "whoami"), none(), new Text("型号、密钥、会话、用量", "model, key, session, usage")),
    MODEL(names("model", "模型", "型号"), new Text("[型号]", "[model]"), new Text("看或换型号；default 恢复缺省", "show or change the model; default goes back")),
    MODELS(names("models", "模型列表", "型号列表"), none(), new Text("挑选型号（Ctrl-L）", "choose a model (Ctrl-L)")),
    THINK(names("think", "思考", "thinking", "t"), new Text("[强度]", "[level]"), new Text("思考强度", "how hard to think")),
    REASONING(names("reasoning", "思路", "推理", "reason"), new Text("[on|off]", "[on|off]"), new Text("展开或收起思考（Ctrl-T）", "show or fold the thinking (Ctrl-T)")),
    SESSIONS(names("sessions", "会话", "session", "会话列表"), new Text("[名称]", "[name]"), new Text("换会话（Ctrl-P）", "go to another conversation (Ctrl-P)")),
    NEW(names("new", "新会话", "新建"), new Text("[第一句话]", "[first words]"), new Text("开始新会话，旧的留在列表里", "begin a conversation; the old one stays in the list")),
    RESET(names("reset", "重置"), none(), new Text("清空这个会话的记忆", "begin this conversation anew")),
    COMPACT(names("compact", "压缩"), new Text("[要记住什么]", "[what to keep]"), new Text("压缩上下文", "shorten the context")),
    USAGE(names("usage", "用量", "费用", "cost"), none(), new Text("令牌与费用", "tokens and money")),
    ABORT(names("abort", "停止", "stop", "中止"), none(), new Text("停下这一轮（Esc）", "stop this turn (Esc)")),
    VERBOSE(names("verbose", "详细", "v"), new Text("[off|on|full]", "[off|on|full]"), new Text("显示多少工具输出（Ctrl-O）", "how much of the tools to show (Ctrl-O)")),
    AGENT(names("agent", "智能体", "agents"), new Text("[名称]", "[name]"), new Text("换智能体（Ctrl-G）", "another agent (Ctrl-G)")),
    EXPORT(names("export", "导出"), new Text("[文件]", "[file]"), new Text("把会话存成 Markdown", "save the conversation as Markdown")),
    CLEAR(names("clear", "清屏", "cls"), none(), new Text("清屏，记忆不变", "clear the screen, not the memory")),
    CHANNEL(names("elevated", "elev", "activation", "queue", "send"), none(), new Text("", "")),
    EXIT(names("exit", "退出", "quit", "q", "再见"), none(), new Text("离开（Ctrl-D）", "leave (Ctrl-D)"));

    private final List<String> names;
    private final Text arguments;
    private final Text what;

    SlashCommand(List<String> names, Text arguments, Text what) {
        this.names = names;
        this.arguments = arguments;
        this.what = what;
    }

    private static List<String> names(String... names) {
        return List.of(names);
    }

    private static Text none() {
        return new Text("", "");
    }

    /**
     * A line as a command.
     *
     * @param name without its slash, in small letters
     */
    record Line(String name, String arguments) {}

    /** Whether a message is meant as a command: a slash (also the wide one, and what a Chinese keyboard makes of it), a word, blanks. */
    static Optional<Line> parse(String message) {
        String text = message.strip();
        if (text.length() < 2 || "/／、".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        int end = 1;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '?')) {
            end++;
        }
        boolean closed = end > 1 && (end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) == ':' || text.charAt(end) == '：');
        if (!closed) {
            return Optional.empty();
        }
        String rest = text.substring(end);
        String arguments = rest.startsWith(":") || rest.startsWith("：") ? rest.substring(1) : rest;
        return Optional.of(new Line(text.substring(1, end).toLowerCase(Locale.ROOT), arguments.strip()));
    }

    static Optional<SlashCommand> of(String name) {
        for (SlashCommand command : values()) {
            if (command.names.contains(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** The command somebody may have meant by a word that is none. */
    static Optional<SlashCommand> near(String name) {
        for (SlashCommand command : visible()) {
            for (String known : command.names) {
                boolean begun = name.length() >= 3 && known.startsWith(name) || isHan(name) && known.startsWith(name);
                boolean alike = known.length() >= 3 && distance(name, known) <= (known.length() < 5 ? 1 : 2);
                if (begun || alike && !isHan(known)) {
                    return Optional.of(command);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isHan(String name) {
        return name.charAt(0) >= 0x2e80;
    }

    /** Edits from one word to the other; two letters that changed places count once. */
    static int distance(String a, String b) {
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                costs[i][j] = Math.min(costs[i - 1][j - 1] + change, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
                }
            }
        }
        return costs[a.length()][b.length()];
    }

    /** Those that are offered. */
    static List<SlashCommand> visible() {
        List<SlashCommand> all = new ArrayList<>(List.of(values()));
        all.remove(CHANNEL);
        return all;
    }

    /** Its name in a language. */
    String name(Language language) {
        return language == Language.ZH && names.size() > 1 ? names.get(1) : names.getFirst();
    }

    /** The name by which it would be completed from such a beginning. */
    Optional<String> completed(String begun, Language language) {
        if (begun.isEmpty() || name(language).startsWith(begun)) {
            return Optional.of(name(language));
        }
        return names.stream().filter(name -> name.startsWith(begun)).findFirst();
    }

    /** Its first English and its first Chinese name. */
    String bothNames() {
        return "/" + names.getFirst() + (names.size() > 1 ? " /" + names.get(1) : "");
    }

    Text arguments() {
        return arguments;
    }

    Text what() {
        return what;
    }
}
