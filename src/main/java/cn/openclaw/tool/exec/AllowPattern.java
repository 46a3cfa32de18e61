package cn.openclaw.tool.exec;

import cn.openclaw.config.Places;
import cn.openclaw.tool.exec.Line.Part;
import java.nio.file.Path;

/** An allow-list entry: the path of a program, with wildcards, or a bare name that is found in {@code PATH}. */
final class AllowPattern {
    private AllowPattern() {}

    static boolean matches(String pattern, Part part, Places places) {
        if (pattern.indexOf('/') < 0 && !pattern.startsWith("~")) {
            // A bare name means the program that PATH finds, never a file that happens to be called so.
            String called = part.argv().getFirst();
            return called.indexOf('/') < 0 && matches(pattern, 0, called, 0);
        }
        String whole = pattern.startsWith("~/") ? places.home() + pattern.substring(1) : pattern;
        for (Path name : part.names()) {
            if (matches(whole, 0, name.toString(), 0)) {
                return true;
            }
        }
        return false;
    }

    /** One star stays within a folder, two go below; a question mark is one character. */
    private static boolean matches(String pattern, int p, String text, int t) {
        if (p == pattern.length()) {
            return t == text.length();
        }
        char c = pattern.charAt(p);
        if (c == '*') {
            boolean deep = p + 1 < pattern.length() && pattern.charAt(p + 1) == '*';
            int next = deep ? p + 2 : p + 1;
            for (int at = t; at <= text.length(); at++) {
                if (matches(pattern, next, text, at)) {
                    return true;
                }
                if (at < text.length() && text.charAt(at) == '/' && !deep) {
                    return false;
                }
            }
            return false;
        }
        boolean same = t < text.length() && (c == '?' ? text.charAt(t) != '/' : c == text.charAt(t));
        return same && matches(pattern, p + 1, text, t + 1);
    }
}
