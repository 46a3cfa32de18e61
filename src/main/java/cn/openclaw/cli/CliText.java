package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What the command line itself says; each command keeps its own sentences beside it. */
final class CliText {
    static final Text HELP_OPTION = new Text("显示帮助", "show this help");
    static final Text VERSION_OPTION = new Text("显示版本", "show the version");
    static final Text UNKNOWN_COMMAND = new Text(
            "没有命令“{0}”。运行 openclaw-cn --help 查看全部命令。", "There is no command \"{0}\". Run openclaw-cn --help to see them all.");
    static final Text OUR_FAULT = new Text(
            "这是我们的错误（编号 {0}），详情在 {1}；没有发给任何人。", "This is our fault (id {0}); the details are in {1} and were sent to nobody.");
    static final Text DISK = new Text(
            "读写不了 {0}（{1}）：请检查权限和磁盘空间，或运行 openclaw-cn doctor。",
            "{0} cannot be read or written ({1}): check permissions and disk space, or run openclaw-cn doctor.");
    static final Text NOT_ALL_SAID = new Text("标准输出写不进去（{0}）：输出不完整。", "Standard output could not be written ({0}): the output is incomplete.");
    static final Text WRONG_USAGE =
            new Text("参数有误：{0}。运行 {1} --help 查看用法。", "Wrong usage: {0}. Run {1} --help to see what there is.");
    static final Text WRONG_USAGE_NEAR = new Text(
            "参数有误：{0}。您要的是 {2} 吗？运行 {1} --help 查看用法。",
            "Wrong usage: {0}. Did you mean {2}? Run {1} --help to see what there is.");
    static final Text MORE_HELP = new Text("openclaw-cn <命令> --help 查看用法", "openclaw-cn <command> --help tells more about one");
    static final Text SUMMARY =
            new Text("Kimi 的个人 AI 助手与模型网关", "A personal AI agent and model gateway for Kimi");

    private CliText() {}
}
