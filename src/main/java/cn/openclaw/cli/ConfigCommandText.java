package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code config} says. Where the original has a wording, the English is that wording. */
final class ConfigCommandText {
    static final Text SUMMARY = new Text("查看和修改配置文件", "look at and change the configuration file");
    static final Text GET = new Text("显示一个配置值（密钥默认遮蔽）", "print a value; secrets are masked");
    static final Text SET = new Text("修改一个配置值，文件其余部分一字不动", "change one value; nothing else in the file changes");
    static final Text UNSET = new Text("删除一个配置项", "remove a key");
    static final Text PATCH = new Text("按 JSON5 合并补丁修改多项（null 表示删除）", "change several values by a JSON5 merge patch; null removes");
    static final Text VALIDATE = new Text("检查配置，列出全部问题", "check the configuration and list every problem");
    static final Text SCHEMA = new Text("输出 JSON Schema，供编辑器补全和检查", "print the JSON Schema that lets editors complete and check it");
    static final Text FILE = new Text("显示配置文件的路径", "print where the file is");
    static final Text EXPLAIN = new Text("说明一个配置项：值、出处、含义、类型", "say of a key its value, where that comes from, and what it means");
    static final Text UNDO = new Text("撤销上一次修改", "take the last change back");

    static final Text PATH = new Text(
            "配置项的路径，例如 agents.defaults.model.primary 或 models.providers.[\"a.b\"].models[0].id",
            "the key's path, such as agents.defaults.model.primary or models.providers.[\"a.b\"].models[0].id");
    static final Text PATH_OR_ALL = new Text("配置项的路径；不写则为全部", "the key's path; everything if absent");
    static final Text VALUE = new Text("新的值：JSON5；不是 JSON5 的当作字符串", "the new value: JSON5, or else a string as it is");
    static final Text STRICT = new Text("值必须是 JSON5，不当作字符串", "the value must be JSON5, and is not taken for a string");
    static final Text JSON = new Text("输出 JSON", "print JSON");
    static final Text REVEAL = new Text("连密钥一起显示", "show secrets too");
    static final Text PATCH_VALUE = new Text("补丁；不写则从 --file 或标准输入读取", "the patch; from --file or standard input if absent");
    static final Text PATCH_FILE = new Text("从文件读取补丁（- 表示标准输入）", "read the patch from this file; - is standard input");

    static final Text NOT_FOUND = new Text("没有这个配置项：{0}", "Config path not found: {0}");
    static final Text MISSPELT = new Text("没有这个配置项：{0}（是不是 {1}？）", "Config path not found: {0} (did you mean {1}?)");
    static final Text NOT_A_VALUE = new Text("值不是有效的 JSON5：{0}", "Failed to parse JSON5 value: {0}");
    static final Text PATCH_NOT_JSON5 = new Text("补丁 {0}:{1}:{2} 有误：{3}", "the patch, {0}:{1}:{2}: {3}");
    static final Text PATCH_NOT_AN_OBJECT =
            new Text("补丁必须是对象，例如 {gateway: {port: 18789}}", "a patch is an object, such as {gateway: {port: 18789}}");
    static final Text PATCH_MISSING = new Text(
            "没有补丁：写在命令后面，或用 --file 文件，或从标准输入传入",
            "there is no patch: give it as an argument, with --file, or on standard input");
    static final Text NOT_READABLE = new Text("读不到 {0}：{1}", "cannot read {0}: {1}");

    static final Text UPDATED_NOW = new Text("已更新 {0}。立即生效。", "Updated {0}. Applies at once.");
    static final Text UPDATED_RESTART = new Text("已更新 {0}。重启网关后生效。", "Updated {0}. Restart the gateway to apply.");
    static final Text REMOVED_NOW = new Text("已删除 {0}。立即生效。", "Removed {0}. Applies at once.");
    static final Text REMOVED_RESTART = new Text("已删除 {0}。重启网关后生效。", "Removed {0}. Restart the gateway to apply.");
    static final Text UPDATED_FILE = new Text("已更新 {0}", "Updated {0}");
    static final Text UNCHANGED = new Text("{0} 没有变化", "{0} is unchanged");
    static final Text RESTORED = new Text(
            "已把 {0} 恢复到上一次修改之前；再次运行 openclaw-cn config undo 则取消恢复。",
            "Restored {0} as it was before the last change; run openclaw-cn config undo again to take that back.");

    static final Text VALID = new Text("{0} 没有问题", "{0} is valid");
    static final Text VALID_ABSENT = new Text("{0} 不存在；使用默认配置", "{0} does not exist; the defaults apply");
    static final Text INVALID_AT = new Text("{0} 的配置无效。", "Config invalid at {0}.");
    static final Text REPAIR = new Text(
            "运行 openclaw-cn doctor 修复，或用 openclaw-cn config undo 回到上一份，然后重试。",
            "Run `openclaw-cn doctor` to repair, or openclaw-cn config undo to go back, then retry.");
    static final Text LAST_GOOD = new Text("下面的值来自最近一份有效的配置。", "The value below is from the last copy that was valid.");
    static final Text DEFAULTS = new Text("下面的值是默认值。", "The value below is the default.");

    private ConfigCommandText() {}
}
