package cn.openclaw.gateway;

import cn.openclaw.base.Text;

/** What becomes of runs, in words for people. */
final class RunText {
    static final Text OUR_FAULT = new Text(
            "这是我们的错（编号 {0}），详情在日志里：openclaw-cn logs。", "This is our fault (id {0}); the log has the details: openclaw-cn logs.");
    static final Text ENDED_TOO_OFTEN = new Text(
            "回答这条消息时网关连续 {0} 次中止，已不再重试。消息保存在会话里。",
            "The gateway ended {0} times while this message was answered, so it is not tried again. The message is in the session.");

    static final Text FAILED_BEFORE = new Text(
            "网关重启之前，模型没有答完这条消息；原因在会话里。", "The model failed on this message before the gateway was restarted; the conversation says why.");
    static final Text CROWDED_OUT = new Text(
            "这个会话里等待的消息超过了 {0} 条，最早的这条没有回答。消息保存在会话里；可在 messages.queue 里调整 cap 与 drop。",
            "More than {0} messages waited in this conversation, and this one, the oldest, was not answered. It is kept in the conversation; messages.queue has cap and drop.");
    static final Text STOPPED = new Text("已停止。", "Stopped.");

    private RunText() {}
}
