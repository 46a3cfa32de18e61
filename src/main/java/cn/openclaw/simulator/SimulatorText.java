package cn.openclaw.simulator;

import cn.openclaw.base.Text;

/** What this floor says to people. What it says to clients is English or the platform's own words, and stands where it is said. */
final class SimulatorText {
    static final Text UNKNOWN_FAULT = new Text(
            "不认识的故障“{0}”。可用：overload、rate、tpd、quota、risk、denied、401、500、503、hangup、drop N、cut 字节数、stall N 毫秒、error-frame N、"
                    + "garbage N、slow 毫秒、bytes N、crlf、no-end、closing。",
            "There is no fault \"{0}\". There are: overload, rate, tpd, quota, risk, denied, 401, 500, 503, hangup, drop N, cut BYTES, "
                    + "stall N MS, error-frame N, garbage N, slow MS, bytes N, crlf, no-end, closing.");
    static final Text NOT_A_SCRIPT = new Text("剧本有误，在 {0}：{1}", "This is not a script, at {0}: {1}");
    static final Text CANNOT_LISTEN =
            new Text("无法监听 127.0.0.1:{0}（{1}）。换一个端口，或用 --port 0 自动选择。",
                    "Cannot listen on 127.0.0.1:{0} ({1}). Choose another port, or --port 0 for a free one.");

    private SimulatorText() {}
}
