package cn.openclaw.testing;

import cn.openclaw.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real server on loopback that plays scripted answers byte by byte, faults included, records what it was asked, and
 * notices when a client hangs up. One answer is used up by each request; the last one stays.
 */
public final class FakeProviderServer implements AutoCloseable {
    private final ServerSocket server;
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Boolean> disconnects = new LinkedBlockingQueue<>();

    private FakeProviderServer(ServerSocket server, List<Answer> answers) {
        this.server = server;
        this.answers.addAll(answers);
    }

    /** What is played to one request. */
    @FunctionalInterface
    public interface Answer {
        void play(Wire wire) throws IOException, InterruptedException;
    }

    /** A request as it came; header names in lower case. */
    public record Recorded(String method, String target, Map<String, String> headers, byte[] body) {
        public ObjectNode json() {
            return (ObjectNode) Json.parse(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Starts on a free port of 127.0.0.1. */
    public static FakeProviderServer start(Answer... answers) {
        try {
            return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Serves on a socket of the caller's making, such as a TLS one. */
    public static FakeProviderServer start(ServerSocket socket, Answer... answers) {
        FakeProviderServer fake = new FakeProviderServer(socket, List.of(answers));
        Thread.ofVirtual().name("fake-provider").start(fake::accept);
        return fake;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void then(Answer answer) {
        answers.add(answer);
    }

    public List<Recorded> requests() {
        return requests;
    }

    public Recorded request(int index) {
        return requests.get(index);
    }

    /** How many connections were ever made. */
    public int connections() {
        return sockets.size();
    }

    /** Whether a client hung up within this time, while an answer was waiting for it in {@link Wire#untilHungUp}. */
    public boolean sawDisconnect(Duration within) throws InterruptedException {
        return Boolean.TRUE.equals(disconnects.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Recorded request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
                Wire wire = new Wire(socket, in);
                answer.play(wire);
                if (wire.closes) {
                    return;
                }
            }
        } catch (IOException | InterruptedException _) {
            // The client went away, or the test is over.
        }
    }

    private static Recorded read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not HTTP");
            }
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] words = first.split(" ");
        return new Recorded(words[0], words[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The way to one client. */
    public final class Wire {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private boolean closes;

        private Wire(Socket socket, InputStream in) throws IOException {
            this.socket = socket;
            this.in = in;
            this.out = socket.getOutputStream();
        }

        public Socket socket() {
            return socket;
        }

        public InputStream in() {
            return in;
        }

        public Wire write(String text) throws IOException {
            return write(text.getBytes(StandardCharsets.UTF_8));
        }

        public Wire write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        public Wire chunk(byte[] bytes) throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            whole.writeBytes(bytes);
            whole.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            return write(whole.toByteArray());
        }

        public Wire chunk(String text) throws IOException {
            return chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        public Wire pause(Duration time) throws InterruptedException {
            Thread.sleep(time);
            return this;
        }

        /** The connection is not used again. */
        public void hangUp() {
            closes = true;
        }

        /** Waits until the client hangs up, and remembers that it did. */
        public void untilHungUp(Duration atMost) throws IOException {
            closes = true;
            socket.setSoTimeout((int) atMost.toMillis());
            try {
                disconnects.add(in.read() < 0);
            } catch (SocketTimeoutException _) {
                disconnects.add(false);
            } catch (IOException _) {
                disconnects.add(true);
            }
        }
    }

    /** A plain answer with its length, after which the connection can be used again. */
    public static Answer json(int status, String body, String... headers) {
        return wire -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            wire.write("HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\n" + lines(headers)
                    + "Content-Length: " + bytes.length + "\r\n\r\n");
            wire.write(bytes);
        };
    }

    /** An event stream of these frames, chunked and ended properly; each frame is one {@code data:} line's content. */
    public static Answer sse(String... frames) {
        StringBuilder all = new StringBuilder();
        for (String frame : frames) {
            all.append("data: ").append(frame).append("\n\n");
        }
        return stream(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes as an event stream, chunked and ended properly. */
    public static Answer stream(byte[]... pieces) {
        return wire -> {
            wire.write(STREAM_HEAD);
            for (byte[] piece : pieces) {
                if (piece.length > 0) {
                    wire.chunk(piece);
                }
            }
            wire.write("0\r\n\r\n");
        };
    }

    public static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static String lines(String... headers) {
        StringBuilder all = new StringBuilder();
        for (String header : headers) {
            all.append(header).append("\r\n");
        }
        return all.toString();
    }
}
