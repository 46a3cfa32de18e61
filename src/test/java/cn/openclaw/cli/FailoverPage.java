package cn.openclaw.cli;

import cn.openclaw.base.Text;

/** The words around the failover table. */
final class FailoverPage {
    static final Text HEAD = new Text(
            """
            # 出错时会发生什么

            [English](failover.en.md) · 本页由 `FailoverTableTest` 在真实 HTTP 上演练写成，过时则测试失败（`-Dgolden=update` 重写）。

            首选 `moonshot/kimi-k2.6`（凭据 `moonshot:work`）出错，备用 `backup/kimi-k2.6` 健康。每一行：人看到的话、退出码、发给首选与备用的请求数、
            等了多久（时限写的是默认值，演练时缩短）、什么休息多久。

            | 情况 | 人看到的 | 退出码 | 请求 | 等待 | 休息 |
            |---|---|---|---|---|---|
            """,
            """
            # What happens when something fails

            [中文](failover.md) · Written by `FailoverTableTest`, which plays it over real HTTP; the test fails when it is stale (`-Dgolden=update` writes it anew).

            The primary `moonshot/kimi-k2.6` (profile `moonshot:work`) fails, the fallback `backup/kimi-k2.6` is healthy. Each row: what the person
            sees, the exit code, requests to the primary and the fallback, what was waited (time limits at their usual length;
            the test shortens them), and what rests for how long.

            | Case | What the person sees | Exit | Requests | Waited | Rests |
            |---|---|---|---|---|---|
            """);

    static final Text FOOT = new Text(
            """

            ## 规则

            - 先换凭据，再换型号；明确指定的型号（`--model`、会话里选定的）没有替补，用户选定的凭据也不换。选择从不被改写：备用只顶替一轮，下一轮先问首选。
            - 一次提问中每条途径最多再问一次，总共最多 8 个请求。已经听到一段回答，或已经用过工具，就不再换型号重来。
            - 限流按“凭据 × 型号”休息：先听 `Retry-After`，没有则 30 秒、1 分钟、5 分钟，最长 5 分钟。被跳过不会延长休息；结束时间只会推后；成功即清除。
              401 休息到密钥更换为止；余额不足休息数小时（`auth.cooldowns.billingBackoffHours`）；400 与内容审核不影响凭据。
            - 所有途径都在休息而最早的 30 秒内结束（`auth.cooldowns.longestWaitSeconds`），就等它并说明，Ctrl-C 可中断；更久则照样问一次，因为你可能刚充了值。
            - 连续两次没有回答的型号（出错、超时、连不上），在失败所花时间的十倍内（至少 30 秒，至多 5 分钟）不再排第一；只有它时照常立即询问。只记在内存里。

            时限可按服务商调整：

            ```json5
            { models: { providers: { moonshot: {
              baseUrl: "https://api.moonshot.cn/v1", models: [],
              limits: { connectMs: 15000, firstByteMs: 120000, stallMs: 60000, totalMs: 1800000 },
              pacing: { tier: 1 },
            } } } }
            ```

            `pacing` 让请求在本地排队，不超过等级的并发、RPM 与 TPM；不写则从平台的第一次 429 里学。[停机演习](failover-simulation.md)用数千轮对话检验这些规则。
            """,
            """

            ## Rules

            - Other keys first, then other models. A model that was named (`--model`, chosen in the session) has no stand-in, nor has a profile the person
              chose. No choice is ever rewritten: a fallback serves one turn, and the next turn asks the primary first.
            - In one question each way is asked once more at most, and all together 8 times at most. After a piece of an answer was heard, or a tool was used,
              no other model begins anew.
            - A rate limit rests one profile for one model: `Retry-After` first, else 30 s, 1 min, 5 min; never longer than 5 min. Being skipped extends nothing,
              the latest end counts, success clears it. A 401 rests until the key changes; an empty account rests for hours
              (`auth.cooldowns.billingBackoffHours`); a 400 or a content filter touches no key.
            - When everything rests and the soonest end is within 30 s (`auth.cooldowns.longestWaitSeconds`), it is waited for, said so, and Ctrl-C stops it. Where it
              lasts longer it is asked once all the same: you may have topped up.
            - A model that failed twice in a row to answer (errors, time limits, no connection) is not the first to be asked for ten times as long as the failure
              took (30 s at least, 5 min at most); where there is nobody else it is asked at once. In memory only.

            Time limits are a provider's:

            ```json5
            { models: { providers: { moonshot: {
              baseUrl: "https://api.moonshot.ai/v1", models: [],
              limits: { connectMs: 15000, firstByteMs: 120000, stallMs: 60000, totalMs: 1800000 },
              pacing: { tier: 1 },
            } } } }
            ```

            `pacing` keeps requests in a line here, under the tier's concurrency, RPM and TPM; without it they are learned from the platform's first 429.
            The [outage simulation](failover-simulation.md) tries these rules on thousands of turns.
            """);

    static final Text PART = new Text("（已经收到的部分）", "(the part that had arrived)");

    private FailoverPage() {}
}
