package cn.openclaw.gateway.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP connection that keeps no rules but those that its test wants. */
final class RawSocket implements AutoCloseable {
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket = new Socket();

    RawSocket(int port) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a small window, so that what is not read soon fills the sender. */
    static RawSocket narrow(int port) {
        try {
            RawSocket made = new RawSocket();
            made.socket.setReceiveBufferSize(4096);
            made.socket.setSoTimeout(20_000);
            made.socket.connect(new InetSocketAddress("127.0.0.1", port));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawSocket() {}

    RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a socket and reads the answer's head. */
    RawSocket upgrade(String... headers) {
        send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n");
        head();
        return this;
    }

    /** A masked text frame. */
    RawSocket text(String text) {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A masked frame with this first byte. */
    RawSocket frame(int first, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 14);
        out.write(first);
        if (body.length <= 125) {
            out.write(0x80 | body.length);
        } else if (body.length <= 0xFFFF) {
            out.write(0x80 | 126);
            out.write(body.length >> 8);
            out.write(body.length & 0xFF);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) body.length >> shift));
            }
        }
        out.writeBytes(MASK);
        for (int at = 0; at < body.length; at++) {
            out.write(body[at] ^ MASK[at & 3]);
        }
        return send(out.toByteArray());
    }

    /** An answer's status line and headers. */
    String head() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    int read() {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            // A reset is an end as well.
            return -1;
        }
    }

    /** Everything until the gateway closes; the body of a close frame is at its end. */
    byte[] rest() {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[65536];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all.write(buffer, 0, count);
            }
            return all.toByteArray();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The code of the close frame by which the gateway ends, after any other frames; -1 if it just broke off. */
    int closeCode() {
        while (true) {
            Frame frame = frame();
            if (frame == null) {
                return -1;
            }
            if (frame.kind == 8) {
                return frame.body.length < 2 ? 1005 : (frame.body[0] & 0xFF) << 8 | (frame.body[1] & 0xFF);
            }
        }
    }

    record Frame(int kind, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The next frame; null if there is none. */
    @org.jspecify.annotations.Nullable Frame frame() {
        int first = read();
        int second = read();
        if (first < 0 || second < 0) {
            return null;
        }
        long length = second & 0x7F;
        int more = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (more > 0) {
            length = 0;
            for (int at = 0; at < more; at++) {
                length = length << 8 | read();
            }
        }
        try {
            byte[] body = socket.getInputStream().readNBytes((int) length);
            return body.length < length ? null : new Frame(first & 0x0F, body);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
