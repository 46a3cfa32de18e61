package cn.openclaw.provider;

import cn.openclaw.base.Text;

/** What this floor says. */
final class ProviderText {
    static final Text NO_KEY = new Text("没有密钥", "no key");
    static final Text NOT_A_REFERENCE = new Text(
            "“{0}”不是型号引用：请写成 供应商/型号，例如 moonshot/kimi-k3。",
            "\"{0}\" is no model reference: write provider/model, for example moonshot/kimi-k3.");
    static final Text UNKNOWN_MODEL = new Text(
            "没有型号“{0}”。{1}运行 openclaw-cn models list --all 查看全部型号，或用 openclaw-cn models refresh 读取平台的最新列表。",
            "There is no model \"{0}\". {1}Run openclaw-cn models list --all to see them all, or openclaw-cn models refresh to read the platform's list.");
    static final Text UNKNOWN_PROVIDER = new Text(
            "没有供应商“{0}”（引用“{1}”）。{2}自定义供应商请先写入 models.providers。",
            "There is no provider \"{0}\" (in \"{1}\"). {2}A provider of your own goes into models.providers first.");
    static final Text AMBIGUOUS = new Text(
            "“{0}”不止一个供应商有：{1}。请写明是哪一个。", "More than one provider has \"{0}\": {1}. Say which one.");
    static final Text NEAREST = new Text("您是不是想写：{0}？", "Did you mean: {0}? ");
    static final Text NOTHING_NEAR = new Text("", "");
    static final Text NOT_ALLOWED = new Text(
            "型号“{0}”（解析为 {1}）不在允许列表中。\n规则：{2}\n允许的型号：{3}\n放行它：{4}",
            "Model \"{0}\" (that is {1}) is not on the allow-list.\nRule: {2}\nAllowed: {3}\nTo allow it: {4}");
    static final Text RULE_DEFAULTS = new Text(
            "agents.defaults.models 有条目时，只允许其中列出的型号（以及默认型号）",
            "once agents.defaults.models has entries, only the models it lists (and the default model) are allowed");
    static final Text RULE_AGENT = new Text(
            "智能体“{0}”自己的 models 列表取代 agents.defaults.models",
            "agent \"{0}\" has a models list of its own, which replaces agents.defaults.models");
    static final Text NO_BASE_URL = new Text(
            "供应商“{0}”没有 baseUrl：内置目录不认识它，请在 models.providers.{0}.baseUrl 中写明。",
            "Provider \"{0}\" has no baseUrl: it is none of ours, so write models.providers.{0}.baseUrl.");
    static final Text BAD_BASE_URL = new Text(
            "供应商“{0}”的 baseUrl 不是 http(s) 地址：{1}", "The baseUrl of provider \"{0}\" is no http(s) address: {1}");
    static final Text FOREIGN_HOST = new Text(
            "拒绝把供应商“{0}”的密钥发往 {1}：它不是该供应商的主机（{2}）。若确实如此，请在 models.providers.{0}.baseUrl 中写明。",
            "Refused to send the key of provider \"{0}\" to {1}: that is none of its hosts ({2}). If you mean it, write it into models.providers.{0}.baseUrl.");
    static final Text LIVE_REFUSED = new Text(
            "{0} 拒绝了型号列表请求（HTTP {1}）：{2}", "{0} refused to list its models (HTTP {1}): {2}");
    static final Text LIVE_ODD = new Text(
            "{0} 返回的型号列表无法识别", "{0} sent a model list that is none");
    static final Text CACHE_WRITE = new Text("无法写入缓存 {0}：{1}", "Cannot write the cache {0}: {1}");

    static final Text UPLOAD_REFUSED = new Text("{0} 没有接收文件（HTTP {1}）：{2}", "{0} did not take the file (HTTP {1}): {2}");

    private ProviderText() {}
}
