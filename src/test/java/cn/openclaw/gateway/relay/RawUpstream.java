package cn.openclaw.gateway.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A host on a bare socket that does exactly what a test says, and remembers every byte it was sent. */
final class RawUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final Play play;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final CountDownLatch left = new CountDownLatch(1);

    record Request(String line, Map<String, String> headers, String body) {}

    /** What it does with a request. */
    interface Play {
        void answer(Request request, Line line) throws IOException, InterruptedException;
    }

    /** Its side of a connection. */
    record Line(Socket socket, OutputStream out, CountDownLatch left) {
        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void json(int status, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 " + status + " X\r\ncontent-type: application/json\r\n" + String.join("", headers) + "content-length: " + bytes.length + "\r\n\r\n");
            out.write(bytes);
            out.flush();
        }

        void begin() throws IOException {
            send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
        }

        void event(String data) throws IOException {
            chunk("data: " + data + "\n\n");
        }

        void chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(bytes);
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(all.toByteArray());
            out.flush();
        }

        void end() throws IOException {
            send("0\r\n\r\n");
        }

        /** Waits until the other side closes; false if it does not within some seconds. */
        boolean awaitClosed() {
            try {
                socket.setSoTimeout(5_000);
                return socket.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    RawUpstream(Play play) {
        this(play, plain());
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    RawUpstream(Play play, ServerSocket server) {
        this.play = play;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    int port() {
        return server.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String line = line(in);
                if (line.isEmpty()) {
                    return;
                }
                Map<String, String> headers = new TreeMap<>();
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    int colon = header.indexOf(':');
                    headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
                }
                int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
                Request request = new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
                requests.add(request);
                play.answer(request, new Line(socket, socket.getOutputStream(), left));
            }
        } catch (IOException | InterruptedException e) {
            left.countDown();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A proxy's way to answer CONNECT: bytes go through both ways until one side ends. */
    static void tunnel(int port, Line line) throws IOException, InterruptedException {
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
            line.send("HTTP/1.1 200 OK\r\n\r\n");
            Thread back = Thread.ofVirtual().start(() -> pump(there, line.socket()));
            pump(line.socket(), there);
            back.join(2_000);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other side is gone.
        }
    }
}
