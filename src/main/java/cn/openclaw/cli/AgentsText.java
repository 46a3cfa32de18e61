package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code agents} says. */
final class AgentsText {
    static final Text SUMMARY = new Text("管理多个智能体：各有工作目录、密钥、型号和会话", "manage agents, each with its own workspace, keys, model and conversations");
    static final Text LIST = new Text("列出智能体", "list the agents");
    static final Text ADD = new Text("新增智能体", "add an agent");
    static final Text DELETE = new Text("删除智能体", "delete an agent");
    static final Text IDENTITY = new Text("设置智能体的名字、性格、表情和头像", "set an agent's name, character, emoji and picture");

    static final Text JSON = new Text("输出 JSON", "print JSON");
    static final Text BINDINGS = new Text("同时列出分给它的频道", "list the channels bound to it as well");
    static final Text NAME = new Text("名字；编号由它得来", "its name; the id is made of it");
    static final Text WORKSPACE = new Text("工作目录", "the folder it works in");
    static final Text MODEL = new Text("用哪个型号", "which model answers");
    static final Text AGENT_DIR = new Text("密钥所在目录", "the folder of its keys");
    static final Text BIND = new Text("分给它的频道：channel[:account]，可多次", "a channel that goes to it: channel[:account]; may be repeated");
    static final Text SILENT = new Text("不提问", "ask nothing");
    static final Text FORCE = new Text("不再询问", "do not ask");
    static final Text WITH_WORKSPACE = new Text("工作目录不在状态目录里也一起删除", "delete its workspace as well where that lies outside the state folder");
    static final Text ID = new Text("智能体的编号", "the agent's id");
    static final Text BY_WORKSPACE = new Text("按工作目录找智能体", "find the agent by its workspace");
    static final Text IDENTITY_FILE = new Text("从这个文件读取", "read it from this file");
    static final Text FROM_IDENTITY = new Text("从工作目录的 IDENTITY.md 读取", "read it from IDENTITY.md in the workspace");
    static final Text OWN_NAME = new Text("名字", "its name");
    static final Text THEME = new Text("性格", "its character");
    static final Text EMOJI = new Text("表情符号", "its emoji");
    static final Text AVATAR = new Text("头像：工作目录内的路径、网址或 data URI", "its picture: a path in the workspace, a URL or a data URI");

    static final Text DEFAULT = new Text("默认", "default");
    static final Text LINE_WORKSPACE = new Text("  工作目录：{0}", "  workspace: {0}");
    static final Text LINE_DIR = new Text("  密钥目录：{0}", "  agent dir: {0}");
    static final Text LINE_MODEL = new Text("  型号：{0}", "  model: {0}");
    static final Text LINE_IDENTITY = new Text("  身份：{0}", "  identity: {0}");
    static final Text LINE_BINDINGS = new Text("  频道：{0}", "  channels: {0}");
    static final Text ASK_NAME = new Text("智能体的名字", "Name of the agent");
    static final Text ASK_WORKSPACE = new Text("工作目录", "Workspace folder");
    static final Text NEEDS_NAME = new Text("缺少名字：openclaw-cn agents add <名字> --workspace <目录>", "The name is missing: openclaw-cn agents add <name> --workspace <folder>");
    static final Text NEEDS_WORKSPACE = new Text(
            "非交互模式需要 --workspace：openclaw-cn agents add {0} --workspace <目录>",
            "--workspace is needed where nothing can be asked: openclaw-cn agents add {0} --workspace <folder>");
    static final Text RESERVED = new Text("“{0}”是默认智能体的编号，请换一个。", "\"{0}\" is the id of the default agent; choose another.");
    static final Text TAKEN = new Text("智能体“{0}”已存在。", "There is an agent \"{0}\" already.");
    static final Text BAD_BIND = new Text("--bind 应为 channel 或 channel:account，而不是“{0}”。", "--bind takes channel or channel:account, not \"{0}\".");
    static final Text ADDED = new Text("已新增智能体 {0}", "Added agent {0}");
    static final Text SEEDED = new Text("  写入 {0}", "  wrote {0}");
    static final Text SHARED = new Text("注意：{0} 也是 {1} 的工作目录。", "Note: {0} is also the workspace of {1}.");
    static final Text CONFLICT = new Text("未绑定 {0}：它已分给 {1}。", "{0} was not bound: it goes to {1}.");
    static final Text TRY_ADDED = new Text("试一试：openclaw-cn agent --local --agent {0} -m “你好”", "Try it: openclaw-cn agent --local --agent {0} -m \"hello\"");

    static final Text UNKNOWN = new Text("没有智能体“{0}”。已配置的有：{1}。", "There is no agent \"{0}\". Configured: {1}.");
    static final Text IS_DEFAULT = new Text(
            "“{0}”是默认智能体，不能删除。先让另一个成为默认：openclaw-cn config set agents.list[<n>].default true",
            "\"{0}\" is the default agent and cannot be deleted. Make another one the default first: openclaw-cn config set agents.list[<n>].default true");
    static final Text NEEDS_FORCE = new Text("非交互模式下删除需要 --force；没有删除任何东西。", "Deleting needs --force where nobody can be asked; nothing was deleted.");
    static final Text WILL_DELETE = new Text("将删除智能体 {0}：", "Will delete agent {0}:");
    static final Text WILL_REMOVE = new Text("  删除 {0}", "  remove {0}");
    static final Text WILL_KEEP = new Text("  保留 {0}（{1}）", "  keep {0} ({1})");
    static final Text ASK_DELETE = new Text("确定删除？无法撤销。", "Delete it? It cannot be undone.");
    static final Text KEPT = new Text("没有删除任何东西。", "Nothing was deleted.");
    static final Text DELETED = new Text("已删除智能体 {0}（移除绑定 {1} 个）", "Deleted agent {0} ({1} bindings removed)");
    static final Text GONE = new Text("  已删除 {0}", "  removed {0}");
    static final Text STAYS = new Text("  仍保留 {0}：{1}", "  {0} stays: {1}");
    static final Text WHY_OUTSIDE = new Text("在状态目录之外；加 --with-workspace 可一起删除", "outside the state folder; add --with-workspace to delete it");
    static final Text WHY_SHARED = new Text("智能体 {0} 也在用", "agent {0} uses it as well");
    static final Text WHY_UNSAFE = new Text("它含有您的主目录", "your home folder is in it");
    static final Text WHY_FAILED = new Text("无法删除：{0}", "cannot be deleted: {0}");

    static final Text NO_IDENTITY = new Text(
            "没有可设置的内容：用 --name、--theme、--emoji、--avatar，或 --from-identity。",
            "There is nothing to set: use --name, --theme, --emoji, --avatar, or --from-identity.");
    static final Text EMPTY_IDENTITY = new Text("{0} 里没有填写身份。", "{0} says nothing about an identity.");
    static final Text NOT_READABLE = new Text("无法读取 {0}。", "Cannot read {0}.");
    static final Text NOT_MADE = new Text("无法创建 {0}：{1}。", "Cannot make {0}: {1}.");
    static final Text NONE_THERE = new Text("没有智能体使用工作目录 {0}。", "No agent works in {0}.");
    static final Text SEVERAL_THERE = new Text("{0} 是多个智能体的工作目录（{1}），请用 --agent 指定。", "{0} is the workspace of several agents ({1}); name one with --agent.");
    static final Text IDENTITY_SET = new Text("已更新 {0} 的身份：{1}", "Updated the identity of {0}: {1}");

    private AgentsText() {}
}
