package cn.openclaw.session;

import cn.openclaw.base.Text;

/** What this floor says. */
final class SessionText {
    static final Text BAD_ID = new Text(
            "会话编号“{0}”无效：只能用 1 到 64 个字母、数字、“.”、“_”、“-”，且不能含“..”。",
            "\"{0}\" is no session id: use 1 to 64 letters, digits, \".\", \"_\" or \"-\", and no \"..\".");
    static final Text BUSY = new Text(
            "会话文件 {0} 正被另一个程序（进程 {1}）写入。等它结束，或用 --session-id 换一个会话。",
            "The session file {0} is being written by another program (process {1}). Wait for it to end, or use another session with --session-id.");
    static final Text BUSY_TURN = new Text(
            "会话 {0} 在另一个 openclaw-cn 进程里一直在进行，等了 {1} 秒。等那一轮结束再试，或用 --session-id 换一个会话。",
            "The session {0} has been in the middle of a turn of another openclaw-cn process for {1} s. Try again when that is over, or use another session with --session-id.");
    static final Text NOT_WRITABLE = new Text(
            "无法写入 {0}：{1}。检查权限与磁盘空间，或运行 openclaw-cn doctor。",
            "Cannot write {0}: {1}. Check permissions and disk space, or run openclaw-cn doctor.");
    static final Text NOT_READABLE =
            new Text("无法读取 {0}：{1}。检查权限，或运行 openclaw-cn doctor。", "Cannot read {0}: {1}. Check permissions, or run openclaw-cn doctor.");

    static final Text NOT_FOUND = new Text(
            "没有会话“{0}”。用 openclaw-cn sessions 查看全部会话。", "There is no session \"{0}\". Run openclaw-cn sessions to see them all.");
    static final Text SEVERAL = new Text(
            "“{0}”可以指 {1} 个会话：{2}。请写完整的键或编号，或用 --agent 指定智能体。",
            "\"{0}\" may be any of {1} sessions: {2}. Write the whole key or id, or name the agent with --agent.");

    private SessionText() {}
}
