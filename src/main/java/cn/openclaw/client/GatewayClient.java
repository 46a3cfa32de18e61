package cn.openclaw.client;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.client.ClientException.Reason;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.JdkSockets;
import cn.openclaw.http.SocketCall;
import cn.openclaw.http.TextSocket;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.EventFrame;
import cn.openclaw.protocol.Frame;
import cn.openclaw.protocol.Frames;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.RequestFrame;
import cn.openclaw.protocol.ResponseFrame;
import cn.openclaw.protocol.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stop 2 of a chat request: one connection to a gateway, from the handshake to its end. Requests may be made by several threads at once.
 * For one that comes back by itself see {@link GatewayLine}.
 */
public final class GatewayClient implements AutoCloseable {
    private static final Duration CHALLENGE = Duration.ofMillis(750);
    private static final int PROTOCOL = 3;
    private static final int TICK_TIMEOUT = 4000;

    private final Target target;
    private final TextSocket socket;
    private final Hearing hearing;
    private final ObjectNode hello;

    /**
     * What this program says of itself.
     *
     * @param id one of the ids the original knows: {@code cli}, {@code gateway-client} …
     * @param mode {@code cli}, {@code ui}, {@code probe} …
     * @param platform the operating system's name
     * @param displayName for people
     * @param scopes what it wants to do
     */
    public record Self(
            String id, String mode, String version, String platform, Optional<String> displayName, List<Scope> scopes) {
        public Self {
            scopes = List.copyOf(scopes);
        }

        List<String> scopeWords() {
            return scopes.stream().map(Scope::word).toList();
        }
    }

    /**
     * What a connection needs of the world.
     *
     * @param device who this machine is
     * @param tokens what gateways gave to it
     * @param connect how long connection and handshake may take
     * @param language in which its person reads what a gateway says
     */
    public record Around(
            JdkSockets sockets, InstantSource clock, DeviceIdentity device, DeviceTokens tokens, Duration connect, Language language) {}

    /** Hears what a gateway tells; on one thread, in order. */
    public interface Listener {
        void event(EventFrame event);

        /** The end of this connection, whoever ended it. */
        void closed(int code, String reason);

        /** Nobody listens. */
        static Listener none() {
            return new Listener() {
                @Override
                public void event(EventFrame event) {}

                @Override
                public void closed(int code, String reason) {}
            };
        }
    }

    private GatewayClient(Target target, TextSocket socket, Hearing hearing, ObjectNode hello) {
        this.target = target;
        this.socket = socket;
        this.hearing = hearing;
        this.hello = hello;
    }

    /**
     * Connects and proves who we are.
     *
     * @throws ClientException if there is no gateway, or it does not let us in
     * @throws InterruptedException if this thread is interrupted; nothing stays open
     */
    public static GatewayClient connect(Target target, Self self, Around around, Listener listener)
            throws InterruptedException {
        Hearing hearing = new Hearing(listener);
        TextSocket socket;
        try {
            socket = around.sockets()
                    .open(new SocketCall(target.url(), Map.of(), around.connect(), target.fingerprint()), hearing);
        } catch (HttpException e) {
            throw new ClientException(
                    Reason.UNREACHABLE, ClientText.UNREACHABLE, target.url(), new cn.openclaw.base.Text(
                            e.in(cn.openclaw.base.Language.ZH).replace('{', '('), e.in(cn.openclaw.base.Language.EN).replace('{', '(')));
        }
        boolean done = false;
        try {
            ObjectNode hello = new Handshake(target, self, around).shake(socket, hearing);
            long tick = hello.path("policy").path("tickIntervalMs").asLong(30_000);
            GatewayClient client = new GatewayClient(target, socket, hearing, hello);
            hearing.watch(Duration.ofMillis(Math.max(tick, 1_000)).multipliedBy(2), () -> socket.close(TICK_TIMEOUT, "tick timeout"));
            done = true;
            return client;
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    /** What the gateway said in its {@code hello-ok}. */
    public ObjectNode hello() {
        return hello;
    }

    public boolean isOpen() {
        return hearing.isOpen();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @return the payload; an empty object if there is none
     * @throws GatewayException if the gateway says no
     * @throws ClientException if the connection ends or the time is over
     */
    public JsonNode call(String method, ObjectNode params, Duration timeout) throws InterruptedException {
        return call(method, params, timeout, null);
    }

    /**
     * The same for what is answered twice: accepted, then done.
     *
     * @param accepted hears the first answer
     * @return the last answer's payload
     */
    public JsonNode callToEnd(String method, ObjectNode params, Duration timeout, Consumer<JsonNode> accepted)
            throws InterruptedException {
        return call(method, params, timeout, accepted);
    }

    private JsonNode call(String method, ObjectNode params, Duration timeout, @Nullable Consumer<JsonNode> accepted)
            throws InterruptedException {
        String id = hearing.newId();
        BlockingQueue<ResponseFrame> answers = hearing.expect(id);
        try {
            try {
                socket.send(Frames.write(new RequestFrame(id, method, Optional.of(params))));
            } catch (HttpException e) {
                throw hearing.lost(target);
            }
            long end = System.nanoTime() + timeout.toNanos();
            while (true) {
                ResponseFrame answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    throw new ClientException(Reason.TIMEOUT, ClientText.NO_ANSWER, method, timeout.toSeconds());
                }
                if (answer == Hearing.GONE) {
                    throw hearing.lost(target);
                }
                if (accepted != null && isAccepted(answer)) {
                    accepted.accept(answer.payload().orElse(Json.object()));
                    continue;
                }
                return payload(answer);
            }
        } finally {
            hearing.done(id);
        }
    }

    private static boolean isAccepted(ResponseFrame answer) {
        return answer.ok() && "accepted".equals(answer.payload().map(tree -> Json.text(tree, "status")).orElse(""));
    }

    static JsonNode payload(ResponseFrame answer) {
        if (!answer.ok()) {
            throw new GatewayException(
                    answer.error().orElseGet(() -> GatewayError.of(GatewayErrorCode.UNAVAILABLE, "the gateway gave no reason")),
                    answer.payload());
        }
        return answer.payload().orElseGet(Json::object);
    }

    @Override
    public void close() {
        hearing.quiet();
        socket.close(1000, "");
        // The good-bye leaves first; a gateway that does not answer it must not hold us.
        hearing.awaitEnd(Duration.ofMillis(300));
        socket.close();
    }

    /** What comes in, handed to whoever waits for it. Its maps are safe for several threads. */
    static final class Hearing implements TextSocket.Listener {
        static final ResponseFrame GONE = new ResponseFrame("", false, Optional.empty(), Optional.empty());

        private final Listener listener;
        private final Map<String, BlockingQueue<ResponseFrame>> waiting = new ConcurrentHashMap<>();
        private final BlockingQueue<EventFrame> challenge = new LinkedBlockingQueue<>();
        private final java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        private final AtomicLong ids = new AtomicLong();
        private volatile long heard = System.nanoTime();
        private volatile boolean quiet;
        private volatile int code = 1006;
        private volatile String reason = "";

        Hearing(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void text(String message) {
            heard = System.nanoTime();
            Frame frame;
            try {
                frame = Frames.read(message);
            } catch (GatewayException e) {
                return; // What is no frame of ours is for somebody newer than we are.
            }
            switch (frame) {
                case RequestFrame _ -> {}
                case ResponseFrame answer -> {
                    BlockingQueue<ResponseFrame> queue = waiting.get(answer.id());
                    if (queue != null) {
                        queue.add(answer);
                    }
                }
                case EventFrame event -> {
                    if (event.event().equals("connect.challenge")) {
                        challenge.add(event);
                    } else {
                        listener.event(event);
                    }
                }
            }
        }

        @Override
        public void closed(int with, String why) {
            code = with;
            reason = why;
            ended.countDown();
            waiting.values().forEach(queue -> queue.add(GONE));
            if (!quiet) {
                listener.closed(with, why);
            }
        }

        boolean isOpen() {
            return ended.getCount() > 0;
        }

        String newId() {
            return Long.toString(ids.incrementAndGet());
        }

        BlockingQueue<ResponseFrame> expect(String id) {
            BlockingQueue<ResponseFrame> queue = new LinkedBlockingQueue<>();
            waiting.put(id, queue);
            if (!isOpen()) {
                queue.add(GONE);
            }
            return queue;
        }

        void done(String id) {
            waiting.remove(id);
        }

        @Nullable EventFrame challenge() throws InterruptedException {
            return challenge.poll(CHALLENGE.toMillis(), TimeUnit.MILLISECONDS);
        }

        ClientException lost(Target target) {
            return new ClientException(Reason.LOST, ClientText.LOST, target.url(), code, reason);
        }

        int code() {
            return code;
        }

        String reason() {
            return reason;
        }

        /** A gateway that has not been heard of for so long is gone, whatever its socket says. */
        void watch(Duration patience, Runnable giveUp) {
            Thread.ofVirtual().name("gateway-ticks").start(() -> {
                try {
                    while (!ended.await(patience.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                        if (System.nanoTime() - heard > patience.toNanos()) {
                            giveUp.run();
                            if (!ended.await(2, TimeUnit.SECONDS)) {
                                closed(TICK_TIMEOUT, "tick timeout");
                            }
                            return;
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        void quiet() {
            quiet = true;
        }

        void awaitEnd(Duration patience) {
            boolean interrupted = Thread.interrupted();
            try {
                var _ = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The words of the beginning. */
    private record Handshake(Target target, Self self, Around around) {
        ObjectNode shake(TextSocket socket, Hearing hearing) throws InterruptedException {
            EventFrame challenge = hearing.challenge();
            Optional<String> nonce = Optional.ofNullable(challenge)
                    .flatMap(EventFrame::payload)
                    .flatMap(payload -> Optional.ofNullable(Json.text(payload, "nonce")));
            String device = around.device().id();
            boolean shared = target.token().isPresent() || target.password().isPresent();
            Optional<Secret> token = shared ? target.token() : around.tokens().find(device);
            String id = hearing.newId();
            BlockingQueue<ResponseFrame> answers = hearing.expect(id);
            ResponseFrame answer;
            try {
                socket.send(Frames.write(new RequestFrame(id, "connect", Optional.of(params(token, nonce)))));
                answer = answers.poll(around.connect().toMillis(), TimeUnit.MILLISECONDS);
            } catch (HttpException e) {
                throw hearing.lost(target);
            } finally {
                hearing.done(id);
            }
            if (answer == null) {
                throw new ClientException(Reason.TIMEOUT, ClientText.NO_ANSWER, "connect", around.connect().toSeconds());
            }
            if (answer == Hearing.GONE) {
                throw refused(hearing.code(), hearing.reason(), Json.object());
            }
            if (!answer.ok()) {
                if (!shared && token.isPresent()) {
                    around.tokens().forget(device);
                }
                GatewayError error = answer.error().orElseGet(() -> GatewayError.of(GatewayErrorCode.UNAVAILABLE, "no reason given"));
                throw refused(0, error.message(), error.details().orElse(Json.object()));
            }
            ObjectNode hello = answer.payload().orElseGet(Json::object) instanceof ObjectNode tree ? tree : Json.object();
            keep(device, hello);
            return hello;
        }

        private void keep(String device, ObjectNode hello) {
            String token = Json.text(hello, "auth", "deviceToken");
            if (token != null) {
                List<String> scopes = new ArrayList<>();
                hello.path("auth").path("scopes").forEach(scope -> scopes.add(scope.asString("")));
                around.tokens().keep(device, token, scopes);
            }
        }

        private ClientException refused(int code, String why, JsonNode details) {
            if (why.contains("pairing required") || why.contains("device identity required")) {
                String request = details.path("requestId").asString("…");
                return new ClientException(Reason.NOT_PAIRED, ClientText.NOT_PAIRED, target.url(), why, request);
            }
            if (why.contains("protocol mismatch")) {
                return new ClientException(Reason.PROTOCOL, ClientText.PROTOCOL, target.url(), why);
            }
            if (why.contains("unauthorized") && target.token().isEmpty() && target.password().isEmpty()) {
                return new ClientException(Reason.UNAUTHORIZED, ClientText.NO_SECRET, target.url());
            }
            if (why.contains("unauthorized") || why.contains("too many") || why.contains("rate limit")) {
                return new ClientException(Reason.UNAUTHORIZED, ClientText.UNAUTHORIZED, target.url(), target.secretSource(), why);
            }
            String said = code == 0 ? why : (code + " " + why).strip();
            return new ClientException(Reason.UNREACHABLE, ClientText.REFUSED, target.url(), said);
        }

        private ObjectNode params(Optional<Secret> token, Optional<String> nonce) {
            ObjectNode client = Json.object().put("id", self.id());
            self.displayName().ifPresent(name -> client.put("displayName", name));
            client.put("version", self.version()).put("platform", self.platform()).put("mode", self.mode());
            ArrayNode scopes = Json.array();
            self.scopeWords().forEach(scopes::add);
            long now = around.clock().millis();
            ObjectNode device = Json.object().put("id", around.device().id()).put("publicKey", around.device().publicKey());
            device.put("signature", around.device().proof(self, now, token, nonce)).put("signedAt", now);
            nonce.ifPresent(once -> device.put("nonce", once));
            ObjectNode auth = Json.object();
            token.ifPresent(secret -> auth.put("token", secret.reveal()));
            target.password().ifPresent(secret -> auth.put("password", secret.reveal()));
            ObjectNode params = Json.object().put("minProtocol", PROTOCOL).put("maxProtocol", PROTOCOL);
            params.set("client", client);
            // Tools are drawn whatever the conversation says; a gateway that does not know the word passes over it.
            params.set("caps", Json.array().add("tool-events"));
            params.put("role", "operator");
            params.set("scopes", scopes);
            params.set("device", device);
            params.put("locale", around.language() == Language.ZH ? "zh-CN" : "en");
            if (!auth.isEmpty()) {
                params.set("auth", auth);
            }
            return params;
        }
    }
}
