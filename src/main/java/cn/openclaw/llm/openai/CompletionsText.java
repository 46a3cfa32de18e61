package cn.openclaw.llm.openai;

import cn.openclaw.base.Text;

/** What this wire tells a person besides the answer. */
final class CompletionsText {
    static final Text PINNED = new Text(
            "{0} 固定了采样参数，已忽略设置的 {1}", "{0} pins its sampling parameters: the {1} you set is left out");
    static final Text CLAMPED = new Text(
            "{0} 的 temperature 上限是 1，已由 {1} 改为 1", "{0} takes a temperature of 1 at most: {1} was lowered to 1");
    static final Text RESERVED = new Text(
            "params 里的 {0} 由程序决定，已忽略", "{0} in params is decided by the program and left out");
    static final Text ALWAYS_THINKS = new Text(
            "{0} 总在思考，不能关闭", "{0} always thinks; that cannot be switched off");
    static final Text THINKING_PARAM = new Text(
            "{0} 不接受 params 里的 {1}，已忽略；请用 --thinking 调节", "{0} does not take {1} from params, so it is left out; use --thinking");
    static final Text TOOL_LEFT_OUT = new Text(
            "工具 {0} 的参数定义无法改写成 Moonshot 接受的形式，本次不提供该工具：{1}",
            "the parameters of the tool {0} cannot be rewritten into what Moonshot takes, so it is not offered: {1}");
    static final Text TOO_MANY_TOOLS = new Text(
            "平台最多接受 {0} 个工具，后面的 {1} 个不提供", "the platform takes {0} tools at most; the last {1} are not offered");
    static final Text TOOL_CHOICE = new Text(
            "{0} 此时不接受 tool_choice {1}，已改为 auto", "{0} does not take tool_choice {1} now; auto is sent instead");
    static final Text MEDIA_LEFT_OUT = new Text(
            "{0} 不接受 {1}，已用文字说明代替", "{0} does not take {1}; words stand in its place");
    static final Text BUDGET_USED_BY_REASONING = new Text(
            "{0} 的输出额度被思考用完，没有产生正文；请调大 maxTokens 或降低思考深度",
            "{0} used up its output budget by reasoning and said nothing; raise maxTokens or think less hard");
    static final Text LEAK_SUPPRESSED = new Text(
            "{0} 在正文里漏出了工具调用标记，已隐去", "{0} leaked tool-call markup into its words; it was left out");

    private CompletionsText() {}
}
