package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code skills} says. */
final class SkillsText {
    static final Text SUMMARY = new Text("技能：写下来的做法，模型需要时读", "skills: written know-how that the model reads when it needs it");
    static final Text LIST = new Text("列出技能，以及各自能否使用", "list the skills and whether each can be used");
    static final Text INFO = new Text("一个技能的全部信息", "everything about one skill");
    static final Text CHECK = new Text("汇总：可用的、缺东西的、停用的", "in sum: what can be used, what lacks something, what is off");
    static final Text JSON = new Text("只输出 JSON", "print JSON only");
    static final Text ELIGIBLE = new Text("只列可用的", "only those that can be used");
    static final Text AGENT = new Text("哪个智能体的工作区", "the agent whose workspace counts");
    static final Text NAME = new Text("技能的名字、键或斜杠命令", "the skill's name, key or slash command");
    static final Text NONE = new Text(
            "没有技能。放进 {0} 或 {1}，每个一个目录，内有 SKILL.md。",
            "There are no skills. Put them into {0} or {1}, a folder each, with a SKILL.md in it.");
    static final Text UNKNOWN = new Text("没有名为 {0} 的技能。全部：openclaw-cn skills list", "There is no skill named {0}. All of them: openclaw-cn skills list");
    static final Text READY = new Text("可用", "ready");
    static final Text MISSING = new Text("缺 {0}", "needs {0}");
    static final Text DISABLED = new Text("已停用", "off");
    static final Text NOT_ALLOWED = new Text("不在 allowBundled 中", "not in allowBundled");
    static final Text FILE = new Text("文件", "file");
    static final Text SOURCE = new Text("来源", "source");
    static final Text SLASH = new Text("斜杠命令", "slash command");
    static final Text STATE = new Text("状态", "state");
    static final Text KEY = new Text("设置键", "settings key");
    static final Text HOMEPAGE = new Text("主页", "homepage");
    static final Text SUM = new Text("共 {0} 个技能：{1} 个可用，{2} 个缺东西，{3} 个停用", "{0} skills: {1} ready, {2} lacking something, {3} off");
    static final Text HOW = new Text(
            "环境变量可写在 skills.entries.<键>.env 或 .apiKey；程序请自行安装，本程序不会替您运行安装命令。",
            "Variables can be set in skills.entries.<key>.env or .apiKey; install programs yourself: nothing is run for a skill here.");

    private SkillsText() {}
}
