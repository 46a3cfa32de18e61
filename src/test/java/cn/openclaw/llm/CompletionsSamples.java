package cn.openclaw.llm;

import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Endpoints of the completions wire, made from few words. */
final class CompletionsSamples {
    static final Capability OLD_THINKING =
            new Capability(Thinking.ALWAYS, List.of(), Optional.empty(), Sampling.OPEN, false);
    static final Capability K25 = new Capability(Thinking.TOGGLE, List.of(), Optional.empty(), Sampling.FIXED_K25, false);
    static final Capability TOGGLE = new Capability(Thinking.TOGGLE, List.of(), Optional.empty(), Sampling.OPEN, false);
    static final byte[] HELLO =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
                    .getBytes(StandardCharsets.UTF_8);

    private CompletionsSamples() {}

    static Endpoint on(String base, String ref, Capability capability, Compat compat) {
        return on(base, ref, capability, compat, capability.thinking() != Thinking.NONE);
    }

    static Endpoint on(String base, String ref, Capability capability, Compat compat, boolean reasoning) {
        Endpoint plain = WireSamples.endpoint(ModelApi.OPENAI_COMPLETIONS, base, ref, capability);
        ModelRef name = plain.ref();
        ModelDefinition model = new ModelDefinition(
                name.model(), name.model(), Optional.empty(), reasoning, List.of("text", "image"), Cost.UNSTATED, Map.of(), false,
                256_000, 8_192, Map.of(), compat, capability, Lifecycle.CURRENT);
        return new Endpoint(name, URI.create(base), plain.api(), model, plain.key(), Map.of(), false, plain.limits());
    }

    static Endpoint on(String base, String ref, Capability capability) {
        return on(base, ref, capability, Compat.NONE);
    }

    static ChatRequest.Options options(Optional<ThinkingLevel> level, Optional<String> toolChoice, Optional<String> params) {
        return new ChatRequest.Options(
                level, Optional.empty(), Optional.of("session-1"), toolChoice, params.map(cn.openclaw.json.Json::parse));
    }
}
