package cn.openclaw.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads one HTTP/1.1 answer from a connection that is not used again. */
final class PageReader {
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_LINES = 200;

    private final InputStream in;

    PageReader(InputStream in) {
        this.in = in;
    }

    /** Status and headers. */
    record Head(int status, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Head head() throws IOException {
        for (int attempt = 0; attempt < 5; attempt++) {
            int status = status(line());
            Map<String, String> headers = headers();
            // 100 Continue and 103 Early Hints come before the answer.
            if (status >= 200) {
                return new Head(status, headers);
            }
        }
        throw new IOException("the server never ends its headers");
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || words[1].length() != 3) {
            throw new IOException("the server does not speak HTTP/1.1");
        }
        try {
            return Integer.parseInt(words[1]);
        } catch (NumberFormatException e) {
            throw new IOException("the server does not speak HTTP/1.1");
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        }
        throw new IOException("the server sends too many headers");
    }

    /** A line without its end. UTF-8, because {@code Location} headers of Chinese sites hold it unencoded. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("the server sends a line that is too long");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The body, unpacked, at most so many bytes of it; one more tells that there is more. */
    byte[] body(Head head, int most) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return new byte[0];
        }
        InputStream body = in;
        if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            body = new Chunked();
        } else if (!head.header("content-length").isEmpty()) {
            body = new Exactly(length(head.header("content-length")));
        }
        boolean packed = head.header("content-encoding").toLowerCase(Locale.ROOT).contains("gzip");
        try {
            return (packed ? new GZIPInputStream(body) : body).readNBytes(most + 1);
        } catch (EOFException e) {
            throw new IOException("the answer broke off", e);
        }
    }

    private static long length(String digits) throws IOException {
        try {
            return Math.max(0, Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new IOException("the server does not say how long its answer is");
        }
    }

    /** So many bytes of the connection; fewer are a failure. */
    private class Exactly extends InputStream {
        long left;

        Exactly(long left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (left <= 0) {
                return -1;
            }
            int got = in.read(into, from, (int) Math.min(count, left));
            if (got < 0) {
                throw new EOFException("the answer broke off");
            }
            left -= got;
            return got;
        }
    }

    private final class Chunked extends Exactly {
        private boolean begun;
        private boolean over;

        Chunked() {
            super(0);
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (left == 0 && !over) {
                if (begun) {
                    line();
                }
                begun = true;
                left = size(line());
                over = left == 0;
            }
            return super.read(into, from, count);
        }

        private long size(String line) throws IOException {
            String digits = line.split(";", 2)[0].strip();
            try {
                if (digits.length() > 8) {
                    throw new IOException("a piece of the answer is too large");
                }
                return Long.parseLong(digits, 16);
            } catch (NumberFormatException e) {
                throw new IOException("the answer's pieces have no length");
            }
        }
    }
}
