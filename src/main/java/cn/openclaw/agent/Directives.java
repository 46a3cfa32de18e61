package cn.openclaw.agent;

import cn.openclaw.llm.ThinkingLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person's message says to the program rather than to the model: {@code /think high} somewhere in it, or a whole message that
 * is a command. English names and Chinese ones; {@code /name: value} too. What is taken out leaves every other character as it
 * was: line breaks and indentation matter to code. Nothing is taken from inside a fenced block.
 *
 * @param thinking how hard to think
 * @param verbose {@code off}, {@code on} or {@code full}
 * @param reasoning {@code off}, {@code on} or {@code stream}
 * @param elevated {@code off}, {@code on}, {@code ask} or {@code full}
 * @param model a model or alias, as written
 * @param queue what to do with messages while a turn runs: {@code collect}, {@code steer} …
 * @param rest the message without them
 */
public record Directives(
        Optional<ThinkingLevel> thinking,
        Optional<String> verbose,
        Optional<String> reasoning,
        Optional<String> elevated,
        Optional<String> model,
        Optional<String> queue,
        String rest) {

    private static final Map<String, String> NAMES = names(
            "think thinking t 思考", "verbose v 详细", "reasoning reason 推理", "elevated elev 提权", "model 模型 型号", "queue 队列",
            "help 帮助", "commands 命令", "skill 技能", "status 状态", "allowlist 允许名单", "approve 批准", "context 上下文", "tts 朗读",
            "whoami id 我是谁", "subagents 子智能体", "config 配置", "debug 调试", "usage 用量", "stop 停止", "restart 重启",
            "activation 激活", "send 发送", "reset 重置", "new 新建 新对话", "compact 压缩", "exec 执行", "models 模型列表", "bash 命令行",
            "agent agents 智能体", "session sessions 会话", "abort 中止", "settings 设置", "exit quit 退出");

    private static final Map<String, String> VERBOSE = names("off false no 0 关 关闭", "on minimal true yes 1 开 打开", "full all everything 全部");
    private static final Map<String, String> REASONING = names("off hide hidden 关 隐藏", "on show visible 开 显示", "stream draft live 流式");
    private static final Map<String, String> ELEVATED = names("off 关", "on 开", "ask prompt approval 询问", "full auto-approve 全部");
    private static final Map<String, String> QUEUE = names(
            "collect 合并", "followup 排队", "steer queue 插话", "steer-backlog steer+backlog", "interrupt 打断", "default reset clear 默认");

    private static final Set<String> ABORT = Set.of(
            "stop", "esc", "abort", "wait", "exit", "interrupt", "停", "停止", "停下", "停一下", "中止", "中断", "终止", "取消", "打断", "等等",
            "等一下", "别做了", "住手");

    /**
     * A whole message that is a command.
     *
     * @param name in English, also where it was said in Chinese: {@code new}, {@code compact} …; an unknown one as it was written
     * @param arguments what follows it; may be blank
     */
    public record Command(String name, String arguments) {
        /** Whether this is one of ours. Any other word behind a slash is text for the model. */
        public boolean isKnown() {
            return NAMES.containsValue(name);
        }
    }

    private static Map<String, String> names(String... groups) {
        Map<String, String> names = new HashMap<>();
        for (String group : groups) {
            List<String> words = List.of(group.split(" ", -1));
            words.forEach(word -> names.put(word, words.getFirst()));
        }
        return names;
    }

    /** The directives of a message; of each kind the first counts, and only one that makes sense is taken out. */
    public static Directives read(String message) {
        Reader reader = new Reader(message);
        Optional<ThinkingLevel> thinking =
                reader.take("think", word -> ThinkingLevel.of(word).map(ThinkingLevel::id)).flatMap(ThinkingLevel::of);
        Optional<String> verbose = reader.take("verbose", word -> value(VERBOSE, word));
        Optional<String> reasoning = reader.take("reasoning", word -> value(REASONING, word));
        Optional<String> elevated = reader.take("elevated", word -> value(ELEVATED, word));
        Optional<String> model = reader.take("model", word -> Optional.of(word).filter(Directives::isReference));
        Optional<String> queue = reader.take("queue", word -> value(QUEUE, word));
        return new Directives(thinking, verbose, reasoning, elevated, model, queue, reader.text);
    }

    /** {@code provider/model}: a single word may as well be part of what is said to the model. */
    private static boolean isReference(String word) {
        int slash = word.indexOf('/');
        return slash > 0 && slash < word.length() - 1;
    }

    private static Optional<String> value(Map<String, String> values, String word) {
        return Optional.ofNullable(values.get(word.toLowerCase(Locale.ROOT)));
    }

    /** Whether the message holds directives and nothing else: then they hold for the conversation, not for one message. */
    public boolean isAlone() {
        return rest.isBlank() && !equals(new Directives(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), rest));
    }

    /** The message as a command, if it begins with a slash and a word: {@code /compact keep the names}, {@code /压缩: 保留名字}. */
    public static Optional<Command> command(String message) {
        String text = message.strip();
        if (text.length() < 2 || text.charAt(0) != '/') {
            return Optional.empty();
        }
        int end = Reader.endOfName(text, 1);
        boolean word = end > 1 && (end == text.length() || Character.isWhitespace(text.charAt(end)) || isColon(text.charAt(end)));
        if (!word) {
            return Optional.empty();
        }
        String written = text.substring(1, end).toLowerCase(Locale.ROOT);
        int from = end < text.length() && isColon(text.charAt(end)) ? end + 1 : end;
        return Optional.of(new Command(NAMES.getOrDefault(written, written), text.substring(from).strip()));
    }

    /** Whether a message says, as a whole, that the running turn shall stop: {@code stop}, {@code 停下} … */
    public static boolean isAbort(String message) {
        String word = message.strip().toLowerCase(Locale.ROOT);
        while (!word.isEmpty() && "!.！。~".indexOf(word.charAt(word.length() - 1)) >= 0) {
            word = word.substring(0, word.length() - 1);
        }
        return ABORT.contains(word) || command(message).filter(command -> Set.of("stop", "abort").contains(command.name())).isPresent();
    }

    private static boolean isColon(char c) {
        return c == ':' || c == '：';
    }

    /** Finds directives and takes them out. */
    private static final class Reader {
        private String text;

        Reader(String text) {
            this.text = text;
        }

        interface Values {
            Optional<String> of(String word);
        }

        Optional<String> take(String name, Values values) {
            for (int at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) {
                boolean begins = at == 0 || Character.isWhitespace(text.charAt(at - 1));
                int end = endOfName(text, at + 1);
                if (begins && !isFenced(at) && name.equals(NAMES.get(text.substring(at + 1, end).toLowerCase(Locale.ROOT)))) {
                    int from = argument(end);
                    int to = endOfWord(text, from);
                    Optional<String> value = from > end ? values.of(text.substring(from, to)) : Optional.empty();
                    if (value.isPresent()) {
                        cut(at, to);
                        return value;
                    }
                }
            }
            return Optional.empty();
        }

        /** Where the argument begins: behind blanks or a colon, on the same line. */
        private int argument(int end) {
            int from = end;
            boolean colon = false;
            while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t' || (!colon && isColon(text.charAt(from))))) {
                colon |= isColon(text.charAt(from));
                from++;
            }
            return from;
        }

        private boolean isFenced(int at) {
            boolean inside = false;
            for (int fence = text.indexOf("```"); fence >= 0 && fence < at; fence = text.indexOf("```", fence + 3)) {
                inside = !inside;
            }
            return inside;
        }

        /** A line that held nothing else goes as a whole; elsewhere one blank beside it goes with it. */
        private void cut(int from, int to) {
            int lineStart = text.lastIndexOf('\n', from - 1) + 1;
            int lineEnd = text.indexOf('\n', to) < 0 ? text.length() : text.indexOf('\n', to);
            boolean wholeLine = text.substring(lineStart, from).isBlank() && text.substring(to, lineEnd).isBlank();
            if (wholeLine) {
                int next = Math.min(text.length(), lineEnd + 1);
                boolean last = lineEnd == text.length() && lineStart > 0;
                text = text.substring(0, last ? lineStart - 1 : lineStart) + text.substring(next);
                return;
            }
            boolean blankBehind = to < text.length() && text.charAt(to) == ' ';
            boolean blankBefore = !blankBehind && from > 0 && text.charAt(from - 1) == ' ';
            text = text.substring(0, blankBefore ? from - 1 : from) + text.substring(blankBehind ? to + 1 : to);
        }

        static int endOfName(String text, int from) {
            int end = from;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-' || text.charAt(end) == '_')) {
                end++;
            }
            return end;
        }

        private static int endOfWord(String text, int from) {
            int end = from;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "，。；、,;".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return end;
        }
    }
}
