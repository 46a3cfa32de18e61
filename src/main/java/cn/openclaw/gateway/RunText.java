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
    static final Text STOPPED = new Text("已停止。", "Stopped.");

    private RunText() {}
}
