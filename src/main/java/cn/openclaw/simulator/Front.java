package cn.openclaw.simulator;

import java.io.IOException;
import java.util.Optional;

/** Takes each request through the platform's order of checks, and puts whatever was refused into the route's own words. */
final class Front {
    private final World world;
    private final Control control;
    private final ChatService service;
    private final ChatEndpoint chat;
    private final Utilities utilities;
    private final AnthropicEndpoint anthropic;

    Front(World world, String controlToken) {
        this.world = world;
        control = new Control(world, controlToken);
        service = new ChatService(world);
        chat = new ChatEndpoint(world);
        utilities = new Utilities(world);
        anthropic = new AnthropicEndpoint(world, service);
    }

    void handle(WebRequest request, WebReply reply) throws IOException, InterruptedException {
        if (request.path().startsWith("/__sim/")) {
            control.handle(request, reply);
            return;
        }
        Visit visit = new Visit(
                world.journal().nextNumber(), world.clock().instant(), request, reply, world.options().seed);
        reply.beforeLast(() -> visit.note(world.journal()));
        try {
            route(visit);
        } catch (IOException e) {
            visit.left();
            throw e;
        } finally {
            visit.note(world.journal());
        }
    }

    private void route(Visit visit) throws IOException, InterruptedException {
        if (DeviceLogin.takes(visit.request())) {
            new DeviceLogin(world).handle(visit);
            return;
        }
        Optional<Route> route = Route.of(visit.request());
        if (route.isEmpty()) {
            visit.decided("no such path");
            visit.send(404, ErrorBody.noSuchPath(visit.request()));
            return;
        }
        try {
            serve(visit, route.get());
        } catch (Refusal refusal) {
            visit.decided(refusal.type());
            visit.send(
                    refusal.status(),
                    refusal.headers(),
                    route.get().anthropic()
                            ? ErrorBody.anthropic(refusal.status(), refusal.type(), refusal.message())
                            : ErrorBody.openAi(refusal.type(), refusal.message()));
        } catch (RuntimeException e) {
            // A mistake of ours must look like one, and not like a fault that somebody asked for.
            visit.decided("simulator bug: " + e);
            if (visit.reply().status() == 0) {
                visit.send(500, ErrorBody.openAi("simulator_bug", "The simulator itself failed: " + e));
            } else {
                visit.reply().drop();
            }
        }
    }

    private void serve(Visit visit, Route route) throws IOException, InterruptedException {
        Gate gate = new Gate(world.accounts(), world.options().clientGate, world.clock());
        SimulatorKey key = gate.key(visit.request(), route);
        visit.key(key);
        gate.checkStanding(key);
        switch (route.what()) {
            case CHAT -> {
                gate.checkMoney(key);
                service.serve(visit, key, service.chat(key, service.body(visit)), served -> chat.write(visit, served));
            }
            case MESSAGES -> {
                gate.checkMoney(key);
                anthropic.handle(visit, key);
            }
            case COUNT_TOKENS -> anthropic.count(visit, key);
            case MODELS, BALANCE, ESTIMATE, FILES, USAGES, SEARCH, FETCH -> utilities.handle(visit, key, route);
        }
    }
}
