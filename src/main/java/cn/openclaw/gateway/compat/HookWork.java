package cn.openclaw.gateway.compat;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Heartbeats;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.gateway.QueueMode;
import cn.openclaw.gateway.RunOrder;
import cn.openclaw.gateway.Runs;
import cn.openclaw.gateway.SystemEvents;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Outside;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What hooks ask for. A message of theirs is on the disk before they are told that it was accepted. */
final class HookWork {
    private static final int LONGEST_KEY = 200;

    private final HttpVisit visit;
    private final GatewayWorld world;
    private final boolean trusted;

    /** @param trusted whether the configuration says that what comes by this hook is its owner's words; a request cannot say so */
    HookWork(HttpVisit visit, GatewayWorld world, boolean trusted) {
        this.visit = visit;
        this.world = world;
        this.trusted = trusted;
    }

    /** {@code /wake}: words for the main conversation, heard with the next heartbeat or at once. */
    void wake(ObjectNode request) {
        String text = Bodies.text(request, "text").orElseThrow(() -> Bad.request("text required"));
        String mode = mode(request, "mode");
        String id = key(request).map(key -> "hook:" + key).orElseGet(() -> UUID.randomUUID().toString());
        try {
            Heartbeats.of(world).tell(new SystemEvents.Event(id, text, mode.equals("now")));
        } catch (GatewayException e) {
            throw new Bad(503, "unavailable", e.error().message());
        }
        Plain.json(visit, 200, Json.object().put("ok", true).put("mode", mode));
    }

    private static String mode(ObjectNode request, String key) {
        return "next-heartbeat".equals(Json.text(request, key)) ? "next-heartbeat" : "now";
    }

    /** A program that did not hear whether its message was taken sends it again with the same key. */
    private Optional<String> key(ObjectNode request) {
        Optional<String> key = Bodies.text(request, "idempotencyKey").or(() -> visit.header("idempotency-key"));
        if (key.filter(text -> text.length() > LONGEST_KEY).isPresent()) {
            throw Bad.request("idempotencyKey: at most " + LONGEST_KEY + " characters");
        }
        return key;
    }

    /** The same for words that a mapping made of what a stranger sent. */
    void wakeMapped(ObjectNode request, String source) {
        String text = Bodies.text(request, "text").orElseThrow(() -> Bad.request("text required"));
        wake(request.put("text", trusted ? text : Outside.mark("hook " + source, text)));
    }

    /** {@code /agent}: work in a conversation of its own; what came of it is told to the main one. */
    void agent(ObjectNode request) throws InterruptedException {
        String message = Bodies.text(request, "message").orElseThrow(() -> Bad.request("message required"));
        String channel = Bodies.text(request, "channel").orElse("last");
        if (!channel.equals("last")) {
            throw Bad.request("channel must be last");
        }
        String runId = key(request).map(key -> "hook-" + key).orElseGet(() -> SessionId.random(world.agents().random()).value());
        String name = Bodies.text(request, "name").orElse("Hook");
        RunOrder.Told told = new RunOrder.Told("Hook " + name, mode(request, "wakeMode").equals("now"));
        RunOrder order = new RunOrder(
                RunOrder.Kind.AGENT, runId, run(request, message, name, runId), QueueMode.FOLLOWUP, true, Optional.of(told));
        try {
            // When this returns it is on the disk: it will be done, whatever becomes of this process.
            Runs.of(world).start(order);
        } catch (GatewayException e) {
            throw new Bad(Failing.status(e), "unavailable", e.error().message(), Failing.headers(e));
        }
        Plain.json(visit, 202, Json.object().put("ok", true).put("runId", runId));
    }

    private RunRequest run(ObjectNode request, String message, String name, String runId) {
        String agentId = SessionKey.agentId(world.config().config().agents().defaultId());
        String source = "hook " + name;
        Language language = visit.header("accept-language")
                .flatMap(Language::accepted)
                .orElseGet(() -> Language.of(world.config().environment()));
        return new RunRequest(
                        Optional.of(agentId),
                        Optional.of(SessionKey.of(Bodies.text(request, "sessionKey").orElse("hook:" + runId), agentId)),
                        Optional.empty(),
                        List.of(new Part.Text(trusted ? message : Outside.mark(source, message))),
                        Bodies.text(request, "thinking").flatMap(ThinkingLevel::of),
                        Optional.empty(),
                        Bodies.text(request, "model"),
                        Optional.of(request.path("timeoutSeconds").asInt(0)).filter(s -> s > 0).map(Duration::ofSeconds),
                        language)
                .with(new RunRequest.Extra("", List.of(), trusted ? Optional.empty() : Optional.of(source)));
    }
}
