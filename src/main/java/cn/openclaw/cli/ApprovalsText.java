package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code approvals} and the question in {@code agent --local} say. */
final class ApprovalsText {
    static final Text SUMMARY = new Text("允许哪些命令不经询问就运行", "which commands run without being asked about");
    static final Text LIST = new Text("列出允许的程序和命令", "list the allowed programs and commands");
    static final Text GET = new Text("原样输出 exec-approvals.json", "print exec-approvals.json as it is");
    static final Text SET = new Text("用一个文件替换 exec-approvals.json", "replace exec-approvals.json by a file");
    static final Text FILE = new Text("从哪个文件读", "the file to read");
    static final Text STDIN = new Text("从标准输入读", "read standard input");
    static final Text ALLOWLIST = new Text("允许的程序：添加或移除", "allowed programs: add or remove");
    static final Text ADD = new Text("允许一个程序（路径，可用 * ? **）", "allow a program (its path; * ? ** are wildcards)");
    static final Text REMOVE = new Text("移除一项（编号或路径）", "remove an entry (its id or path)");
    static final Text ALLOW = new Text(
            "允许一个程序；或用 --cwd 只允许一条命令：approvals allow --cwd 目录 -- 命令 参数…",
            "allow a program; or with --cwd exactly one command: approvals allow --cwd FOLDER -- command arguments …");
    static final Text CWD = new Text("只在这个目录里，只允许这一条命令", "only in this folder, and only this command");
    static final Text AGENT = new Text("给哪个智能体；* 为全部；缺省为默认智能体", "for which agent; * for all; default: the default one");
    static final Text JSON = new Text("只输出 JSON", "print JSON and nothing else");
    static final Text WORDS = new Text("程序的路径，或命令及其参数", "the program's path, or the command with its arguments");

    static final Text NOTHING = new Text(
            "没有允许任何程序或命令。只查看、不改动的命令（ls、cat、grep、git status…）本来就不询问。",
            "No program or command is allowed yet. Commands that only look (ls, cat, grep, git status …) are never asked about.");
    static final Text SANDBOX = new Text("这台机器有可用的沙箱：{0}（见 agents.defaults.sandbox.mode）", "A sandbox works on this machine: {0} (see agents.defaults.sandbox.mode)");
    static final Text NO_SANDBOX = new Text("这台机器没有可用的沙箱：{0}", "No sandbox works on this machine: {0}");
    static final Text PROGRAMS = new Text("允许的程序：", "Allowed programs:");
    static final Text COMMANDS = new Text("允许的命令（完全一致才算）：", "Allowed commands (exactly these):");
    static final Text NEVER_USED = new Text("未用过", "never used");
    static final Text SETTINGS = new Text("设置：security {0}，ask {1}", "Settings: security {0}, ask {1}");
    static final Text ALLOWED = new Text("已允许 {0}", "Allowed {0}");
    static final Text THERE = new Text("{0} 已经在名单里。", "{0} is on the list already.");
    static final Text REMOVED = new Text("已移除 {0} 项。", "Removed {0} entries.");
    static final Text NO_ENTRY = new Text(
            "没有编号或路径为 {0} 的条目。运行 openclaw-cn approvals list 查看。", "There is no entry with id or path {0}. See openclaw-cn approvals list.");
    static final Text RUNS_OTHERS = new Text(
            "注意：{0} 能运行别的程序，按路径允许不起作用；要允许一条确切的命令，用 approvals allow --cwd 目录 -- {0} …",
            "Note: {0} can run other programs, so allowing it by path has no effect; to allow one exact command use approvals allow --cwd FOLDER -- {0} …");
    static final Text NO_PROGRAM = new Text("找不到程序 {0}。写出它的完整路径。", "There is no program {0}. Give its whole path.");
    static final Text NO_FOLDER = new Text("没有目录 {0}。", "There is no folder {0}.");
    static final Text ONE = new Text("要一个程序的路径；要允许带参数的命令，加 --cwd。", "Give one program's path; to allow a command with arguments add --cwd.");
    static final Text BAD_VERSION = new Text(
            "{0} 的 version 是 {1}，这里只认识 1；什么都没有改。用 openclaw-cn approvals get 查看现在的内容和格式。",
            "The version of {0} is {1}, and only 1 is known here; nothing was changed. openclaw-cn approvals get shows what there is, and its form.");
    static final Text BAD_FILE = new Text("{0} 不是 JSON 对象：{1}", "{0} is not a JSON object: {1}");
    static final Text NO_INPUT = new Text("从哪里读？用 --file 文件 或 --stdin。", "Read what? Use --file FILE or --stdin.");
    static final Text SAVED = new Text("已写入 {0}", "Wrote {0}");

    static final Text APPROVE = new Text(
            "需要批准时：ask 在终端里询问（缺省），never 一律拒绝，always 一律允许（仅这一轮）",
            "when approval is needed: ask in the terminal (default), never allow, or always allow (this turn only)");
    static final Text BAD_APPROVE = new Text("--approve 只接受 ask、never、always，得到的是“{0}”。", "--approve takes ask, never or always, not \"{0}\".");
    static final Text QUESTION = new Text("需要批准：{0}", "Approval needed: {0}");
    static final Text WHERE = new Text("目录 {0}", "in {0}");
    static final Text WHY = new Text("原因：{0}", "why: {0}");
    static final Text CHOICE = new Text("y 这一次  n 不允许", "y once  n no");
    static final Text CHOICE_ALWAYS = new Text("y 这一次  a {0}  n 不允许", "y once  a {0}  n no");

    private ApprovalsText() {}
}
