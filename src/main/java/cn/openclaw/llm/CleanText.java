package cn.openclaw.llm;

/** Text that can be written as UTF-8: half characters (lone surrogates, left by careless cutting) are taken out. */
public final class CleanText {
    private CleanText() {}

    public static String of(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at)) && !isPair(text, at)) {
                return rebuilt(text, at);
            }
            if (Character.isHighSurrogate(text.charAt(at))) {
                at++;
            }
        }
        return text;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static String rebuilt(String text, int sound) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, sound);
        for (int at = sound; at < text.length(); at++) {
            if (isPair(text, at)) {
                out.append(text, at, at + 2);
                at++;
            } else if (!Character.isSurrogate(text.charAt(at))) {
                out.append(text.charAt(at));
            }
        }
        return out.toString();
    }
}
