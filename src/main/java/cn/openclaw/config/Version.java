package cn.openclaw.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Compares releases. The original's are dates (2026.1.31), ours are not (0.1.0): between the two kinds nothing is newer. */
final class Version {
    private Version() {}

    /** This program's release. */
    static String own() {
        try (InputStream text = Version.class.getResourceAsStream("/cn/openclaw/version.txt")) {
            return text == null ? "0" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("the version is not in the jar", e);
        }
    }

    static boolean isNewer(String one, String other) {
        long[] left = numbers(one);
        long[] right = numbers(other);
        if (left.length == 0 || right.length == 0 || (left[0] >= 2000) != (right[0] >= 2000)) {
            return false;
        }
        for (int at = 0; at < 4; at++) {
            if (left[at] != right[at]) {
                return left[at] > right[at];
            }
        }
        return false;
    }

    /** {@code v1.2.3-4} as four numbers; none if it is not such a version. */
    private static long[] numbers(String version) {
        String plain = version.strip();
        String[] parts = (plain.startsWith("v") ? plain.substring(1) : plain).replace('-', '.').split("\\.", -1);
        if (parts.length < 3) {
            return new long[0];
        }
        long[] numbers = new long[4];
        for (int at = 0; at < Math.min(4, parts.length); at++) {
            if (ConfigPath.isIndex(parts[at])) {
                numbers[at] = Long.parseLong(parts[at]);
            } else if (at < 3) {
                return new long[0];
            }
        }
        return numbers;
    }
}
