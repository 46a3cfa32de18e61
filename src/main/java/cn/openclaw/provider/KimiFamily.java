package cn.openclaw.provider;

import cn.openclaw.model.Capability;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The generations of Kimi models, by what a request to them may hold. Whoever serves such a model (the platform, the membership
 * API, a proxy), its rules come with it; so the lookup goes by model id and never by provider.
 */
public enum KimiFamily {
    /** {@code moonshot-v1-*} and the first K2: no reasoning, free sampling. */
    PLAIN(Thinking.NONE, List.of(), "", Sampling.OPEN, false),
    /** {@code kimi-k2-thinking*}: reasons always, free sampling. */
    K2_THINKING(Thinking.ALWAYS, List.of(), "", Sampling.OPEN, false),
    /** {@code kimi-k2.5}: reasoning can be switched; {@code thinking.keep} is refused. */
    K2_5(Thinking.TOGGLE, List.of(), "", Sampling.FIXED_K25, false),
    /** {@code kimi-k2.6}: as K2.5, and knows {@code thinking.keep}. */
    K2_6(Thinking.TOGGLE, List.of(), "", Sampling.FIXED_K25, true),
    /** {@code kimi-k2.7-code*}, and what Kimi Code serves as {@code kimi-for-coding}: reasons always. */
    K2_7_CODE(Thinking.ALWAYS, List.of(), "", Sampling.FIXED_K25, false),
    /** {@code kimi-k3*}: reasons always, {@code reasoning_effort} says how hard. */
    K3(Thinking.ALWAYS, List.of("low", "high", "max"), "max", Sampling.FIXED_K3, false);

    private final Capability capability;

    KimiFamily(Thinking thinking, List<String> efforts, String effort, Sampling sampling, boolean keeps) {
        capability = new Capability(
                thinking, efforts, effort.isEmpty() ? Optional.empty() : Optional.of(effort), sampling, keeps);
    }

    public Capability capability() {
        return capability;
    }

    /**
     * The family of a model id as the platform, Kimi Code or an aggregator ({@code moonshotai/Kimi-K2.5},
     * {@code hf:moonshotai/Kimi-K2-Thinking}) spells it. A Kimi id that is newer than this table counts as the newest family.
     */
    public static Optional<KimiFamily> of(String modelId) {
        String id = modelId.substring(modelId.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (id.startsWith("moonshot-v1") || id.equals("kimi-latest")) {
            return Optional.of(PLAIN);
        }
        if (id.startsWith("kimi-for-coding") || id.startsWith("k2p7")) {
            return Optional.of(K2_7_CODE);
        }
        if (id.equals("kimi-thinking-preview")) {
            return Optional.of(K2_THINKING);
        }
        if (id.equals("kimi-code")) {
            return Optional.of(K2_5);
        }
        String generation = generation(id);
        return generation.isEmpty() ? Optional.empty() : Optional.of(ofGeneration(generation));
    }

    /** The part that counts: {@code k2.6} of {@code kimi-k2.6}, {@code k3-256k} of {@code k3-256k}; empty for a foreign id. */
    private static String generation(String id) {
        String rest = id.startsWith("kimi-") ? id.substring("kimi-".length()) : id;
        boolean kimi = rest.length() > 1 && rest.charAt(0) == 'k' && Character.isDigit(rest.charAt(1));
        boolean own = id.startsWith("kimi-") || id.equals("k3") || id.startsWith("k3-") || id.startsWith("k3.") || id.startsWith("k3[")
                || id.startsWith("k2p");
        return kimi && own ? rest : "";
    }

    private static KimiFamily ofGeneration(String id) {
        if (!id.startsWith("k2")) {
            return K3;
        }
        if (id.startsWith("k2.5") || id.startsWith("k2p5")) {
            return K2_5;
        }
        if (id.startsWith("k2.6") || id.startsWith("k2p6")) {
            return K2_6;
        }
        if (id.startsWith("k2.") || id.startsWith("k2p")) {
            return K2_7_CODE;
        }
        return id.startsWith("k2-thinking") ? K2_THINKING : PLAIN;
    }
}
