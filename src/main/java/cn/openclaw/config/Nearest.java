package cn.openclaw.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant to write. */
final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest differences, if those are few enough for a slip of the fingers; null otherwise. */
    static @Nullable String of(String written, List<String> candidates) {
        String wanted = plain(written);
        String best = null;
        int fewest = Math.max(1, Math.min(3, wanted.length() / 3)) + 1;
        for (String candidate : candidates) {
            String other = plain(candidate);
            int differences = Math.abs(other.length() - wanted.length()) >= fewest ? fewest : differences(wanted, other);
            if (differences < fewest) {
                fewest = differences;
                best = candidate;
            }
        }
        return best;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Characters added, removed, replaced or swapped with their neighbour. */
    static int differences(String from, String to) {
        int[] before = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return above[to.length()];
    }
}
