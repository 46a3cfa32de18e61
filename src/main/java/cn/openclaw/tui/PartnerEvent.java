package cn.openclaw.tui;

import java.util.Optional;

/** What happens in a turn, as it happens. Words are as the model or tool said them: a screen cleans them. */
public sealed interface PartnerEvent {
    /** The message was accepted and is kept. */
    record Began(String who) implements PartnerEvent {}

    /** A piece of what the model thinks. */
    record Thought(String words) implements PartnerEvent {}

    /** A piece of what it says. */
    record Words(String words) implements PartnerEvent {}

    /** An answer is complete; tools may follow. */
    record Answered() implements PartnerEvent {}

    /**
     * A tool begins.
     *
     * @param id the call's, unique among those that run
     * @param arguments JSON, as the model wrote it
     */
    record ToolStarted(String id, String name, String arguments) implements PartnerEvent {}

    /** A tool that takes long says how it goes. */
    record ToolProgress(String id, String words) implements PartnerEvent {}

    /**
     * A tool is done.
     *
     * @param words what the tool told the model
     * @param diff a unified diff of what it changed
     */
    record ToolEnded(String id, boolean failed, String words, Optional<String> diff) implements PartnerEvent {}

    /** What the person said meanwhile has reached the model. */
    record Steered(String words) implements PartnerEvent {}

    /** The conversation is being shortened, because it fills its window. */
    record Compacting(long tokens, long window) implements PartnerEvent {}

    record Compacted(long before, long after, boolean summarised) implements PartnerEvent {}

    /** Something to know although the turn goes on. */
    record Notice(String sentence) implements PartnerEvent {}
}
