package cn.openclaw.tui;

import cn.openclaw.base.Text;

/** What this floor says. */
final class TuiText {
    static final Text CANCELLED = new Text("已取消，没有改动任何东西。", "Cancelled; nothing was changed.");
    static final Text SELECT_KEYS = new Text("↑↓ 选择，回车确认，Ctrl-C 取消", "↑↓ to choose, Enter to confirm, Ctrl-C to cancel");
    static final Text YES = new Text("是", "Yes");
    static final Text NO = new Text("否", "No");
    static final Text NUMBER = new Text("输入编号（1-{0}）", "a number (1-{0})");
    static final Text NOT_A_CHOICE = new Text("请输入 1 到 {0} 之间的编号。", "Please enter a number from 1 to {0}.");

    private TuiText() {}
}
