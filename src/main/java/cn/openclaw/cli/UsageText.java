package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** What {@code usage} says. */
final class UsageText {
    static final Text SUMMARY = new Text("看用量与花费", "see what was used and what it cost");
    static final Text BY = new Text(
            "按什么汇总：day、model、provider、agent、key、session、profile、status（默认 day）",
            "add up by day, model, provider, agent, key, session, profile or status (default day)");
    static final Text DAYS = new Text("最近几天，含今天（默认 7）", "how many days, today included (default 7)");
    static final Text JSON = new Text("标准输出只有 JSON", "print JSON and nothing else on standard output");
    static final Text RERATE = new Text(
            "价格改正之后，用现在的价格重算以往的调用", "after a price was corrected, count past calls again at today's prices");
    static final Text DRY_RUN = new Text("只看结果，不写入", "show what would change and write nothing");
    static final Text RERATE_DAYS = new Text("最近几天（默认全部）", "how many days (default all)");
    static final Text BAD_BY = new Text(
            "--by 只能是 {1}，不能是 {0}", "--by takes {1}, not {0}");
    static final Text BAD_DAYS = new Text("--days 要 1 到 3660 之间的整数，不能是 {0}", "--days takes a whole number from 1 to 3660, not {0}");
    static final Text EMPTY = new Text(
            "还没有调用记录。用 openclaw-cn agent --message \"你好\" 试一次", "no calls are on record yet. Try openclaw-cn agent --message \"Hello\"");
    static final Text NOTHING = new Text("{0} 到 {1} 没有调用", "no calls from {0} to {1}");
    static final Text TOTAL = new Text("合计", "total");
    static final Text CALLS = new Text("{0} 次", "{0} calls");
    static final Text FAILED = new Text("{0} 次失败或中断", "{0} failed or stopped");
    static final Text TOKENS = new Text(
            "输入 {0} · 输出 {1}（思考 {2}）· 命中缓存 {3}", "{0} in · {1} out ({2} reasoning) · {3} cached");
    static final Text ESTIMATED = new Text("其中 {0} 为估计", "{0} of it estimated");
    static final Text UNPRICED = new Text(
            "{0} 次调用没有已知价格，不在金额之内。补上 cost 后运行 openclaw-cn usage rerate",
            "{0} calls have no known price and are not in the amounts. Add their cost, then run openclaw-cn usage rerate");
    static final Text INCLUDED = new Text("{0} 次由会员覆盖或在本机运行", "{0} covered by a membership or run on this machine");
    static final Text UNKNOWN = new Text("未知", "unknown");
    static final Text NO_COST = new Text("—", "—");
    static final Text ALLOWANCE = new Text("花费上限（openclaw-cn config get agents.defaults.budget）", "Caps on spending (openclaw-cn config get agents.defaults.budget)");
    static final Text LEFT = new Text("已用 {0}，上限 {1}，剩 {2}", "{0} of {1} used, {2} left");
    static final Text EACH = new Text("每次最多 {0}", "{0} at most each");
    static final Text RERATED = new Text(
            "重算了 {0} 次调用，{1} 次的金额变了：{2} → {3}", "counted {0} calls again, {1} of them have another amount: {2} → {3}");
    static final Text WOULD = new Text(
            "{0} 次调用中有 {1} 次的金额会变：{2} → {3}（没有写入）", "of {0} calls {1} would have another amount: {2} → {3} (nothing was written)");

    private UsageText() {}
}
