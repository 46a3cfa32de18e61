package cn.openclaw.agent;

import java.util.ArrayList;
import java.util.List;

/** Reads what a platform says about its window: {@code exceeded model token limit: 131072 (requested: 140000)}. */
final class Overflow {
    private static final int LEAST = 1_000;

    private Overflow() {}

    /** Limit and length, where the sentence names both; else zeros. */
    static long[] numbers(String sentence) {
        List<Long> found = new ArrayList<>();
        long number = 0;
        for (int at = 0; at <= sentence.length(); at++) {
            char c = at < sentence.length() ? sentence.charAt(at) : ' ';
            if (c >= '0' && c <= '9' && number < Integer.MAX_VALUE) {
                number = number * 10 + (c - '0');
            } else {
                if (number >= LEAST && number < Integer.MAX_VALUE) {
                    found.add(number);
                }
                number = 0;
            }
        }
        if (found.size() < 2) {
            return new long[] {0, 0};
        }
        long first = found.get(0);
        long second = found.get(1);
        return new long[] {Math.min(first, second), Math.max(first, second)};
    }
}
