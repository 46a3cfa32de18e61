package cn.openclaw.timer;

import cn.openclaw.base.Text;

/** What this floor says. */
final class TimerText {
    static final Text NO_SCHEDULE = new Text(
            "schedule.kind 应为 at、every 或 cron", "schedule.kind must be at, every or cron");
    static final Text BAD_AT = new Text(
            "schedule.at 应为 ISO 时间，例如 2026-12-24T18:00:00+08:00", "schedule.at must be an ISO time such as 2026-12-24T18:00:00+08:00");
    static final Text BAD_EVERY = new Text("schedule.everyMs 应为大于 0 的整数（毫秒），至多一百年", "schedule.everyMs must be a whole number of milliseconds above 0, a hundred years at most");
    static final Text BAD_ZONE = new Text("没有时区 {0}；例如 Asia/Shanghai", "there is no time zone {0}; such as Asia/Shanghai");
    static final Text BAD_CRON = new Text("cron 表达式 {0} 不对：{1}", "the cron expression {0} is wrong: {1}");
    static final Text CRON_FIELDS = new Text("应有 5 或 6 段（秒可省略）", "it needs 5 or 6 fields (seconds may be left out)");
    static final Text CRON_PART = new Text("第 {0} 段的 {1}", "{1} in field {0}");
    static final Text CRON_NEVER = new Text("这个时间永远不会到来", "that time never comes");
    static final Text PAST = new Text("schedule.at 的时间 {0} 已经过去，任务不会运行", "schedule.at {0} has passed, so the job would never run");
    static final Text NO_NAME = new Text("任务需要名字（name）", "a job needs a name");
    static final Text BAD_TARGET = new Text("sessionTarget 应为 main 或 isolated", "sessionTarget must be main or isolated");
    static final Text BAD_WAKE = new Text("wakeMode 应为 now 或 next-heartbeat", "wakeMode must be now or next-heartbeat");
    static final Text BAD_PAYLOAD = new Text(
            "payload.kind 应为 systemEvent（配 text）或 agentTurn（配 message）",
            "payload.kind must be systemEvent (with text) or agentTurn (with message)");
    static final Text MAIN_NEEDS_EVENT = new Text(
            "sessionTarget 为 main 的任务只能用 systemEvent", "a job for the main session needs a payload of kind systemEvent");
    static final Text ISOLATED_NEEDS_TURN = new Text(
            "sessionTarget 为 isolated 的任务只能用 agentTurn", "an isolated job needs a payload of kind agentTurn");
    static final Text NOT_OF_KIND = new Text("{0} 的类型不对", "{0} is of the wrong kind");
    static final Text NO_JOB = new Text("没有任务 {0}", "there is no job {0}");
    static final Text NOT_WRITTEN = new Text("无法写入 {0}：{1}", "{0} could not be written: {1}");
    static final Text INTERRUPTED = new Text("网关在任务运行时停止", "the gateway stopped while the job ran");

    private TimerText() {}
}
