package cn.openclaw.llm;

import cn.openclaw.base.Text;

/** Why a dialect rule is as it is; printed by {@code models explain}. */
final class DialectText {
    static final Text COMPAT = new Text("compat 里写明", "said in compat");
    static final Text KIMI_ROLE = new Text("Kimi 只认 system，developer 会被拒绝（HTTP 400）", "Kimi knows system alone and refuses developer with HTTP 400");
    static final Text OPENAI_ROLE = new Text("OpenAI 的推理型号用 developer，其余用 system", "OpenAI's reasoning models take developer, the others system");
    static final Text SAFE_ROLE = new Text("system 处处可用", "system is understood everywhere");
    static final Text KIMI_MAX = new Text("max_tokens 在 Kimi 上已弃用", "max_tokens is deprecated on Kimi");
    static final Text HOST_FIELD = new Text("该主机的写法", "the way of this host");
    static final Text ONLY_OPENAI = new Text("只有 OpenAI 自己需要", "only OpenAI itself wants it");
    static final Text USAGE_ASKED = new Text("要求在流末尾给出用量", "asks for token counts at the end of the stream");
    static final Text CACHE_KEY = new Text("按会话固定，前缀缓存才能命中", "stable for a session, so that the prefix cache hits");
    static final Text NO_CACHE_KEY = new Text("该主机不需要；可用 compat.supportsPromptCacheKey 打开", "not needed there; compat.supportsPromptCacheKey turns it on");
    static final Text SAMPLING_OPEN = new Text("可自行设定", "yours to choose");
    static final Text SAMPLING_FIXED = new Text(
            "平台固定了采样参数，发送其他值会被拒绝（HTTP 400），所以一律不发送",
            "the platform pins the sampling parameters and answers other values with HTTP 400, so none is sent");
    static final Text STRING_CONTENT = new Text("纯文本以字符串发送，纯文本型号只认字符串", "text alone goes as a string, which text-only models insist on");
    static final Text HOST_THINKING = new Text("该主机开关思考的方式", "the way thinking is switched there");
    static final Text DOES_NOT_REASON = new Text("该型号不思考", "the model does not reason");
    static final Text KIMI_TOGGLE = new Text("思考可开关，总是写明；不与 reasoning_effort 同时发送", "thinking can be switched and is always said aloud; never together with reasoning_effort");
    static final Text KIMI_ALWAYS = new Text("总在思考，thinking 与 reasoning_effort 都不发送", "it always thinks; neither thinking nor reasoning_effort is sent");
    static final Text KIMI_EFFORT = new Text("总在思考，只用 reasoning_effort 调节深浅", "it always thinks; reasoning_effort alone says how hard");
    static final Text KIMI_UNKNOWN = new Text("不知道它怎样开关思考，因此不发送", "how it is switched is not known, so nothing is sent");
    static final Text TOOL_CHOICE_HOST = new Text("该主机接受的取值", "what this host takes");
    static final Text TOOL_CHOICE_OLD = new Text("不支持 required：改为 auto 并在消息中要求调用工具", "required is not supported: auto instead, and a message that asks for a tool");
    static final Text TOOL_CHOICE_TOGGLE = new Text("思考时 required 改为 auto；指定工具时本次关闭思考", "while thinking, required becomes auto; a named tool switches thinking off for that call");
    static final Text TOOL_CHOICE_ALWAYS = new Text("总在思考，只接受 auto 与 none", "it always thinks, so only auto and none are taken");
    static final Text TOOL_CHOICE_K3 = new Text("接受 auto、none、required", "takes auto, none and required");
    static final Text TOOL_NAMES = new Text("不合规的工具名先改写再发送，回来时还原；最多 128 个", "names outside the rule are rewritten, and restored in the answer; 128 at most");
    static final Text MFJS = new Text("Moonshot 只接受 JSON Schema 的子集，参数定义先行改写", "Moonshot takes a subset of JSON Schema; parameters are rewritten to it");
    static final Text PLAIN_SCHEMA = new Text("参数定义原样发送", "parameters are sent as they are");
    static final Text BUILTIN = new Text("$ 开头的工具由 Kimi 平台执行，如 $web_search", "tools whose name begins with $ are run by Kimi's platform, such as $web_search");
    static final Text TOOL_STREAM = new Text("GLM 要求写明才会流式返回工具参数", "GLM streams tool arguments only when asked to");
    static final Text FIELDS = new Text("按此顺序查找思考内容", "where reasoning is looked for, in this order");
    static final Text REPLAY = new Text(
            "带工具调用的历史消息必须带回思考内容，缺少时补占位（否则 HTTP 400）",
            "earlier messages with tool calls must carry their reasoning, or a placeholder (HTTP 400 otherwise)");
    static final Text REPLAY_SAME = new Text("只带回同一型号自己的思考", "a model gets its own reasoning back, never another's");
    static final Text EMPTY_OMIT = new Text("空正文会被拒绝，因此省略", "empty words are refused, so the field is left out");
    static final Text EMPTY_NULL = new Text("空正文写作 null", "empty words go as null");
    static final Text MISTRAL_IDS = new Text("该主机要求 9 个字母或数字", "this host wants nine letters or digits");
    static final Text UNIQUE_IDS = new Text(
            "id 原样保留；只有重复的后来者按固定规则改名", "ids stay as they are; only later duplicates are renamed, always in the same way");
    static final Text USAGE_ANY = new Text("用量写在哪里都读，以最后一次为准，从不相加", "token counts are read wherever they are; the last one counts, nothing is added up");
    static final Text LEAKED = new Text("漏在正文里的 Kimi 原生工具标记会还原成工具调用", "Kimi's native tool markup that leaks into words becomes tool calls");
    static final Text FINISH = new Text("没有结束标志的流算作中断", "a stream that does not say it is over counts as cut off");

    private DialectText() {}
}
