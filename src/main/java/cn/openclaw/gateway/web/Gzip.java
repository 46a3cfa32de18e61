package cn.openclaw.gateway.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** The page's files, made small once for all who take them so. */
final class Gzip {
    private Gzip() {}

    static byte[] of(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    /** Whether a browser's {@code Accept-Encoding} names it, and does not take it back with {@code q=0}. */
    static boolean isTaken(String accepted) {
        for (String one : accepted.split(",", -1)) {
            String plain = one.replace(" ", "");
            if (plain.equals("gzip") || (plain.startsWith("gzip;q=") && !plain.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }
}
