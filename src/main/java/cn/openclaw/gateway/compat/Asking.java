package cn.openclaw.gateway.compat;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.gateway.AgentName;
import cn.openclaw.gateway.Abroad;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a program's question to an agent, whatever the dialect. */
final class Asking {
    private static final List<String> KEY_HEADERS = List.of("x-openclaw-session-key", "x-clawdbot-session-key");

    private final HttpVisit visit;
    private final GatewayWorld world;
    private final String agentId;

    /**
     * One question.
     *
     * @throws Bad if there is no such agent: the original made it up on the spot
     */
    Asking(HttpVisit visit, AgentName agent, GatewayWorld world) {
        this.visit = visit;
        this.world = world;
        this.agentId = known(agent.id(), world.config().config());
    }

    private static String known(Optional<String> wanted, ClawConfig config) {
        String usual = SessionKey.agentId(config.agents().defaultId());
        if (wanted.isEmpty()) {
            return usual;
        }
        String id = SessionKey.agentId(wanted.get());
        boolean there = id.equals(usual)
                || id.equals("main")
                || config.agents().list().stream().anyMatch(agent -> SessionKey.agentId(agent.id()).equals(id));
        if (!there) {
            throw new Bad(404, "invalid_request_error", "unknown agent: " + wanted.get());
        }
        return id;
    }

    /** {@code prefix} and sixteen hex digits. */
    String id(String prefix) {
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(world.agents().random().nextLong())
                + hex.toHexDigits(world.agents().random().nextLong());
    }

    long now() {
        return world.agents().clock().instant().getEpochSecond();
    }

    Dialogues dialogues() {
        return Dialogues.of(world);
    }

    /**
     * What is asked.
     *
     * @param id of the run, if a new one begins
     * @param family {@code openai}, {@code openresponses} …: conversations of programs that name none are kept under it
     * @param session the conversation it goes on with, if the dialect has a way to say so
     * @param referredTo whether a later request may name this one's answer as that
     */
    record Order(Question question, String id, String family, Optional<String> session, boolean referredTo) {}

    /** Where an answer that was given before, or a call of one of the program's tools, belongs. */
    Optional<Answers.Place> place(String id) {
        return Answers.of(world).find(id, visit.payer().name());
    }

    /** Asks, and says the answer. */
    void ask(Order order, Voice voice) throws InterruptedException {
        Question question = order.question();
        Optional<Dialogue> waiting = dialogues().waitingFor(question.outputs().keySet(), visit.payer());
        if (waiting.isPresent()) {
            Dialogue dialogue = waiting.get();
            if (!question.now().isEmpty()) {
                world.runs().steer(dialogue.key(), question.now());
            }
            remember(order, dialogue.key());
            dialogue.resume(question.outputs(), voice);
            return;
        }
        Map<String, Answers.Place> calls = new LinkedHashMap<>();
        question.outputs().keySet().forEach(id -> place(id).ifPresent(place -> calls.put(id, place)));
        SessionKey key = key(question, order.family(), order.session().or(() -> goesOn(calls)));
        List<Part> parts = question.message(isKnown(key), id -> Optional.ofNullable(calls.get(id)).map(Answers.Place::tool));
        RunRequest request = RunRequest.of("", language()).in(key, agentId).saying(parts)
                .with(RunRequest.Extra.NONE.paidBy(visit.payer()));
        Dialogue dialogue;
        try {
            dialogue = new Dialogue(world, question, request, order.id());
            dialogue.begin();
        } catch (ClawException e) {
            var _ = Abroad.of(e, Language.EN, world.log(), visit.path());
            voice.fail(e);
            return;
        }
        remember(order, key);
        dialogue.speak(voice);
    }

    /** Before anything is said: the program may come back as soon as it has the answer. */
    private void remember(Order order, SessionKey key) {
        if (order.referredTo()) {
            Answers.of(world).remember(order.id(), key.text(), visit.payer().name(), "");
        }
    }

    /** What its tools gave comes too late for the turn that asked, as when that ended with another process: its conversation goes on. */
    private Optional<String> goesOn(Map<String, Answers.Place> calls) {
        return calls.values().stream()
                .map(Answers.Place::session)
                .filter(session -> SessionKey.of(session, agentId).agent().equals(agentId))
                .findFirst();
    }

    /** What the program's person reads, else the person who runs the gateway. */
    private Language language() {
        return visit.header("accept-language")
                .flatMap(Language::accepted)
                .orElseGet(() -> Language.of(world.config().environment()));
    }

    private SessionKey key(Question question, String family, Optional<String> session) {
        Optional<String> named = KEY_HEADERS.stream()
                .flatMap(name -> visit.header(name).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
        String written = named.or(() -> session)
                .or(() -> question.user().map(user -> family + "-user:" + user))
                .orElseGet(() -> family + ":" + id(""));
        SessionKey key = SessionKey.of(written, agentId);
        if (!key.agent().equals(agentId)) {
            throw Bad.request("the session " + written + " belongs to agent " + key.agent() + ", not to " + agentId);
        }
        return key;
    }

    private boolean isKnown(SessionKey key) {
        var agents = world.agents();
        return new SessionStore(agents.places().sessionsDir(agentId).resolve("sessions.json"), agentId, agents.clock())
                .find(key)
                .flatMap(entry -> entry.sessionId())
                .isPresent();
    }
}
