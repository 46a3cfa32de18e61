package cn.openclaw.tui.chat;

/** Numbers of tokens, short: {@code 950}, {@code 12.3k}, {@code 256k}. A thousand is 1000 here, as in a bill. */
final class Counts {
    private Counts() {}

    /** A model's window; those are given in units of 1024: {@code 256k}, {@code 1M}. */
    static String window(long tokens) {
        if (tokens < 10_240 || tokens % 1024 != 0) {
            return of(tokens);
        }
        long k = tokens / 1024;
        return k % 1024 == 0 ? k / 1024 + "M" : k + "k";
    }

    static String of(long count) {
        if (count < 1000) {
            return String.valueOf(count);
        }
        long tenths = (count + 50) / 100;
        return tenths >= 1000 || tenths % 10 == 0 ? (count + 500) / 1000 + "k" : tenths / 10 + "." + tenths % 10 + "k";
    }
}
