package cn.openclaw.llm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tool names in a form that every platform takes, and back: a letter first, then letters, digits, {@code _} and {@code -}, 64 at
 * most. The same tools always get the same names. A name that begins with {@code $} belongs to the platform and stays.
 */
public final class ToolNames {
    private static final int LONGEST = 64;

    private final Map<String, String> sent = new HashMap<>();
    private final Map<String, String> ours = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** @param names the tools of a request, in their order */
    public ToolNames(List<String> names) {
        // Names that are fine keep theirs, whatever stands before them.
        for (String name : names) {
            if (isFine(name)) {
                keep(name, name);
            }
        }
        names.forEach(this::sent);
    }

    /** The name to send for a tool of ours, also for one that only occurs in the history. */
    public String sent(String name) {
        String known = sent.get(name);
        if (known != null) {
            return known;
        }
        String wish = isFine(name) ? name : mended(name);
        String free = wish;
        for (int n = 2; used.contains(free); n++) {
            String end = "_" + n;
            free = wish.substring(0, Math.min(wish.length(), LONGEST - end.length())) + end;
        }
        keep(name, free);
        return free;
    }

    /** Our name for one that a model used; its own word if it is none of ours. */
    public String ours(String name) {
        return ours.getOrDefault(name, name);
    }

    private void keep(String name, String as) {
        sent.put(name, as);
        ours.putIfAbsent(as, name);
        used.add(as);
    }

    /** Whether every platform takes this name as it is. */
    public static boolean isFine(String name) {
        if (name.startsWith("$") && name.length() > 1) {
            return true;
        }
        if (name.isEmpty() || name.length() > LONGEST || !isLetter(name.charAt(0))) {
            return false;
        }
        for (int at = 1; at < name.length(); at++) {
            if (!isAllowed(name.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static String mended(String name) {
        StringBuilder out = new StringBuilder(name.length() + 2);
        if (name.isEmpty() || !isLetter(name.charAt(0))) {
            out.append("t_");
        }
        for (int at = 0; at < name.length() && out.length() < LONGEST; at++) {
            out.append(isAllowed(name.charAt(at)) ? name.charAt(at) : '_');
        }
        return out.toString();
    }

    private static boolean isAllowed(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
