package cn.openclaw.agent;

import cn.openclaw.base.Language;
import cn.openclaw.ledger.Payer;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One turn, as somebody wants it.
 *
 * @param agentId which agent; the default one if empty
 * @param key which conversation; the agent's main one if this and {@code sessionId} are empty
 * @param sessionId which transcript, whatever its key
 * @param parts what the person says
 * @param thinking how hard to think, from now on in this conversation
 * @param verbose how much of the tools' doings the person wants to see from now on: {@code off}, {@code on}, {@code full}
 * @param model which model, for this turn, as the person wrote it; no other one stands in for it
 * @param timeout for the whole turn; the config's if empty
 * @param language the person's
 * @param approver who decides about calls that need it
 * @param spawn whose work it is, if an agent gave it to another
 * @param extra what the caller adds for this turn alone
 */
public record RunRequest(
        Optional<String> agentId,
        Optional<SessionKey> key,
        Optional<SessionId> sessionId,
        List<Part> parts,
        Optional<ThinkingLevel> thinking,
        Optional<String> verbose,
        Optional<String> model,
        Optional<Duration> timeout,
        Language language,
        Approver approver,
        Optional<Spawn> spawn,
        Extra extra) {

    /**
     * What a program that asks for a person adds, for this turn alone.
     *
     * @param instructions for the system prompt; empty for none
     * @param tools that the caller does itself; one of these hides ours of the same name
     * @param outside where the message comes from, if strangers wrote it: the turn is careful from the start
     * @param id what the message is known by outside; it stands beside the message in the transcript, so that a message that was
     *     taken up is known to have been
     * @param goesOn whether the message is in the transcript already, and the turn goes on where another process left it
     * @param thinking how hard to think
     * @param payer whose account all its calls are booked to as well, and whose caps hold for them; sub-agents' too
     */
    public record Extra(
            String instructions,
            List<Tool> tools,
            Optional<String> outside,
            Optional<String> id,
            boolean goesOn,
            Optional<ThinkingLevel> thinking,
            Payer payer) {
        public static final Extra NONE = new Extra("", List.of(), Optional.empty());

        /** Of a message that nobody asks for again. */
        public Extra(String instructions, List<Tool> tools, Optional<String> outside) {
            this(instructions, tools, outside, Optional.empty(), false, Optional.empty(), Payer.NOBODY);
        }

        /** The same for a message of this id. */
        public Extra of(String known, boolean begun) {
            return new Extra(instructions, tools, outside, Optional.of(known), begun, thinking, payer);
        }

        /** The same, thinking this hard. */
        public Extra thinking(Optional<ThinkingLevel> level) {
            return new Extra(instructions, tools, outside, id, goesOn, level, payer);
        }

        /** The same with these instructions. */
        public Extra instructed(String others) {
            return new Extra(others, tools, outside, id, goesOn, thinking, payer);
        }

        /** The same in this account. */
        public Extra paidBy(Payer other) {
            return new Extra(instructions, tools, outside, id, goesOn, thinking, other);
        }

        public Extra {
            tools = List.copyOf(tools);
        }
    }

    /**
     * Work that one agent gave to another.
     *
     * @param line the conversations it was handed down through, the first one a person's; at least one
     * @param label a short name for people
     * @param outside the first source of text from outside, shared by all of them: what a sub-agent read, its asker has heard of
     */
    public record Spawn(List<SessionKey> line, Optional<String> label, AtomicReference<@Nullable String> outside) {
        public Spawn {
            line = List.copyOf(line);
        }
    }

    public RunRequest {
        parts = List.copyOf(parts);
    }

    /** From a person. */
    public RunRequest(
            Optional<String> agentId,
            Optional<SessionKey> key,
            Optional<SessionId> sessionId,
            List<Part> parts,
            Optional<ThinkingLevel> thinking,
            Optional<String> verbose,
            Optional<String> model,
            Optional<Duration> timeout,
            Language language,
            Approver approver) {
        this(agentId, key, sessionId, parts, thinking, verbose, model, timeout, language, approver, Optional.empty(), Extra.NONE);
    }

    /** With nobody there to approve anything. */
    public RunRequest(
            Optional<String> agentId,
            Optional<SessionKey> key,
            Optional<SessionId> sessionId,
            List<Part> parts,
            Optional<ThinkingLevel> thinking,
            Optional<String> verbose,
            Optional<String> model,
            Optional<Duration> timeout,
            Language language) {
        this(agentId, key, sessionId, parts, thinking, verbose, model, timeout, language, Approver.nobody());
    }

    /** The same, with somebody who decides. */
    public RunRequest approvedBy(Approver other) {
        return new RunRequest(agentId, key, sessionId, parts, thinking, verbose, model, timeout, language, other, spawn, extra);
    }

    /** The same, in this conversation of this agent. */
    public RunRequest in(SessionKey other, String agent) {
        return new RunRequest(
                Optional.of(agent),
                Optional.of(other),
                Optional.empty(),
                parts,
                thinking,
                verbose,
                model,
                timeout,
                language,
                approver,
                spawn,
                extra);
    }

    /** The same, with what a program adds. */
    public RunRequest with(Extra other) {
        return new RunRequest(
                agentId, key, sessionId, parts, thinking, verbose, model, timeout, language, approver, spawn, other);
    }

    /** The same, as work that was handed down; what a program added stays with the asker, but for who pays. */
    RunRequest spawned(Spawn by, Payer payer) {
        return new RunRequest(
                agentId, key, sessionId, parts, thinking, verbose, model, timeout, language, approver, Optional.of(by),
                Extra.NONE.paidBy(payer));
    }

    /** Words to an agent's main conversation. */
    public static RunRequest of(String words, Language language) {
        return new RunRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Part.Text(words)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                language);
    }

    /** {@code image}, {@code video}: what a model must take to be asked this. */
    Set<String> kindsOfMedia() {
        return parts.stream()
                .filter(Part.Media.class::isInstance)
                .map(part -> ((Part.Media) part).mimeType())
                .map(type -> type.substring(0, Math.max(0, type.indexOf('/'))))
                .collect(Collectors.toSet());
    }

    /** The same with other words and media. */
    public RunRequest saying(List<Part> other) {
        return new RunRequest(agentId, key, sessionId, other, thinking, verbose, model, timeout, language, approver, spawn, extra);
    }

    boolean hasMedia() {
        return parts.stream().anyMatch(Part.Media.class::isInstance);
    }
}
