package cn.openclaw.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to one request: sent whole, or opened and written byte by byte, or broken off on purpose. */
final class WebReply {
    private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final OutputStream out;
    private final boolean head;
    private boolean keepAlive;
    private boolean chunked;
    private int status;
    private Runnable beforeLast = () -> {};

    WebReply(Socket socket, WebRequest request) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.head = request.method().equals("HEAD");
        this.keepAlive = request.keepAlive();
    }

    /** The status that was sent, or 0 while nothing was. */
    int status() {
        return status;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** What is done just before the client can know that the answer is complete: whoever has it may look at the journal. */
    void beforeLast(Runnable action) {
        beforeLast = action;
    }

    /** Says that the bytes written next complete the answer. */
    void last() {
        beforeLast.run();
    }

    /** Sends a whole answer with its length. */
    void send(int code, Map<String, String> headers, byte[] body) throws IOException {
        status = code;
        last();
        byte[] start = head(headers, "Content-Length: " + body.length + "\r\n");
        byte[] whole = new byte[start.length + (head ? 0 : body.length)];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, whole.length - start.length);
        out.write(whole);
        out.flush();
    }

    /** Opens an answer of unknown length; {@code closing} ends it by closing the connection instead of by chunks. */
    void open(int code, Map<String, String> headers, boolean closing) throws IOException {
        status = code;
        chunked = !closing;
        if (closing) {
            keepAlive = false;
        }
        out.write(head(headers, closing ? "" : "Transfer-Encoding: chunked\r\n"));
        out.flush();
    }

    /** Writes bytes of an open answer and sends them at once. */
    void write(byte[] bytes, int from, int to) throws IOException {
        if (from == to) {
            return;
        }
        if (!chunked) {
            out.write(bytes, from, to - from);
        } else {
            byte[] size = (Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] chunk = new byte[size.length + to - from + 2];
            System.arraycopy(size, 0, chunk, 0, size.length);
            System.arraycopy(bytes, from, chunk, size.length, to - from);
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
            out.write(chunk);
        }
        out.flush();
    }

    /** Ends an open answer in good order. */
    void end() throws IOException {
        if (chunked) {
            out.write(END_OF_CHUNKS);
            out.flush();
        }
    }

    /** Breaks the connection off so that the client sees a reset, not an end. */
    void drop() throws IOException {
        keepAlive = false;
        last();
        socket.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    /** Stops in the middle as a proxy does that gives up: the bytes so far arrive, the end of the chunks never does. */
    void abandon() throws IOException {
        keepAlive = false;
        last();
        socket.shutdownOutput();
    }

    private byte[] head(Map<String, String> headers, String length) {
        StringBuilder text = new StringBuilder(256).append("HTTP/1.1 ").append(status).append(' ').append(reason(status));
        text.append("\r\n");
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append(length);
        text.append(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
