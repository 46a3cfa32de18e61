package cn.openclaw.tui.chat;

import java.time.Duration;

/** Times for people who wait: {@code 0.4s}, {@code 12s}, {@code 3m20s}. */
final class Elapsed {
    private Elapsed() {}

    static String of(Duration time) {
        long tenths = Math.max(0, time.toMillis() / 100);
        if (tenths < 100) {
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        long seconds = tenths / 10;
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + (seconds % 60 < 10 ? "0" : "") + seconds % 60 + "s";
    }
}
