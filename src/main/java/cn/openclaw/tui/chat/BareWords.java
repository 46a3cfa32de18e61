package cn.openclaw.tui.chat;

import java.util.Locale;
import java.util.Set;

/** Whole messages that are meant for us and not for the model, although they have no slash. */
final class BareWords {
    private static final Set<String> STOP = Set.of(
            "stop", "esc", "abort", "wait", "exit", "interrupt", "停", "停止", "停下", "取消", "中止", "打断", "别说了", "等等", "等一下");
    private static final Set<String> LEAVE = Set.of("exit", "quit", "退出", ":q");

    private BareWords() {}

    /** While the model works: it shall stop. */
    static boolean stops(String message) {
        return STOP.contains(message.toLowerCase(Locale.ROOT));
    }

    /** While nothing is under way: the person leaves. */
    static boolean leaves(String message) {
        return LEAVE.contains(message.toLowerCase(Locale.ROOT));
    }
}
