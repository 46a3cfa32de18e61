package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code doctor} says. */
final class DoctorText {
    static final Text SUMMARY = new Text("检查配置、密钥、网络和权限，并提供修复", "check configuration, keys, network and permissions, and offer fixes");
    static final Text FIX = new Text("逐项询问后修复", "fix, asking before each change");
    static final Text YES = new Text("不再询问，接受全部修复", "make every fix without asking");
    static final Text OFFLINE = new Text("不联网", "leave the network out");
    static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    static final Text NEEDS_YES =
            new Text("这里不是终端，无法逐项询问；请加 --yes 接受全部修复。", "This is not a terminal, so nothing can be asked; add --yes to accept every fix.");
    static final Text CONFIG_OK = new Text("配置有效：{0}", "The configuration is valid: {0}");
    static final Text CONFIG_NONE = new Text("还没有配置：运行 openclaw-cn onboard", "There is no configuration yet: run openclaw-cn onboard");
    static final Text CONFIG_BAD = new Text("配置有误：{0}", "The configuration is not valid: {0}");
    static final Text CONFIG_WARNING = new Text("{0}", "{0}");
    static final Text OUTDATED = new Text("配置可以整理：{0}", "The configuration can be tidied: {0}");
    static final Text STILL = new Text("还需要你处理：", "What is left for you:");
    static final Text OFFER_LAST_GOOD = new Text(
            "恢复最后一份有效的配置（现在的文件会保留在旁边）", "restore the last good copy (the present file is kept beside it)");
    static final Text MODE_OK = new Text("只有你能读密钥、配置和会话", "keys, configuration and sessions can be read by you alone");
    static final Text MODE_BAD = new Text("{0} 的权限是 {1}，其他用户可能读到它", "{0} has mode {1}; other users may read it");
    static final Text OFFER_MODE = new Text("把 {0} 的权限改为 {1}", "set the mode of {0} to {1}");
    static final Text MODEL_NONE = new Text("没有默认型号：运行 openclaw-cn models set <provider/model>", "There is no default model: run openclaw-cn models set <provider/model>");
    static final Text MODEL_BAD = new Text("默认型号：{0}", "Default model: {0}");
    static final Text MODEL_OK = new Text("默认型号 {0}", "Default model {0}");
    static final Text RETIRED = new Text("{0} 已从平台下线（{1}），请求会得到 404", "The platform retired {0} ({1}); requests will get a 404");
    static final Text OFFER_SUCCESSOR = new Text("把默认型号改为 {0}（价格可能不同）", "make {0} the default model (its price may differ)");
    static final Text KEY_NONE = new Text(
            "没有 {0} 的密钥：运行 openclaw-cn onboard，或设置 {1}", "There is no key for {0}: run openclaw-cn onboard, or set {1}");
    static final Text KEY_BAD = new Text("密钥：{0}", "Key: {0}");
    static final Text KEY_OK = new Text("{0} 的密钥 {1} 来自 {2}", "The key for {0}, {1}, comes from {2}");
    static final Text KEY_IN_CONFIG = new Text(
            "models.providers.{0}.apiKey 里有一把明文密钥", "models.providers.{0}.apiKey holds a key in plain text");
    static final Text QUIET = new Text("不提问", "ask nothing");
    static final Text OFFER_STORE = new Text("把它移到密钥文件（0600）", "move it to the profile store (0600)");
    static final Text PROXY_OK = new Text("代理 {0}：{1}", "Proxy {0}: {1}");
    static final Text PROXY_BAD = new Text("代理 {0} 连不上（{1}）：检查 {2}", "The proxy {0} cannot be reached ({1}): check {2}");
    static final Text PROXY_NONE = new Text("没有设置代理", "No proxy is set");
    static final Text HOST_OK = new Text("{0} 接受密钥（{1} 毫秒）", "{0} accepts the key ({1} ms)");
    static final Text HOST_REFUSED = new Text("{0} 拒绝了密钥（HTTP 401）", "{0} refused the key (HTTP 401)");
    static final Text HOST_ELSEWHERE = new Text("{0} 拒绝了密钥，但 {1} 接受它", "{0} refused the key, but {1} accepts it");
    static final Text OFFER_HOST = new Text("把 models.providers.{0}.baseUrl 改为 {1}", "set models.providers.{0}.baseUrl to {1}");
    static final Text HOST_GATE = new Text("{0} 不接受这个客户端（HTTP 403）", "{0} does not accept this client (HTTP 403)");
    static final Text HOST_DOWN = new Text("联系不到 {0}：{1}", "{0} cannot be reached: {1}");
    static final Text HOST_ODD = new Text("{0} 回答了 HTTP {1}", "{0} answered HTTP {1}");
    static final Text CLOCK_OK = new Text("时钟与服务器一致（相差 {0} 秒）", "The clock agrees with the server ({0} s apart)");
    static final Text CLOCK_BAD = new Text("时钟与服务器相差 {0} 秒：校准系统时间（如 timedatectl set-ntp true）", "The clock is {0} s off the server: set the system time (for example timedatectl set-ntp true)");
    static final Text ASK = new Text("修复：{0}？", "Fix: {0}?");
    static final Text FIXED = new Text("已修复：{0}", "Fixed: {0}");
    static final Text CAN_FIX = new Text("可修复：{0}（openclaw-cn doctor --fix）", "can be fixed: {0} (openclaw-cn doctor --fix)");

    private DoctorText() {}
}
