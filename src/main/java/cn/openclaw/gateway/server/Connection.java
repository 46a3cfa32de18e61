package cn.openclaw.gateway.server;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.gateway.Abroad;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Nodes;
import cn.openclaw.gateway.Presence;
import cn.openclaw.gateway.Standing;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.EventFrame;
import cn.openclaw.protocol.Frame;
import cn.openclaw.protocol.Frames;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.RequestFrame;
import cn.openclaw.protocol.ResponseFrame;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stop 3 of a chat request: one socket. Its messages are read one after the other on a virtual thread that lives while there are
 * any; each request is then worked on by a thread of its own. The inbox is guarded by its lock, the outbox belongs to the event loop.
 */
final class Connection {
    private final String id = UUID.randomUUID().toString();
    private final Core core;
    private final Channel channel;
    private final Newcomers.Place place;
    private final Outbox outbox;
    private final Login login;
    private final Deque<String> inbox = new ArrayDeque<>();
    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    private final Set<Thread> calls = ConcurrentHashMap.newKeySet();
    private long inboxSize;
    private boolean reading;
    private volatile Set<String> caps = Set.of();
    private volatile boolean gone;
    private volatile boolean closing;
    private final AtomicBoolean stranger = new AtomicBoolean(true);
    private volatile boolean spoken;
    private volatile @Nullable Caller caller;
    private volatile @Nullable String presenceKey;

    Connection(Core core, Channel channel, Visitor visitor, Newcomers.Place place) {
        this.core = core;
        this.channel = channel;
        this.place = place;
        this.outbox = new Outbox(channel, core.limits().buffered());
        this.login = new Login(core, this, visitor);
    }

    String id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Who it is; null before the login. */
    @Nullable Caller caller() {
        return caller;
    }

    /** The first thing that it hears. */
    void greet() {
        JsonNode payload = Json.object().put("nonce", login.nonce()).put("ts", core.world().agents().clock().millis());
        send(new EventFrame("connect.challenge", Optional.of(payload), Optional.empty(), Optional.empty()));
    }

    // ---- what comes in

    /** A message arrived; on the event loop, which does not wait. */
    void received(String text) {
        spoken = true;
        if (closing) {
            return;
        }
        synchronized (inbox) {
            inbox.add(text);
            inboxSize += text.length();
            if (inboxSize > core.limits().payload()) {
                channel.config().setAutoRead(false);
            }
            if (reading) {
                return;
            }
            reading = true;
        }
        Thread.ofVirtual().name("socket").start(this::read);
    }

    private void read() {
        while (true) {
            String text;
            synchronized (inbox) {
                text = gone || closing ? null : inbox.poll();
                if (text == null) {
                    reading = false;
                    return;
                }
                inboxSize -= text.length();
                if (inboxSize == 0 && !channel.config().isAutoRead()) {
                    channel.config().setAutoRead(true);
                }
            }
            try {
                take(text);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                core.log().fault("ws", "a message could not be handled", e);
                close(1011, "internal error");
            }
        }
    }

    private void take(String text) throws InterruptedException {
        Caller known = caller;
        if (known == null) {
            login.take(text);
            return;
        }
        Frame frame;
        try {
            frame = Frames.read(text);
        } catch (GatewayException e) {
            send(ResponseFrame.failed(Login.idOf(text), e.error()));
            return;
        }
        if (frame instanceof RequestFrame request) {
            dispatch(request, known);
        } else {
            String of = frame instanceof ResponseFrame response && !response.id().isEmpty() ? response.id() : "invalid";
            send(ResponseFrame.failed(of, GatewayError.of(GatewayErrorCode.INVALID_REQUEST, "invalid request frame")));
        }
    }

    private void dispatch(RequestFrame request, Caller known) {
        try {
            GatewayMethod method = Rights.find(request, known, core);
            if (calls.size() >= core.limits().calls()) {
                throw GatewayException.unavailable("too many requests of this connection are being worked on");
            }
            Params params = Params.of(request);
            Thread thread = Thread.ofVirtual().name(method.name()).unstarted(() -> call(method, params, request, known));
            calls.add(thread);
            thread.start();
            if (gone) {
                thread.interrupt();
            }
        } catch (GatewayException e) {
            send(ResponseFrame.failed(request.id(), e.error()));
        }
    }

    private void call(GatewayMethod method, Params params, RequestFrame request, Caller known) {
        Call call = new Call(request.id(), known);
        try {
            try {
                send(ResponseFrame.done(request.id(), method.call(params, call)));
            } finally {
                // What was begun goes on, whatever becomes of the answer: others may wait for it.
                call.afterwards.forEach(Runnable::run);
            }
        } catch (GatewayException e) {
            send(new ResponseFrame(request.id(), false, e.payload(), Optional.of(e.error())));
        } catch (ClawException e) {
            GatewayErrorCode code = e.exitCode() == ExitCode.USAGE ? GatewayErrorCode.INVALID_REQUEST : GatewayErrorCode.UNAVAILABLE;
            send(ResponseFrame.failed(request.id(), GatewayError.of(code, Abroad.of(e, known.language(core.world()), core.log(), method.name()))));
        } catch (InterruptedException e) {
            send(ResponseFrame.failed(request.id(), GatewayError.of(GatewayErrorCode.UNAVAILABLE, "interrupted")));
        } catch (OutOfMemoryError e) {
            core.log().warn("ws", "out of memory in " + method.name());
            send(ResponseFrame.failed(
                    request.id(), GatewayError.of(GatewayErrorCode.UNAVAILABLE, "the gateway is short of memory; try again in a moment")));
        } catch (Exception | StackOverflowError e) {
            // The edge of a method: our own fault, which the log tells about and the client does not need to understand.
            String fault = id.substring(0, 8) + "/" + request.id();
            core.log().fault("ws", "method " + method.name() + " failed (" + fault + ")", e);
            send(ResponseFrame.failed(
                    request.id(),
                    GatewayError.of(GatewayErrorCode.UNAVAILABLE, "internal error in " + method.name() + " (" + fault + ")")));
        } finally {
            calls.remove(Thread.currentThread());
        }
    }

    private final class Call implements MethodCall {
        private final String request;
        private final Caller who;
        private final List<Runnable> afterwards = new ArrayList<>();

        Call(String request, Caller who) {
            this.request = request;
            this.who = who;
        }

        @Override
        public Caller caller() {
            return who;
        }

        @Override
        public GatewayWorld world() {
            return core.world();
        }

        @Override
        public void acknowledge(JsonNode payload) {
            send(ResponseFrame.done(request, payload));
        }

        @Override
        public void afterwards(Runnable work) {
            afterwards.add(work);
        }
    }

    // ---- what goes out

    void send(Frame frame) {
        byte[] text = Frames.write(frame).getBytes(StandardCharsets.UTF_8);
        onLoop(() -> {
            outbox.text(text);
            channel.flush();
        });
    }

    /** Says goodbye; nothing that it still says is listened to, such as another try to log in. */
    void close(int code, String reason) {
        closing = true;
        onLoop(() -> outbox.close(code, reason));
    }

    private void onLoop(Runnable work) {
        try {
            channel.eventLoop().execute(work);
        } catch (RejectedExecutionException e) {
            // The server has ended: there is nobody to talk to.
            gone = true;
        }
    }

    boolean hears(Audience audience) {
        Caller who = caller;
        if (who == null) {
            return false;
        }
        return switch (audience) {
            case Audience.Everybody _ -> true;
            case Audience.Holders(var scope, var language) ->
                who.may(scope) && (language.isEmpty() || language.get() == who.language(core.world()));
            case Audience.Readers(var key) -> reads(who, key);
            case Audience.Some(var key, var cap, var only, var without) ->
                reads(who, key)
                        && (cap.isEmpty() || caps.contains(cap.get()))
                        && (only.isEmpty() || only.get().equals(id))
                        && !without.contains(id);
            case Audience.One(var one) -> id.equals(one);
        };
    }

    /** A node hears of the conversations it took part in and follows, and of no others. */
    private boolean reads(Caller who, String key) {
        return who.role() == Role.NODE
                ? followed.contains(key)
                : who.may(Scope.READ) && (who.protocol() < 4 || followed.contains(key));
    }

    void follow(String key) {
        followed.add(key);
    }

    void unfollow(String key) {
        followed.remove(key);
    }

    // ---- coming and going

    /** It is no stranger any more: it has logged in, or is gone. */
    void known() {
        if (stranger.getAndSet(false)) {
            core.strangers().decrementAndGet();
            place.leave();
        }
    }

    /** It has shown who it is. From the moment it reads its greeting it misses nothing, and hears nothing before it. */
    void admitted(Caller who, List<String> abilities, Optional<String> presence, Frame hello) {
        known();
        caps = Set.copyOf(abilities);
        caller = who;
        presenceKey = presence.orElse(null);
        byte[] text = Frames.write(hello).getBytes(StandardCharsets.UTF_8);
        onLoop(() -> {
            core.sockets().add(this);
            outbox.text(text);
            channel.flush();
            if (gone) {
                ended();
            } else if (presence.isPresent()) {
                // Everybody hears of the arrival, he himself too: what his greeting said of it may be old by now.
                Thread.ofVirtual().name("arrival").start(Standing.of(core.world())::presenceChanged);
            }
        });
    }

    /** Whether anything was heard of it. */
    boolean hasSpoken() {
        return spoken;
    }

    boolean isNode() {
        Caller who = caller;
        return who != null && who.role() == Role.NODE;
    }

    /** The socket is closed. */
    void ended() {
        gone = true;
        calls.forEach(Thread::interrupt);
        if (core.sockets().remove(this)) {
            Feed.of(core.world()).left(id);
            if (isNode()) {
                Nodes.of(core.world()).left(id);
            }
            String key = presenceKey;
            Thread.ofVirtual().name("socket end").start(() -> {
                if (key != null && Presence.of(core.world()).left(key, id)) {
                    Standing.of(core.world()).presenceChanged();
                }
            });
        }
    }
}
