package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import java.util.Optional;

/** A key as people paste it: alone, quoted, or as the line {@code export MOONSHOT_API_KEY="sk-…";} from a shell. */
public final class PastedKey {

    private static final Text UNSENDABLE = new Text(
            "这不是密钥：里面有换行、控制字符或中文等字符；什么也没有保存。请重新复制一遍。",
            "This is no key: it holds a line break, a control character or a non-Latin letter; nothing was saved. Copy it again.");

    private PastedKey() {}

    /** Why what was typed is no key, for a prompt that asks again; empty if it may be one. */
    public static Optional<Text> fault(String pasted) {
        return isSendable(read(pasted)) ? Optional.empty() : Optional.of(UNSENDABLE);
    }

    /** A key travels in an HTTP header, which has room for printable ASCII alone. A path in its place may hold anything. */
    private static boolean isSendable(Secret key) {
        String text = key.reveal();
        return text.startsWith("file:") || text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** The key in what was pasted; look at {@link #fault} before it is kept. */
    public static Secret read(String pasted) {
        String text = pasted.strip();
        int equals = text.indexOf('=');
        if (equals > 0 && isAssignment(text.substring(0, equals))) {
            text = text.substring(equals + 1).strip();
        }
        if (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        text = unquoted(text);
        // Copied from a curl command.
        return new Secret(text.regionMatches(true, 0, "Bearer ", 0, 7) ? text.substring(7).strip() : text);
    }

    private static boolean isAssignment(String left) {
        String name = left.startsWith("export ") ? left.substring(7).strip() : left.strip();
        return !name.isEmpty() && name.chars().allMatch(c -> c == '_' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9');
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && "\"'`".indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }
}
