package cn.openclaw.tui.chat;

/** Numbers of tokens, short: {@code 950}, {@code 12.3k}, {@code 256k}. A thousand is 1000 here, as in a bill. */
final class Counts {
    private Counts() {}

    static String of(long count) {
        if (count < 1000) {
            return String.valueOf(count);
        }
        long tenths = (count + 50) / 100;
        return tenths >= 1000 || tenths % 10 == 0 ? (count + 500) / 1000 + "k" : tenths / 10 + "." + tenths % 10 + "k";
    }
}
