package cn.openclaw.cli;

import cn.openclaw.base.Text;
import java.util.List;

/** What {@code requests} says. */
final class RequestsText {
    static final Text SUMMARY = new Text("查看和重放对模型的请求", "look at requests to models, and send one again");
    static final Text LIST = new Text("列出最近的请求", "list the latest requests");
    static final Text SHOW = new Text("显示一个请求的全部记录", "show all that is kept of one request");
    static final Text REPLAY = new Text("把一个请求再发给正在运行的网关，并与当时比较", "send a request again, to the gateway that runs, and compare");
    static final Text LIMIT = new Text("最多几条（默认 20）", "how many at most (default 20)");
    static final Text STATUS = new Text(
            "只看这种结果：ok、failed、aborted，或 HTTP 状态码", "only those with this outcome: ok, failed, aborted, or an HTTP status");
    static final Text CALLER = new Text("只看这个调用者（名字的一部分）", "only this caller's (a part of its name)");
    static final Text MODEL = new Text("只看这个模型（名字的一部分）", "only this model's (a part of its name)");
    static final Text OTHER_MODEL = new Text("改问这个模型", "ask this model instead");
    static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    static final Text ID = new Text("请求的 id，或它的开头", "the request's id, or how it begins");
    static final List<Text> COLUMNS = List.of(
            new Text("时间", "Time"),
            new Text("编号", "Id"),
            new Text("结果", "Outcome"),
            new Text("入口", "Door"),
            new Text("型号", "Model"),
            new Text("用时", "Took"),
            new Text("入+出", "In+out"),
            new Text("调用者", "Caller"),
            new Text("错误", "Error"));
    static final Text EMPTY = new Text(
            "还没有请求的记录。网关收到的和智能体发出的请求都会记在这里", "no requests are on record yet. Those that the gateway gets and agents make are kept here");
    static final Text NO_MATCH = new Text("没有符合条件的请求", "no request matches");
    static final Text BAD_LIMIT = new Text("--limit 要 1 到 10000 之间的整数，不能是 {0}", "--limit takes a whole number from 1 to 10000, not {0}");
    static final Text UNKNOWN = new Text(
            "没有 id 以 {0} 开头的请求。用 openclaw-cn requests list 查看", "no request has an id that begins with {0}. See openclaw-cn requests list");
    static final Text SEVERAL = new Text("有 {1} 个请求的 id 以 {0} 开头，请写长一些", "{1} requests have an id that begins with {0}; write more of it");
    static final Text NO_BODY = new Text(
            "请求 {0} 没有保存正文，无法重放。要保存今后的正文，运行 openclaw-cn config set diagnostics.flags '[\"requests.bodies\"]' 并重启网关",
            "the text of request {0} was not kept, so it cannot be sent again. To keep the text of those to come, run openclaw-cn config set diagnostics.flags '[\"requests.bodies\"]' and restart the gateway");
    static final Text AGENTS = new Text(
            "{0} 是智能体自己的调用，正文在会话 {1} 里。用 openclaw-cn sessions show {1} 查看",
            "{0} is a call of an agent's own; what was said stands in the conversation {1}. See openclaw-cn sessions show {1}");
    static final Text MASKED = new Text(
            "注意：保存时正文里的密钥被遮蔽了，重放的内容与当时不完全相同", "note: keys in the text were masked when it was kept, so what is sent is not quite the same");
    static final Text COMPARED = new Text(
            "当时：状态 {0}，首字节 {1} ms，共 {2} ms；现在：状态 {3}，首字节 {4} ms，共 {5} ms",
            "then: status {0}, first byte {1} ms, {2} ms in all; now: status {3}, first byte {4} ms, {5} ms in all");
    static final Text UNREADABLE = new Text("请求记录无法读取：{0}", "the journal of requests cannot be read: {0}");

    private RequestsText() {}
}
