package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.simulator.SimulatorOptions.SchemaLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the chat routes have in common: the checks in the platform's order, the limits, the choice of an answer, and the bill.
 * How the answer looks is the routes' own affair.
 */
final class ChatService {
    private static final int LARGEST_BODY = 2_097_152;
    private static final Duration MODEL_FIRST = Duration.ofMillis(180);
    private static final Duration MODEL_EACH = Duration.ofMillis(12);

    private final World world;

    ChatService(World world) {
        this.world = world;
    }

    /** Writes an answer in a route's own shape. */
    @FunctionalInterface
    interface Writer {
        void write(Served served) throws IOException, InterruptedException;
    }

    /**
     * Everything a route needs to write an answer.
     *
     * @param answers one for each choice asked for
     * @param transport how it travels
     */
    record Served(Chat chat, List<Answer> answers, Spent spent, Transport transport) {}

    /** Reads a body as JSON, or refuses it. */
    JsonNode body(Visit visit) {
        byte[] bytes = visit.request().body();
        if (bytes.length > LARGEST_BODY) {
            throw Refusal.invalid("total message size " + bytes.length + " exceeds limit " + LARGEST_BODY);
        }
        try {
            JsonNode body = Json.parse(bytes);
            if (!body.isObject()) {
                throw Refusal.invalid("Invalid request: the body must be a JSON object");
            }
            visit.body(body);
            return body;
        } catch (JsonException e) {
            throw Refusal.invalid("Invalid request: the body is not valid JSON");
        }
    }

    /** The facts of the model a body asks for, which this key may use. */
    Chat chat(SimulatorKey key, JsonNode body) {
        return new Chat(key.platform(), model(key, body), body);
    }

    /** Checks a request whose key and model are known, and has it answered. */
    void serve(Visit visit, SimulatorKey key, Chat chat, Writer writer) throws IOException, InterruptedException {
        ParameterRules.check(chat);
        MessageRules.check(chat, world.files().ids(key.organisation()));
        ToolRules.check(chat, visit.request().path().endsWith("/messages") ? SchemaLevel.OFF : world.options().schemas);
        int prompt = Tokens.prompt(chat.messages(), chat.tools());
        checkContext(key, chat, prompt);
        Account account = world.accounts().of(key);
        account.enter(visit.time(), (long) prompt + chat.maxTokens(), key.id());
        try {
            answer(visit, account, chat, writer);
        } finally {
            account.leave();
        }
    }

    private ModelFacts model(SimulatorKey key, JsonNode body) {
        String id = body.path("model").asString("");
        if (id.isEmpty()) {
            throw Refusal.invalid("Invalid request: model is required");
        }
        ModelFacts model = world.models().find(key.platform(), id).orElseThrow(() -> Refusal.noSuchModel(id));
        if (key.condition() == SimulatorKey.Condition.SMALL_PLAN && id.endsWith("-highspeed")) {
            throw new Refusal(401, "invalid_authentication_error", "Invalid Authentication");
        }
        return model;
    }

    /** A limit that was asked for counts as if it were used; the default one does not. */
    private static void checkContext(SimulatorKey key, Chat chat, int prompt) {
        boolean small = key.condition() == SimulatorKey.Condition.SMALL_PLAN;
        int window = small ? Math.min(262_144, chat.model().context()) : chat.model().context();
        boolean asked = chat.body().has("max_tokens") || chat.body().has("max_completion_tokens");
        int requested = prompt + (asked ? chat.maxTokens() : 1);
        if (requested > window) {
            throw Refusal.invalid("Invalid request: Your request exceeded model token limit: " + window + " (requested: " + requested
                    + ")");
        }
    }

    private void answer(Visit visit, Account account, Chat chat, Writer writer) throws IOException, InterruptedException {
        Director director = new Director(new ToolIdMaker(world.options().toolIds, visit.seed()));
        Optional<Fault> next = world.nextFault();
        if (next.isPresent() && isRefusal(next.get())) {
            visit.decided("fault");
            refuse(visit, next.get());
            return;
        }
        Plan plan = director.plan(chat, world.script());
        List<Fault> faults = new ArrayList<>(plan.faults());
        next.ifPresent(faults::add);
        visit.decided(plan.decision() + (faults.isEmpty() ? "" : ", fault"));
        Transport transport = pace(world.options().transport);
        Answer answer = plan.answer();
        for (Fault fault : faults) {
            if (isRefusal(fault)) {
                refuse(visit, fault);
                return;
            }
            transport = fault instanceof Fault.Travel travel ? travel.change().apply(transport) : transport;
            answer = fault instanceof Fault.Nothing ? new Answer("", "", List.of(), "stop", List.of()) : answer;
        }
        Served served = served(account, chat, answer, transport);
        visit.spent(served.spent());
        writer.write(served);
    }

    private static boolean isRefusal(Fault fault) {
        return switch (fault) {
            case Fault.Refused _, Fault.Page _, Fault.HangUp _ -> true;
            case Fault.Travel _, Fault.Nothing _ -> false;
        };
    }

    private Transport pace(Transport transport) {
        boolean unset = transport.firstDelay().isZero() && transport.frameDelay().isZero();
        return unset && !world.options().instant ? transport.withDelays(MODEL_FIRST, MODEL_EACH) : transport;
    }

    private static void refuse(Visit visit, Fault fault) throws IOException {
        switch (fault) {
            case Fault.Refused refused -> throw new Refusal(
                    refused.status(), refused.type(), refused.message(), refused.retryAfter().orElse(null));
            case Fault.Page(int status, String html) ->
                visit.reply().send(status, Map.of("Content-Type", "text/html"), html.getBytes(StandardCharsets.UTF_8));
            case Fault.HangUp _ -> visit.reply().drop();
            case Fault.Travel _, Fault.Nothing _ -> throw new IllegalArgumentException("a changed answer is no refusal");
        }
    }

    private Served served(Account account, Chat chat, Answer planned, Transport transport) {
        Answer answer = planned.stoppedBefore(chat.stops()).within(chat.maxTokens());
        List<Answer> answers = new ArrayList<>();
        for (int choice = 0; choice < chat.choices(); choice++) {
            answers.add(answer);
        }
        int prompt = Tokens.prompt(chat.messages(), chat.tools());
        int cached = account.cache().hit(prefix(chat), prompt);
        int count = answers.size();
        Spent spent = new Spent(prompt, cached, answer.tokens() * count, answer.reasoningTokens() * count);
        account.charge(chat.model(), spent);
        return new Served(chat, answers, spent, transport);
    }

    /** The prompt as the cache sees it: per model and per cache key, tools before messages. */
    private static String prefix(Chat chat) {
        ObjectNode key = Json.object().put("model", chat.model().id());
        JsonNode own = chat.body().path("prompt_cache_key");
        key.put("key", own.asString(""));
        StringBuilder text = new StringBuilder(Json.write(key)).append(Json.write(chat.tools()));
        chat.messages().forEach(message -> text.append('\n').append(Json.write(message)));
        return text.toString();
    }
}
