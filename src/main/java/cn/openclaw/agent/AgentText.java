package cn.openclaw.agent;

import cn.openclaw.base.Text;

/** What this floor says. */
final class AgentText {
    static final Text UNKNOWN_AGENT = new Text(
            "没有名为“{0}”的智能体。已配置的有：{1}。", "There is no agent \"{0}\". Configured: {1}.");
    static final Text BLIND = new Text(
            "{0} 不能看图片。用 --model 选一个能看图片的型号，或运行 openclaw-cn models set-image <型号>。",
            "{0} cannot see pictures. Choose a model that can with --model, or run openclaw-cn models set-image <model>.");
    static final Text TOO_MANY_STEPS = new Text(
            "这一轮已调用模型 {0} 次仍未结束，已停止。已完成的部分保存在会话里；再发一条消息可继续。",
            "This turn asked the model {0} times without ending and was stopped. What was done is in the session; send another message to go on.");
    static final Text LOOPING = new Text(
            "模型在原地打转：对 {0} 的同样调用连续 {1} 次得到同样的结果，已停止。已完成的部分保存在会话里；告诉它换个做法再继续。",
            "The model is going round in circles: the same calls of {0} brought the same results {1} times in a row, so the turn was stopped. What was done is in the session; tell it what to do instead.");
    static final Text EMPTY_AGAIN = new Text("模型返回了空回答，再问一次。", "The answer was empty; asking once more.");
    static final Text EMPTY = new Text(
            "模型两次都返回了空回答。换个说法再试，或用 --model 换一个型号。",
            "The model answered with nothing twice. Say it differently, or choose another model with --model.");
    static final Text REASONED_AGAIN = new Text(
            "输出额度全被思考用完，没有写出回答；放宽到 {0} 个 token 再问一次。",
            "Reasoning used up the whole output budget before a word of the answer; asking once more with {0} tokens.");
    static final Text REASONED = new Text(
            "输出额度全被思考用完，没有写出回答。调大该型号的 maxTokens，或少想一些：--thinking low。",
            "Reasoning used up the whole output budget before a word of the answer. Raise the model's maxTokens, or let it think less: --thinking low.");
    static final Text TRIMMED = new Text(
            "对话超出型号的窗口，这次请求略去了较早的内容；完整记录仍在会话文件里。",
            "The conversation is larger than the model's window; earlier parts were left out of this request. All of it is still in the session file.");
    static final Text TIMED_OUT = new Text(
            "这一轮超过了 {0} 秒的时限。已收到的部分保存在会话里。用 --timeout 放宽，或设置 agents.defaults.timeoutSeconds。",
            "This turn took longer than its limit of {0} seconds. What had arrived is in the session. Allow more with --timeout, or set agents.defaults.timeoutSeconds.");
    static final Text ALL_FAILED = new Text("试过 {0} 种途径，都没有得到回答：", "Tried {0} ways; none brought an answer:");

    static final Text WAITS_FOR_REST = new Text(
            "所有途径都在休息；{1} 秒后询问 {0}（Ctrl-C 可中断）", "every way rests; {0} will be asked in {1} s (Ctrl-C stops)");
    static final Text WAITS_TO_ASK_AGAIN = new Text(
            "没有别的途径；{1} 秒后再问 {0}（Ctrl-C 可中断）", "there is no other way; {0} will be asked again in {1} s (Ctrl-C stops)");

    static final Text WAITS_FOR_PROCESS = new Text(
            "另一个 openclaw-cn 进程正在这个会话里回答；等它结束再继续（Ctrl-C 可中断）",
            "another openclaw-cn process is in the middle of a turn of this conversation; this one begins when that is over (Ctrl-C stops)");

    static final Text NOT_IN_LEDGER = new Text(
            "这次调用的用量没能记入账本：{0}", "what this call used could not be written to the ledger: {0}");

    static final Text INTERRUPTED = new Text("已中断；收到的部分保存在会话里。", "Interrupted; what had arrived is in the session.");
    static final Text SWITCHED = new Text("{0} 答不了（{2}），这一轮改问 {1}。", "{0} cannot answer ({2}); {1} is asked for this turn.");
    static final Text SWITCHED_RESTING = new Text("{0} 正在休息（到 {2}），这一轮改问 {1}。", "{0} rests (until {2}); {1} is asked for this turn.");
    static final Text SWITCHED_REFUSED = new Text(
            "改用 {1}；{0} 的密钥已被拒绝，换新密钥后才会再用", "Now asking {1}; the key of {0} was refused and rests until it is changed");

    private AgentText() {}
}
