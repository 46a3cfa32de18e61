package cn.openclaw.page;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A gateway of paste and paper: serves the page with the headers of the real one, and answers on the WebSocket what
 * {@link MockAnswers} says. One thread per connection; frames of up to 8 MiB, no compression, which is all that a browser needs.
 */
final class MockGateway implements AutoCloseable {
    static final String CSP = "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
            + "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html; charset=utf-8", "js", "text/javascript", "mjs", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final ServerSocket server;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final MockAnswers answers;

    MockGateway() throws IOException {
        this(false);
    }

    /** On a free port; what it says is Chinese or English. */
    MockGateway(boolean english) throws IOException {
        answers = new MockAnswers(this, english);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    MockAnswers answers() {
        return answers;
    }

    /** Cuts every line, as a restart would. */
    void cut() {
        lines.forEach(Line::cut);
    }

    void send(String frame) {
        lines.forEach(line -> line.send(frame));
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            String request = line(in);
            Map<String, String> headers = new LinkedHashMap<>();
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                int colon = header.indexOf(':');
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
            }
            if (headers.containsKey("sec-websocket-key")) {
                talk(socket, in, headers.get("sec-websocket-key"));
            } else if (!request.isEmpty()) {
                file(socket.getOutputStream(), request.split(" ")[1]);
            }
        } catch (IOException e) {
            // The browser left.
        }
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    private static void file(OutputStream out, String target) throws IOException {
        String path = target.replaceAll("[?#].*", "").replaceAll("^/+", "");
        boolean asset = path.contains(".");
        byte[] body = read(asset ? path : "index.html");
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), TYPES.get("html"));
        String head = (body == null ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK") + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + (body == null ? 0 : body.length) + "\r\nContent-Security-Policy: " + CSP + "\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (body != null) {
            out.write(body);
        }
        out.flush();
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = MockGateway.class.getResourceAsStream("/web/" + path)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private void talk(Socket socket, InputStream in, String key) throws IOException {
        OutputStream out = socket.getOutputStream();
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        var line = new Line(socket, out);
        lines.add(line);
        try {
            answers.opened(line);
            var data = new DataInputStream(in);
            for (String text = frame(data); text != null; text = frame(data)) {
                answers.heard(line, text);
            }
        } finally {
            lines.remove(line);
        }
    }

    private static String accepted(String key) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next text; null when the other side closes. Pieces are put together, pings are left out: browsers send neither. */
    private static String frame(DataInputStream in) throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0 || (first & 15) == 8) {
                return null;
            }
            int second = in.readUnsignedByte();
            long length = second & 127;
            length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] mask = in.readNBytes(4);
            byte[] body = in.readNBytes(Math.toIntExact(length));
            for (int i = 0; i < body.length; i++) {
                body[i] ^= mask[i & 3];
            }
            if ((first & 15) == 1) {
                return new String(body, StandardCharsets.UTF_8);
            }
        }
    }

    /** One browser. */
    static final class Line {
        private final Socket socket;
        private final OutputStream out;

        Line(Socket socket, OutputStream out) {
            this.socket = socket;
            this.out = out;
        }

        synchronized void send(String text) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            try {
                out.write(0x81);
                if (body.length < 126) {
                    out.write(body.length);
                } else if (body.length < 65536) {
                    out.write(new byte[] {126, (byte) (body.length >> 8), (byte) body.length});
                } else {
                    out.write(127);
                    for (int shift = 56; shift >= 0; shift -= 8) {
                        out.write((int) ((long) body.length >> shift));
                    }
                }
                out.write(body);
                out.flush();
            } catch (IOException e) {
                cut();
            }
        }

        void cut() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
