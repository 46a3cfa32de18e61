package cn.openclaw.llm;

import cn.openclaw.base.Text;

/** What this floor says when a model does not answer. */
final class LlmText {
    static final Text NO_WORDS = new Text("没有说明原因", "it gave no reason");
    static final Text NOT_SENT = new Text("给 {0} 的请求发不出去：{1}", "the request to {0} could not be sent: {1}");
    static final Text UNREACHABLE = new Text("{0} 没有回答：{1}（{2}）", "{0} did not answer: {1} ({2})");
    static final Text CUT_OFF = new Text(
            "{0} 的回答没有说完就断了（{1}）；可以重新提问", "the answer of {0} broke off before its end ({1}); ask again");
    static final Text MALFORMED = new Text(
            "{0} 的回答中有无法理解的数据（{1}）；若中间有代理，请检查它是否改动了数据流",
            "the answer of {0} holds data that makes no sense ({1}); if a proxy stands between, check whether it alters streams");
    static final Text ENDLESS = new Text(
            "{0} 的回答没完没了（{1}），已停止读取", "the answer of {0} does not end ({1}); reading stopped");
    static final Text EMPTY = new Text("{0} 返回了空回答（{1}）；可以重新提问", "{0} answered with nothing ({1}); ask again");
    static final Text ABNORMAL_END = new Text(
            "{0} 中途停止了回答（finish_reason: {1}）；可以重新提问", "{0} stopped in the middle (finish_reason: {1}); ask again");

    static final Text UNAUTHORIZED = new Text(
            "{0} 拒绝了密钥：{2}（{1}）。检查密钥：openclaw-cn models auth add",
            "{0} refused the key: {2} ({1}). Give it another one: openclaw-cn models auth add");
    static final Text UNAUTHORIZED_KIMI = new Text(
            "{0} 拒绝了密钥：{2}（{1}）。Moonshot 国内站、国际站与 Kimi Code 的密钥互不通用，这个密钥可能属于另一个平台；"
                    + "运行 openclaw-cn doctor 查出哪个平台接受它",
            "{0} refused the key: {2} ({1}). Keys of Moonshot mainland, Moonshot international and Kimi Code are not"
                    + " interchangeable, and this one may belong to another of them; openclaw-cn doctor finds out which accepts it");
    static final Text FORBIDDEN = new Text(
            "{0} 认得密钥，但不允许这次调用：{2}（{1}）。请在平台控制台检查权限与 IP 白名单，或换一个密钥：openclaw-cn models auth add",
            "{0} knows the key but does not allow this call: {2} ({1}). Check permissions and the IP allow-list in the"
                    + " platform's console, or use another key: openclaw-cn models auth add");
    static final Text CLIENT_REFUSED = new Text(
            "{0} 只接受名单上的客户端，拒绝了本程序：{2}（{1}）。密钥没有问题；可改用 Moonshot 开放平台："
                    + "openclaw-cn onboard --auth-choice moonshot-api-key",
            "{0} takes only the clients on its list and refused this program: {2} ({1}). The key is fine; the supported"
                    + " way is the Moonshot platform: openclaw-cn onboard --auth-choice moonshot-api-key");
    static final Text OUT_OF_CREDIT = new Text(
            "{0} 的余额或套餐额度已用尽：{2}（{1}）。请充值或等额度恢复，或换一个型号：openclaw-cn models set",
            "the balance or the plan's quota of {0} is used up: {2} ({1}). Top it up, wait for the quota to return, or"
                    + " choose another model: openclaw-cn models set");
    static final Text RATE_LIMITED = new Text(
            "{0} 请求过快被限流：{2}（{1}）。稍后再试，或设置备用型号：openclaw-cn models fallbacks add",
            "{0} limits the rate of requests: {2} ({1}). Try later, or give it a fallback: openclaw-cn models fallbacks add");
    static final Text RATE_LIMITED_UNTIL = new Text(
            "{0} 请求过快被限流：{2}（{1}）。{3} 秒后再试，或设置备用型号：openclaw-cn models fallbacks add",
            "{0} limits the rate of requests: {2} ({1}). Try again in {3} s, or give it a fallback:"
                    + " openclaw-cn models fallbacks add");
    static final Text OVERLOADED = new Text(
            "{0} 的平台正过载：{2}（{1}）。与密钥无关，请稍后再试", "the platform of {0} is overloaded: {2} ({1}). It is not the key; try later");
    static final Text SERVER_FAILED = new Text(
            "{0} 的服务器出错：{2}（{1}）。请稍后再试", "the server of {0} failed: {2} ({1}). Try later");
    static final Text NO_SUCH_MODEL = new Text(
            "{0} 不存在，或这个密钥无权使用它：{2}（{1}）。查看可用型号：openclaw-cn models list --all",
            "there is no {0}, or this key may not use it: {2} ({1}). To see what there is: openclaw-cn models list --all");
    static final Text RETIRED_MODEL = new Text(
            "{0} 已被平台下线：{2}（{1}）。建议换用 {3}：openclaw-cn models set {3}",
            "{0} was retired by its platform: {2} ({1}). Suggested instead: openclaw-cn models set {3}");
    static final Text WRONG_ADDRESS = new Text(
            "{0} 的地址上没有这个接口：{2}（{1}）。请检查 baseUrl：openclaw-cn models explain {0}",
            "there is no such interface at the address of {0}: {2} ({1}). Check its baseUrl: openclaw-cn models explain {0}");
    static final Text CONTEXT_OVERFLOW = new Text(
            "对话超出了 {0} 的上下文窗口：{2}（{1}）。请新开会话，或换窗口更大的型号",
            "the conversation no longer fits {0}: {2} ({1}). Start a new session, or choose a model with a larger window");
    static final Text CONTENT_FILTERED = new Text(
            "{0} 的内容审核拒绝了这次请求：{2}（{1}）。请改写后再试", "the content filter of {0} refused: {2} ({1}). Reword it");
    static final Text REFUSED = new Text(
            "{0} 拒绝了请求：{2}（{1}）。请求遵循的规则：openclaw-cn models explain {0}",
            "{0} refused the request: {2} ({1}). To see the rules it was made by: openclaw-cn models explain {0}");
    static final Text NOT_SPOKEN = new Text(
            "{0} 的接口格式 {1} 尚不支持；可用 openai-completions、openai-responses、anthropic-messages",
            "the wire format {1} of {0} is not supported; there are openai-completions, openai-responses, anthropic-messages");

    static final Text TOOL_SCHEMA = new Text(
            "工具 {0} 没有提供给模型：{1}", "the tool {0} was not offered to the model: {1}");
    static final Text TOOL_TOO_MANY = new Text(
            "工具 {0} 没有提供给模型：最多 {1} 个", "the tool {0} was not offered to the model: {1} at most");
    static final Text TOOL_OF_PLATFORM = new Text(
            "工具 {0} 属于平台，只能通过 openai-completions 使用", "the tool {0} is the platform's own and works over openai-completions only");

    static final Text PARAM_RESERVED = new Text(
            "params 中的 {0} 由程序决定，没有发送", "{0} in params is decided by the program and was not sent");
    static final Text PARAM_PINNED = new Text(
            "params 中的 {0} 没有发送：该型号的采样参数是固定的", "{0} in params was not sent: this model's sampling is fixed");

    static final Text PACED = new Text(
            "按 {0} 的限速等待 {1} 秒（Ctrl-C 可中断）", "keeping to the rate limit of {0}: {1} s (Ctrl-C stops)");
    static final Text IN_LINE = new Text(
            "{0} 的其他请求正在进行，排队等待中（Ctrl-C 可中断）", "waiting in line for {0}: other requests go first (Ctrl-C stops)");

    private LlmText() {}
}
