package cn.openclaw.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model can do and wants, beyond what a config says about it. The dialect rules read this, never a model's name.
 *
 * @param thinking whether it reasons
 * @param efforts the {@code reasoning_effort} words it takes; empty if it takes none
 * @param defaultEffort the one it uses when told nothing
 * @param sampling which sampling parameters it takes
 * @param keepsThinking whether {@code thinking.keep} is known to it
 */
public record Capability(
        Thinking thinking, List<String> efforts, Optional<String> defaultEffort, Sampling sampling, boolean keepsThinking) {
    /** Nothing known: the plain OpenAI profile. */
    public static final Capability PLAIN =
            new Capability(Thinking.NONE, List.of(), Optional.empty(), Sampling.OPEN, false);

    public Capability {
        efforts = List.copyOf(efforts);
    }
}
