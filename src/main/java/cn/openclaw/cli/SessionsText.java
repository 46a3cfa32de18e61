package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code sessions} says. */
final class SessionsText {
    static final Text SUMMARY = new Text("查看、搜索、导出、删除会话", "list, search, export and delete conversations");
    static final Text LIST = new Text("列出全部会话", "list all conversations");
    static final Text SHOW = new Text("显示一个会话的内容", "show what was said in a conversation");
    static final Text SEARCH = new Text("在全部会话里搜索文字", "find words in all conversations");
    static final Text EXPORT = new Text("导出一个会话", "export a conversation");
    static final Text DELETE = new Text("删除会话", "delete conversations");

    static final Text JSON = new Text("输出 JSON", "print JSON");
    static final Text VERBOSE = new Text("同时显示编号和文件", "show ids and files as well");
    static final Text STORE = new Text("只看这个 sessions.json", "only this sessions.json");
    static final Text ACTIVE = new Text("只看最近这么多分钟用过的", "only those used in the last minutes");
    static final Text AGENT = new Text("只看这个智能体的；默认全部", "only this agent's; all agents' by default");
    static final Text SESSION = new Text("会话的键、编号或编号开头；main 为主会话", "the conversation's key, id or the beginning of its id; main is the main one");
    static final Text LAST = new Text("只显示最后这么多条消息", "only the last messages");
    static final Text THINKING = new Text("也显示思考内容", "show the thinking as well");
    static final Text FULL = new Text("完整显示工具结果", "show results of tools in full");
    static final Text WORDS = new Text("要找的文字；引号内为短语", "words to find; in quotes as a phrase");
    static final Text ROLE = new Text("只找 user、assistant、tool、summary 或 note 说的", "only what user, assistant, tool, summary or note says");
    static final Text SINCE = new Text("只找此后的：7d、12h、30m 或 2026-11-01", "only what is newer: 7d, 12h, 30m or 2026-11-01");
    static final Text LIMIT = new Text("最多几条（默认 20）", "how many hits at most (default 20)");
    static final Text IN_SESSION = new Text("只在这个会话里找", "only in this conversation");
    static final Text FORMAT = new Text("md、jsonl 或 html；默认看文件名，否则 md", "md, jsonl or html; by the file's name, else md");
    static final Text OUTPUT = new Text("写入这个文件；默认标准输出", "write to this file; standard output by default");
    static final Text FORCE = new Text("覆盖已有文件", "replace a file that is there");
    static final Text YES = new Text("不再询问", "do not ask");

    static final Text COUNT = new Text("{0} 个会话 · {1}", "{0} conversations · {1}");
    static final Text NONE = new Text("没有会话。用 openclaw-cn agent --local --agent main -m “你好” 开始一个。", "There are no conversations. Begin one with openclaw-cn agent --local --agent main -m \"hello\".");
    static final Text HEAD_KIND = new Text("类型", "Kind");
    static final Text HEAD_KEY = new Text("键", "Key");
    static final Text HEAD_AGE = new Text("多久前", "Age");
    static final Text HEAD_MODEL = new Text("型号", "Model");
    static final Text HEAD_TOKENS = new Text("Token（窗口占比）", "Tokens (ctx %)");
    static final Text HEAD_FLAGS = new Text("标记", "Flags");

    static final Text LEFT_OUT = new Text("（前面还有 {0} 条，去掉 --last 可看全部）", "({0} earlier messages; leave out --last to see all)");
    static final Text MORE_LINES = new Text("（还有 {0} 行，用 --full 看全部）", "({0} more lines, see them with --full)");
    static final Text EMPTY = new Text("这个会话里还没有消息。", "Nothing has been said in this conversation yet.");

    static final Text BAD_NUMBER = new Text("{0} 需要一个正整数，而不是“{1}”。", "{0} needs a positive whole number, not \"{1}\".");
    static final Text BAD_ROLE = new Text("--role 应为 user、assistant、tool、summary 或 note，而不是“{0}”。", "--role takes user, assistant, tool, summary or note, not \"{0}\".");
    static final Text BAD_SINCE = new Text("--since 应为 7d、12h、30m 或 2026-11-01 这样的值，而不是“{0}”。", "--since takes 7d, 12h, 30m or 2026-11-01, not \"{0}\".");
    static final Text BAD_FORMAT = new Text("--format 应为 md、jsonl 或 html，而不是“{0}”。", "--format takes md, jsonl or html, not \"{0}\".");
    static final Text NO_WORDS = new Text("要找的文字里没有字母、数字或汉字。", "There is no letter, digit or character in what is to be found.");
    static final Text NO_AGENT = new Text("没有智能体“{0}”的会话。有会话的智能体：{1}。", "There are no conversations of an agent \"{0}\". Agents that have some: {1}.");
    static final Text NO_HITS = new Text("没有找到“{0}”。", "Nothing says \"{0}\".");
    static final Text PARTLY = new Text("没有一条包含全部文字；下面这些包含其中一部分：", "Nothing holds all of it; these hold some of it:");
    static final Text INDEXING = new Text("正在建立索引：{0} / {1} MB", "Indexing: {0} of {1} MB");
    static final Text NO_FILE = new Text("会话“{0}”还没有内容可导出。", "There is nothing in the conversation \"{0}\" to export.");
    static final Text EXISTS = new Text("{0} 已存在；换个名字，或加 --force 覆盖。", "{0} is there already; choose another name, or replace it with --force.");
    static final Text NOT_WRITTEN = new Text("无法写入 {0}：{1}。", "Cannot write {0}: {1}.");
    static final Text EXPORTED = new Text("已导出到 {0}（{1} 条消息）", "Exported to {0} ({1} messages)");
    static final Text WILL_DELETE = new Text("将删除 {0}（{1} 条消息，{2} kB，{3} 前用过）", "Will delete {0} ({1} messages, {2} kB, used {3} ago)");
    static final Text ASK_DELETE = new Text("删除以上 {0} 个会话？无法撤销。", "Delete these {0} conversations? It cannot be undone.");
    static final Text NEEDS_YES = new Text("非交互模式下删除需要 --yes；没有删除任何东西。", "Deleting needs --yes where nobody can be asked; nothing was deleted.");
    static final Text KEPT = new Text("没有删除任何东西。", "Nothing was deleted.");
    static final Text DELETED = new Text("已删除 {0}：{1} 个文件，索引中 {2} 条", "Deleted {0}: {1} files, {2} index entries");
    static final Text IN_USE = new Text(
            "{0} 刚刚用过：若另一个程序还在运行它，之后说的话会写入新的文件。",
            "{0} was used just now: if another program is still running it, what is said from now on goes into a new file.");

    private SessionsText() {}
}
