package cn.openclaw.gateway.relay;

import cn.openclaw.base.ClawException;
import cn.openclaw.gateway.Abroad;
import cn.openclaw.gateway.AgentDoor;
import cn.openclaw.gateway.AgentName;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.gateway.PromptDoor;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Wire;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where programs ask a model by its name: {@code POST /v1/chat/completions}, {@code /v1/responses}, {@code /v1/messages}, {@code /v1/embeddings}. */
@AutoService(HttpDoor.class)
public final class RelayDoor implements PromptDoor {
    /** Reading more than this would hold up the other streams of the loop. */
    private static final int LARGEST_AT_ONCE = 64 << 10;

    /** Characters of a model's name; nobody's is longer than a quarter of this. */
    private static final int LONGEST_NAME = 512;

    /** Members of a request by which is decided who may ask, and what it may cost. */
    private static final Set<String> JUDGED =
            Set.of("model", "stream", "stream_options", "max_tokens", "max_completion_tokens", "max_output_tokens", "n");

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        return Door.at(path).isPresent();
    }

    @Override
    public boolean knows(HttpHeaders headers, GatewayWorld world) {
        CallerKeys keys = CallerKeys.of(world.config().config().tree());
        return Askers.presented(name -> Optional.ofNullable(headers.get(name))).flatMap(keys::find).isPresent();
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) throws InterruptedException {
        Door door = Door.at(visit.path()).orElseThrow();
        Relay relay = Relay.of(world);
        String id = relay.id();
        try {
            new Visit(relay, visit, door, id, System.nanoTime()).answer();
        } catch (ClawException e) {
            Refusals.Answer answer = Refusals.of(
                    door.wire(), e, Abroad.of(e, Order.language(visit), world.log(), visit.path()), id);
            answer.headers().put("x-openclaw-request-id", id);
            visit.reply(answer.status(), answer.headers(), answer.body());
        }
    }

    /** Most requests ask what was asked before: they go out on the event loop on which they came in. */
    @Override
    public boolean answerAtOnce(HttpVisit visit, GatewayWorld world) {
        Relay relay = Relay.of(world);
        Optional<Routes> routes = relay.routesAtHand();
        if (routes.isEmpty() || visit.body().length > LARGEST_AT_ONCE) {
            return false;
        }
        try {
            Door door = Door.at(visit.path()).orElseThrow();
            return new Visit(relay, visit, door, relay.id(), System.nanoTime()).answerAtOnce(routes.get());
        } catch (ClawException e) {
            // Said by answer, which finds the same: a refusal has time.
            return false;
        }
    }

    /** One visit, up to where the exchange begins. */
    private record Visit(Relay relay, HttpVisit visit, Door door, String id, long begun) {

        void answer() throws InterruptedException {
            Routes routes = relay.routes();
            requireOpen(routes);
            Order order = order(routes);
            Optional<AgentName> agent = AgentName.of(order.model(), visit);
            if (agent.isPresent()) {
                unthreaded(order);
                askAgent(agent.get(), order);
                return;
            }
            List<Way> ways = ways(routes, order);
            unthreaded(order, ways);
            if (door == Door.COUNT && !CountedHere.isAnthropic(ways.getFirst())) {
                CountedHere.answer(visit, id, order.body());
                return;
            }
            boolean _ = exchange(routes, order, ways, (exchange, whenOver) -> {
                exchange.begin(whenOver);
                return true;
            }, Rate::leave);
        }

        /** False if something must be waited for or thought about; then nothing was done. */
        boolean answerAtOnce(Routes routes) {
            requireOpen(routes);
            Order order = order(routes);
            List<Way> ways = routes.waysAtHand(order.model());
            boolean plain = !ways.isEmpty()
                    && door != Door.COUNT
                    && order.asker().mayAsk(order.model(), ways.getFirst().ref().toString())
                    && AgentName.of(order.model(), visit).isEmpty()
                    && Order.fallbacks(visit).isEmpty();
            if (!plain) {
                return false;
            }
            unthreaded(order, ways);
            return exchange(routes, order, ways, Exchange::beginAtOnce, Rate::takeBack);
        }

        private void requireOpen(Routes routes) {
            if (!isEnabled(routes)) {
                throw new RelayException(RelayException.Kind.NOT_FOUND, RelayText.DISABLED, door.key());
            }
            if (relay.lifecycle().phase() == Lifecycle.Phase.DRAINING) {
                throw new RelayException(RelayException.Kind.BUSY, Optional.of(Duration.ofSeconds(2)), RelayText.STOPPING);
            }
            if (!visit.method().equals("POST")) {
                throw new RelayException(RelayException.Kind.NO_METHOD, RelayText.POST_ONLY, visit.path(), "POST");
            }
        }

        private Order order(Routes routes) {
            Asker asker = Askers.of(visit, routes);
            JsonBytes body = body();
            String model = Optional.ofNullable(body.text(body.root(), "model")).orElse("").strip();
            if (model.isEmpty()) {
                throw new RelayException(RelayException.Kind.INVALID, RelayText.MISSING, "model");
            }
            if (model.length() > LONGEST_NAME) {
                throw new RelayException(RelayException.Kind.INVALID, RelayText.LONG_NAME, LONGEST_NAME);
            }
            JsonBytes.Value stream = body.root().get("stream");
            return new Order(
                    id,
                    door,
                    asker,
                    body,
                    model,
                    stream != null && stream.is(JsonBytes.Kind.TRUE),
                    Order.forwarded(visit),
                    visit.header("traceparent"),
                    Order.language(visit),
                    relay.world().agents().clock().instant(),
                    begun);
        }

        private void unthreaded(Order order, List<Way> ways) {
            if (!ways.stream().allMatch(CountedHere::isAnthropic)) {
                unthreaded(order);
            }
        }

        /** Conversations are kept at Anthropic alone: elsewhere a request with the last words only would be answered as if it were all. */
        private void unthreaded(Order order) {
            JsonBytes.Value thread = door.wire() == Wire.MESSAGES ? order.body().root().get("thread") : null;
            if (thread != null && !thread.is(JsonBytes.Kind.NULL)) {
                throw new RelayException(RelayException.Kind.UNTHREADED, RelayText.NO_THREADS, order.model());
            }
        }

        private boolean isEnabled(Routes routes) {
            JsonNode said = Json.at(routes.config().tree(), "gateway", "http", "endpoints", door.key(), "enabled");
            return said == null || !said.isBoolean() || said.booleanValue();
        }

        private JsonBytes body() {
            try {
                JsonBytes body = JsonBytes.parse(visit.body());
                if (!body.root().is(JsonBytes.Kind.OBJECT)) {
                    throw new RelayException(RelayException.Kind.INVALID, RelayText.NOT_OBJECT);
                }
                unambiguous(body.root());
                return body;
            } catch (JsonException e) {
                throw new RelayException(
                        RelayException.Kind.INVALID, RelayText.NOT_JSON, e.line(), e.column(), String.valueOf(e.getMessage()));
            }
        }

        /** Hosts disagree about which of two members counts, and some read them in any letters: what we judge must be what they read. */
        private static void unambiguous(JsonBytes.Value root) {
            Set<String> seen = new HashSet<>();
            for (JsonBytes.Member member : root.members()) {
                String name = member.name().toLowerCase(Locale.ROOT);
                if (JUDGED.contains(name) && !(member.name().equals(name) && seen.add(name))) {
                    throw new RelayException(RelayException.Kind.INVALID, RelayText.TWICE, name);
                }
            }
        }

        private void askAgent(AgentName agent, Order order) throws InterruptedException {
            Asker asker = order.asker();
            JsonBytes body = order.body();
            String usual = SessionKey.agentId(relay.world().config().config().agents().defaultId());
            String id = agent.id().map(SessionKey::agentId).orElse(usual);
            if (!asker.mayAskAgent(id, id.equals(usual))) {
                throw forbidden(asker, "openclaw:" + id);
            }
            if (door == Door.COUNT) {
                CountedHere.answer(visit, id, body);
                return;
            }
            if (door.answers(body) > 1) {
                throw RelayException.in("n", RelayText.ONE_ANSWER, order.model(), door.answers(body));
            }
            for (AgentDoor there : ServiceLoader.load(AgentDoor.class, AgentDoor.class.getClassLoader())) {
                if (there.path().equals(door.path()) && body.tree(body.root()) instanceof ObjectNode tree) {
                    Optional<Rate> rate = enter(asker);
                    try {
                        OwnRoom room = new OwnRoom(visit, asker);
                        there.answer(room, room.in(tree), agent, relay.world());
                    } finally {
                        rate.ifPresent(Rate::leave);
                    }
                    return;
                }
            }
            throw new RelayException(RelayException.Kind.NOT_FOUND, RelayText.NO_AGENT, visit.path());
        }

        private static RelayException forbidden(Asker asker, String model) {
            String name = asker.name();
            String allowed = asker.key().map(key -> String.join(", ", key.models())).orElse("");
            return allowed.isEmpty()
                    ? new RelayException(RelayException.Kind.FORBIDDEN, RelayText.AGENT_FORBIDDEN, name, model)
                    : new RelayException(RelayException.Kind.FORBIDDEN, RelayText.MODEL_FORBIDDEN, name, model, allowed);
        }

        /** The model's own keys, then the models that the caller named to stand in for it. */
        private List<Way> ways(Routes routes, Order order) {
            var ref = routes.resolve(order.model());
            if (!order.asker().mayAsk(order.model(), ref.toString())) {
                throw forbidden(order.asker(), order.model());
            }
            List<Way> ways = new ArrayList<>(routes.ways(ref));
            List<String> named = Order.fallbacks(visit);
            boolean usual = named.size() == 1 && (named.getFirst().equals("true") || named.getFirst().equals("default"));
            for (var other : usual ? routes.fallbacks() : named.stream().map(routes::resolve).toList()) {
                if (!other.equals(ref) && order.asker().mayAsk(other.toString(), other.toString())) {
                    ways.addAll(routes.ways(other));
                } else if (!usual && !other.equals(ref)) {
                    throw forbidden(order.asker(), other.toString());
                }
            }
            return ways;
        }

        /** How an exchange is begun, and whether it was. */
        private interface Beginning<E extends Exception> {
            boolean begins(Exchange exchange, Runnable whenOver) throws E;
        }

        /** @param unbegun what becomes of its place in the caller's rate if it does not begin */
        private <E extends Exception> boolean exchange(
                Routes routes, Order order, List<Way> ways, Beginning<E> beginning, Consumer<Rate> unbegun) throws E {
            Optional<Rate> rate = enter(order.asker());
            boolean handed = false;
            relay.lifecycle().begins();
            try {
                Turns turns = new Turns(ways, relay.watch(), relay.world().agents().clock());
                Fitting fitting = new Fitting(relay, order, routes.budget(order.asker()));
                handed = beginning.begins(new Exchange(relay, order, turns, fitting, visit.channel()), () -> over(rate, Rate::leave));
                return handed;
            } finally {
                if (!handed) {
                    over(rate, unbegun);
                }
            }
        }

        private void over(Optional<Rate> rate, Consumer<Rate> leaving) {
            relay.lifecycle().ends();
            rate.ifPresent(leaving);
        }

        /** Counts a request of a caller key, which must leave again; empty for whoever has no limits. */
        private Optional<Rate> enter(Asker asker) {
            if (asker.key().isEmpty()) {
                return Optional.empty();
            }
            CallerKey key = asker.key().get();
            Rate rate = relay.rate(key);
            Optional<Duration> wait = rate.enter(key, relay.world().agents().clock().instant());
            if (wait.isPresent()) {
                throw tooOften(key, wait.get());
            }
            return Optional.of(rate);
        }

        private static RelayException tooOften(CallerKey key, Duration wait) {
            long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
            return new RelayException(
                    RelayException.Kind.RATE_LIMITED,
                    Optional.of(Duration.ofSeconds(seconds)),
                    RelayText.RATE,
                    key.name(),
                    limit(key.perMinute()),
                    limit(key.concurrency()),
                    seconds);
        }

        private static Object limit(int number) {
            return number == Integer.MAX_VALUE ? RelayText.UNLIMITED : Integer.valueOf(number);
        }
    }
}
