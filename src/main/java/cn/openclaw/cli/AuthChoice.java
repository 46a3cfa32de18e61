package cn.openclaw.cli;

import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One value of {@code --auth-choice}. The names are those of the provider page and of the original; a name that differs only in
 * its region shares the flag for the key.
 *
 * @param id the value
 * @param provider the provider's canonical id
 * @param region which of its hosts; empty for the default one
 * @param keyFlag the option that brings the key
 */
record AuthChoice(String id, String provider, Optional<String> region, String keyFlag) {
    /** Names that stand in the original's list and cannot be had here, because they need a browser login of another program. */
    static final List<String> NEEDS_LOGIN = List.of(
            "token",
            "setup-token",
            "claude-cli",
            "oauth",
            "openai-codex",
            "codex-cli",
            "qwen-portal",
            "chutes",
            "github-copilot",
            "copilot-proxy");

    /** Those whose names no provider tells: the page's, and those that the original calls otherwise. */
    static final List<AuthChoice> WRITTEN_DOWN = List.of(
            new AuthChoice("moonshot-api-key", "moonshot", Optional.of("cn"), "--moonshot-api-key"),
            new AuthChoice("moonshot-api-key-cn", "moonshot", Optional.of("cn"), "--moonshot-api-key"),
            new AuthChoice("moonshot-api-key-intl", "moonshot", Optional.of("intl"), "--moonshot-api-key"),
            new AuthChoice("kimi-code-api-key", "kimi-code", Optional.empty(), "--kimi-code-api-key"),
            new AuthChoice("apiKey", "anthropic", Optional.empty(), "--anthropic-api-key"),
            new AuthChoice("ai-gateway-api-key", "vercel-ai-gateway", Optional.empty(), "--ai-gateway-api-key"),
            new AuthChoice("minimax-api", "minimax", Optional.empty(), "--minimax-api-key"),
            new AuthChoice("opencode-zen", "opencode", Optional.empty(), "--opencode-zen-api-key"));

    /** Every choice, the page's first. A provider without a name of its own in the original's list is {@code <id>-api-key}. */
    static List<AuthChoice> all() {
        List<AuthChoice> all = new ArrayList<>(WRITTEN_DOWN);
        for (Provider provider : Providers.all()) {
            boolean named = WRITTEN_DOWN.stream().anyMatch(choice -> choice.provider().equals(provider.id()));
            if (!named && canBeAsked(provider)) {
                all.add(new AuthChoice(
                        provider.id() + "-api-key", provider.id(), Optional.empty(), "--" + provider.id() + "-api-key"));
            }
        }
        return List.copyOf(all);
    }

    /** A key only helps where there is a host and a wire format that we speak. */
    private static boolean canBeAsked(Provider provider) {
        boolean spoken = switch (provider.api()) {
            case OPENAI_COMPLETIONS, OPENAI_RESPONSES, ANTHROPIC_MESSAGES -> true;
            case GOOGLE_GENERATIVE_AI, GITHUB_COPILOT, BEDROCK_CONVERSE_STREAM, OLLAMA -> false;
        };
        return spoken && !provider.regions().isEmpty() && !provider.apiKeyEnv().isEmpty();
    }

    /** The written-down names are found without loading every provider. */
    static Optional<AuthChoice> of(String id) {
        for (AuthChoice choice : WRITTEN_DOWN) {
            if (choice.id.equals(id)) {
                return Optional.of(choice);
            }
        }
        return all().stream().filter(choice -> choice.id.equals(id)).findFirst();
    }

    Provider theProvider() {
        return Providers.find(provider).orElseThrow(() -> new IllegalStateException("no provider " + provider));
    }

    Provider.Region theRegion() {
        List<Provider.Region> regions = theProvider().regions();
        return regions.stream()
                .filter(candidate -> region.isEmpty() || candidate.id().equals(region.get()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no region " + region + " of " + provider));
    }

    /** The choice for another region of the same provider, or for another provider: what a refused key may want. */
    static Optional<AuthChoice> forRegion(String provider, Provider.Region region) {
        Optional<AuthChoice> exact = WRITTEN_DOWN.stream()
                .filter(choice -> choice.provider.equals(provider))
                .filter(choice -> choice.theRegion().baseUrl().equals(region.baseUrl()))
                .reduce((first, second) -> second);
        return exact.isPresent() ? exact : all().stream().filter(c -> c.provider.equals(provider)).findFirst();
    }
}
