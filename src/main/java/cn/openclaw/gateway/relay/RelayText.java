package cn.openclaw.gateway.relay;

import cn.openclaw.base.Text;

/** What programs that ask models, and the people behind them, are told. */
final class RelayText {
    static final Text NO_MODEL = new Text("没有名为 {0} 的型号", "there is no model {0}");
    static final Text NOT_SPOKEN = new Text("{0} 的接口 {1} 不能转发", "{0} speaks {1}, which cannot be relayed");
    static final Text UNAUTHORIZED = new Text(
            "缺少密钥或密钥无效：用 Authorization: Bearer 或 x-api-key 给出网关令牌，或 openclaw-cn gateway keys add 生成的密钥",
            "no key, or not a valid one: send the gateway's token or a key made by openclaw-cn gateway keys add as Authorization: Bearer or x-api-key");
    static final Text MODEL_FORBIDDEN = new Text(
            "密钥 {0} 不能使用 {1}；允许的型号：{2}。可在 gateway.http.keys.{0}.models 里修改",
            "the key {0} may not use {1}; it may use: {2}. Change gateway.http.keys.{0}.models");
    static final Text AGENT_FORBIDDEN = new Text(
            "密钥 {0} 不能询问智能体：要用它问 {1}，请把 {1} 写进 gateway.http.keys.{0}.models",
            "the key {0} may not ask agents: to ask {1} with it, put {1} into gateway.http.keys.{0}.models");
    static final Text RATE = new Text(
            "密钥 {0} 请求过多（每分钟 {1} 次，同时 {2} 个），请在 {3} 秒后再试",
            "too many requests with the key {0} (at most {1} a minute, {2} at a time); try again in {3} s");
    static final Text UNLIMITED = new Text("不限", "any number");
    static final Text RESTING = new Text(
            "{0} 的所有密钥都在冷却，请在 {1} 秒后再试", "every key of {0} is cooling down; try again in {1} s");
    static final Text NOT_JSON = new Text("请求体第 {0} 行第 {1} 列：{2}", "the body, line {0}, column {1}: {2}");
    static final Text NOT_OBJECT = new Text("请求体必须是 JSON 对象", "the body must be a JSON object");
    static final Text MISSING = new Text("缺少必需的字段 {0}", "the required field {0} is missing");
    static final Text LONG_NAME = new Text("model：至多 {0} 个字符", "model: at most {0} characters");
    static final Text TWICE = new Text("{0} 必须只写一次，且用小写", "{0} must stand there once, in small letters");
    static final Text NO_MESSAGES = new Text("messages：必须是至少有一条消息的数组", "messages: must be an array of at least one message");
    static final Text NO_INPUT = new Text("input：必须是文字，或至少有一项的数组", "input: must be a text, or an array of at least one item");
    static final Text ONE_ANSWER = new Text(
            "n：{0} 每次请求只给一个回答，不能是 {1}；请去掉 n，或分几次请求", "n: {0} gives one answer to a request, not {1}; leave n out, or ask several times");
    static final Text NO_THREADS = new Text(
            "thread：{0} 不保存对话；请不带 thread，在 messages 里带上整个对话", "thread: {0} keeps no conversation; send the whole of it in messages, without thread");
    static final Text POST_ONLY = new Text("{0} 只接受 {1}", "{0} takes {1} only");
    static final Text DISABLED = new Text(
            "这个接口已关闭：gateway.http.endpoints.{0}.enabled 为 false", "this endpoint is off: gateway.http.endpoints.{0}.enabled is false");
    static final Text NO_AGENT = new Text("这个网关不能在 {0} 上使用智能体", "this gateway has no agent at {0}");
    static final Text NOT_TRANSLATED = new Text(
            "{0} 使用 {1} 接口，{2} 不能转成它", "{0} speaks {1}, and {2} cannot be put into that");
    static final Text NOTHING_KEPT = new Text(
            "{0} 使用 {1} 接口，不保存先前的回答，不能用 previous_response_id：请在 input 里带上整个对话",
            "{0} speaks {1} and keeps no earlier answers, so previous_response_id means nothing to it: send the whole conversation in input");
    static final Text CUT_OFF = new Text("回答在中途断开：{0}", "the answer broke off: {0}");
    static final Text STOPPING = new Text("网关正在停止", "the gateway is stopping");
    static final Text FAULT = new Text("网关内部错误，编号 {0}，详情见日志", "a fault of the gateway, number {0}; the log has the details");
    static final Text BAD_FALLBACK = new Text(
            "x-openclaw-fallbacks 里的 {0} 不是可用的型号", "{0} in x-openclaw-fallbacks is no model that can be used");
    static final Text TOO_LONG = new Text("上游的回答超过 {0} MiB", "the upstream's answer is longer than {0} MiB");

    private RelayText() {}
}
