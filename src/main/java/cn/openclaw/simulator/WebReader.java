package cn.openclaw.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests off one connection: HTTP/1.0 and 1.1, lengths and chunks, {@code Expect: 100-continue}. */
final class WebReader {
    private static final int MAX_LINE = 64 * 1024;
    /** A little over the platform's largest file, so that its own refusal is heard and not ours. */
    private static final int MAX_BODY = 110 * 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;

    WebReader(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.out = out;
    }

    /** The next request, or nothing where the client hung up between two. */
    Optional<WebRequest> next() throws IOException {
        String start = line();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP/1 request line");
        }
        Map<String, List<String>> headers = headers();
        byte[] body = body(headers);
        int question = words[1].indexOf('?');
        String path = question < 0 ? words[1] : words[1].substring(0, question);
        boolean keep = words[2].equals("HTTP/1.1") && !has(headers, "connection", "close");
        return Optional.of(new WebRequest(
                words[0],
                decoded(path),
                question < 0 ? "" : words[1].substring(question + 1),
                headers,
                body,
                keep));
    }

    private static String decoded(String path) throws IOException {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a path: " + path, e);
        }
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("not a header line");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (has(headers, "expect", "100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (has(headers, "transfer-encoding", "chunked")) {
            return chunks();
        }
        List<String> length = headers.get("content-length");
        return length == null ? new byte[0] : exactly(number(length.getFirst(), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (true) {
            int size = number(line().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // Trailers are read and forgotten.
                }
                return whole.toByteArray();
            }
            if (whole.size() + size > MAX_BODY) {
                throw new IOException("body too large");
            }
            whole.write(exactly(size));
            line();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the client hung up in its body");
        }
        return bytes;
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            int value = Integer.parseInt(digits, radix);
            if (value < 0 || value > MAX_BODY) {
                throw new IOException("body too large");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IOException("not a length: " + digits, e);
        }
    }

    private static boolean has(Map<String, List<String>> headers, String name, String word) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.stream().anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word));
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            if (bytes.size() > MAX_LINE) {
                throw new IOException("line too long");
            }
            bytes.write(read);
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
