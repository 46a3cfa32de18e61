package cn.openclaw.gateway.method;

import cn.openclaw.agent.Observed;
import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Hub;
import cn.openclaw.journal.RequestEnd;
import cn.openclaw.journal.RequestJson;
import cn.openclaw.journal.RequestListener;
import cn.openclaw.journal.RequestStart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells sockets of requests as they begin and end. A gateway under load has thousands a second, which nobody could read: of what
 * comes at once only the last few are told, and the rest is found by {@code requests.list}.
 */
final class RequestEvents implements RequestListener {
    private static final int AT_ONCE = 50;
    /** A socket that closed is not told of here; the oldest goes. */
    private static final int MOST_SOCKETS = 64;

    private final Hub hub;
    private final Set<String> sockets = new LinkedHashSet<>();
    private final Deque<ObjectNode> waiting = new ArrayDeque<>();

    private RequestEvents(Hub hub) {
        this.hub = hub;
    }

    static RequestEvents of(GatewayWorld world) {
        RequestEvents events = new RequestEvents(world.hub());
        Observed.of(world.agents().tools()).requests().add(events);
        return events;
    }

    synchronized void add(String connection) {
        sockets.remove(connection);
        sockets.add(connection);
        if (sockets.size() > MOST_SOCKETS) {
            sockets.remove(sockets.iterator().next());
        }
    }

    synchronized void remove(String connection) {
        sockets.remove(connection);
    }

    @Override
    public void began(RequestStart start) {
        put(() -> RequestJson.of(start));
    }

    @Override
    public void ended(RequestStart start, RequestEnd end) {
        put(() -> RequestJson.of(start, end));
    }

    private synchronized void put(java.util.function.Supplier<ObjectNode> request) {
        if (!sockets.isEmpty()) {
            waiting.addLast(request.get());
            if (waiting.size() > AT_ONCE) {
                waiting.removeFirst();
            }
        }
    }

    @Override
    public synchronized boolean pause() {
        while (!waiting.isEmpty()) {
            ObjectNode request = waiting.removeFirst();
            sockets.forEach(connection -> hub.tell("request", request, new Audience.One(connection), true));
        }
        return false;
    }
}
