package cn.openclaw.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * HTTP/1.1 over plain sockets, on the loopback address only, one virtual thread a connection.
 *
 * <p>Why not a library, or the JDK's own server: what is imitated here includes the ways in which a connection goes wrong.
 * A stream must stop inside a UTF-8 character, between two bytes of a line end, without the last chunk, with a reset, or after
 * a pause, and a server that does things properly will not do them.
 */
final class WebServer implements AutoCloseable {
    /** Answers one request. Whatever it throws breaks the connection. */
    @FunctionalInterface
    interface Handler {
        void handle(WebRequest request, WebReply reply) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Handler handler;

    private WebServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    static WebServer start(int port, Handler handler) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 512);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        WebServer server = new WebServer(listener, handler);
        Thread.ofVirtual().name("simulator-accept").start(server::accept);
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                take(listener.accept());
            } catch (IOException _) {
                // Closed while waiting, or a client that left between its knock and our answer.
            }
        }
    }

    private void take(Socket socket) throws IOException {
        open.add(socket);
        try {
            socket.setTcpNoDelay(true);
            threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException _) {
            // Closing: whoever knocks now is sent away.
            socket.close();
            open.remove(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            WebReader reader = new WebReader(socket.getInputStream(), socket.getOutputStream());
            boolean again = true;
            while (again) {
                Optional<WebRequest> request = reader.next();
                if (request.isEmpty()) {
                    return;
                }
                WebReply reply = new WebReply(socket, request.get());
                handler.handle(request.get(), reply);
                again = reply.keepAlive();
            }
        } catch (IOException _) {
            // The client left, or does not speak HTTP: nobody is there to be told.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        quietly(listener);
        threads.shutdownNow();
        open.forEach(WebServer::quietly);
        threads.close();
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // Closing is best effort: the process owns nothing else of it.
        }
    }
}
