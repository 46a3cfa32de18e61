package cn.openclaw.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The words somebody may have meant. */
final class Nearest {
    private Nearest() {}

    /** Whoever wrote more than this meant no word of ours; comparing costs the product of both lengths. */
    private static final int LONGEST = 200;

    private record Scored(String word, int distance) {}

    /** At most three candidates, the nearest first; a third of the letters may differ, and one word may hold the other. */
    static List<String> of(String wanted, Collection<String> candidates) {
        if (wanted.length() > LONGEST) {
            return List.of();
        }
        String low = wanted.toLowerCase(Locale.ROOT);
        List<Scored> near = new ArrayList<>();
        for (String candidate : candidates) {
            String other = candidate.toLowerCase(Locale.ROOT);
            int distance = distance(low, other);
            boolean holds = low.length() > 2 && (other.contains(low) || low.contains(other));
            if (holds) {
                distance = Math.min(distance, 2);
            }
            if (distance <= Math.max(2, low.length() / 3)) {
                near.add(new Scored(candidate, distance));
            }
        }
        near.sort(Comparator.comparingInt(Scored::distance));
        return near.stream().map(Scored::word).distinct().limit(3).toList();
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
