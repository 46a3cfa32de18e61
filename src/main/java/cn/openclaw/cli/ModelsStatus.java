package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.base.ExitCode;
import cn.openclaw.json.Json;
import cn.openclaw.provider.AccountBalances;
import cn.openclaw.provider.ModelRefException;
import cn.openclaw.provider.ModelResolver.Because;
import cn.openclaw.provider.ModelResolver.Primary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code models status}: which models are used and whether there is a key for each. */
final class ModelsStatus {
    private final ModelsContext context;
    private final ModelsStatusAuth auth;
    private final Optional<Primary> primary;
    private final String configured;

    /**
     * @param check whether the exit code tells of missing and ending credentials
     * @param balance whether to ask the platforms for the account's balance
     * @param probe whether and how to ask models
     */
    record Wanted(boolean check, boolean balance, Optional<ModelsProbe.Options> probe) {
        static final Wanted PLAIN = new Wanted(false, false, Optional.empty());
    }

    /** What was asked over the network. */
    record Asked(List<ModelsProbe.Result> probes, Instant started, Instant finished, List<AccountBalances.Answer> balances) {}

    ModelsStatus(ModelsContext context) {
        this.context = context;
        this.auth = new ModelsStatusAuth(context);
        this.primary = primary();
        this.configured = context.config.agents().defaults().model().primary().orElse("");
    }

    private Optional<Primary> primary() {
        try {
            return Optional.of(context.resolver.explainedPrimary());
        } catch (ModelRefException e) {
            context.cli.err().println(e.in(context.cli.language()));
            return Optional.empty();
        }
    }

    ExitCode print(Wanted wanted, ModelsOutput format) throws InterruptedException {
        Optional<Asked> asked = ask(wanted);
        switch (format) {
            case JSON -> context.cli.out().println(Json.pretty(json(wanted, asked)));
            case PLAIN -> context.cli.out().println(resolved());
            case TEXT -> text(wanted, asked);
        }
        return wanted.check() ? verdict() : ExitCode.OK;
    }

    private Optional<Asked> ask(Wanted wanted) throws InterruptedException {
        if (wanted.probe().isEmpty() && !wanted.balance()) {
            return Optional.empty();
        }
        Instant start = context.cli.clock().instant();
        List<ModelsProbe.Result> probes = wanted.probe().isPresent()
                ? new ModelsProbe(context, wanted.probe().get()).run(auth.providersInUse())
                : List.of();
        List<AccountBalances.Answer> balances = new AccountBalances(context.atHand, Network.of(context.cli), context.cli.language()).ask(auth.providersInUse());
        return Optional.of(new Asked(probes, start, context.cli.clock().instant(), balances));
    }

    /** 1 for what is missing or has ended, 2 for what ends within a day: the numbers scripts of the original know. */
    private ExitCode verdict() {
        boolean ended = auth.endings().stream().anyMatch(ending -> !List.of("ok", "static", "expiring").contains(ending.status()));
        if (ended || !auth.missing().isEmpty() || primary.isEmpty()) {
            return ExitCode.FAILED;
        }
        return auth.endings().stream().anyMatch(ending -> ending.status().equals("expiring")) ? ExitCode.USAGE : ExitCode.OK;
    }

    private String resolved() {
        return primary.map(found -> found.ref().toString()).orElse(configured);
    }

    private void text(Wanted wanted, Optional<Asked> asked) {
        ModelsStatusText text = new ModelsStatusText(context, auth);
        text.label(ModelsText.S_CONFIG, context.display(context.places.configFile()));
        text.label(ModelsText.S_AGENT_DIR, context.display(context.places.agentDir(context.config, context.agentId)));
        text.label(ModelsText.S_DEFAULT, defaultLine());
        List<String> fallbacks = context.resolver.fallbackTexts();
        text.label(ModelsText.S_FALLBACKS, fallbacks.size(), joined(fallbacks));
        var image = context.config.agents().defaults().imageModel();
        text.label(ModelsText.S_IMAGE, image.primary().orElse("-"));
        text.label(ModelsText.S_IMAGE_FALLBACKS, image.fallbacks().size(), joined(image.fallbacks()));
        Map<String, String> aliases = context.resolver.aliases();
        text.label(
                ModelsText.S_ALIASES,
                aliases.size(),
                joined(aliases.entrySet().stream().map(alias -> alias.getKey() + " -> " + alias.getValue()).toList()));
        List<String> allowed = List.copyOf(context.resolver.allowList().entries().keySet());
        text.label(
                ModelsText.S_CONFIGURED,
                allowed.size(),
                allowed.isEmpty() ? ModelsText.ALL.in(context.cli.language()) : String.join(", ", allowed));
        primary.ifPresent(found -> new ModelsEdits(context).warnRetired(found.ref()));
        text.auth();
        asked.ifPresent(answers -> text.asked(wanted, answers));
    }

    private static String joined(List<String> words) {
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private String defaultLine() {
        if (primary.isEmpty()) {
            return configured;
        }
        Primary found = primary.get();
        String ref = found.ref().toString();
        if (isConfigured(found.because())) {
            return found.asked().strip().equals(ref)
                    ? ref
                    : ref + " " + ModelsText.FROM.in(context.cli.language(), found.asked().strip());
        }
        return ref + " " + ModelsExplain.because(found.because()).in(context.cli.language(), found.ref().provider());
    }

    private static boolean isConfigured(Because because) {
        return switch (because) {
            case AGENT, DEFAULTS -> true;
            case HAS_KEY, HAS_ENTRY, NOTHING -> false;
        };
    }

    private ObjectNode json(Wanted wanted, Optional<Asked> asked) {
        ObjectNode node = Json.object();
        node.put("configPath", context.places.configFile().toString());
        node.put("agentDir", context.places.agentDir(context.config, context.agentId).toString());
        node.put("defaultModel", configured.isEmpty() ? resolved() : configured);
        node.put("resolvedDefault", resolved());
        context.resolver.fallbackTexts().forEach(node.putArray("fallbacks")::add);
        var image = context.config.agents().defaults().imageModel();
        image.primary().ifPresentOrElse(text -> node.put("imageModel", text), () -> node.putNull("imageModel"));
        image.fallbacks().forEach(node.putArray("imageFallbacks")::add);
        ObjectNode aliases = node.putObject("aliases");
        context.resolver.aliases().forEach(aliases::put);
        context.resolver.allowList().entries().keySet().forEach(node.putArray("allowed")::add);
        ObjectNode authNode = new ModelsStatusJson(context, auth).auth();
        node.set("auth", authNode);
        asked.ifPresent(answers -> ModelsStatusJson.asked(authNode, wanted, answers));
        return node;
    }

    /** {@code id=sk-a…wxyz}, with what keeps it from being used. */
    static String label(AuthProfile profile, ModelsStatusAuth auth, Instant now) {
        StringBuilder label = new StringBuilder(profile.id() + "=" + ModelsStatusAuth.masked(profile));
        for (ModelsStatusAuth.Resting resting : auth.resting()) {
            if (resting.profile().id().equals(profile.id())) {
                label.append(" [")
                        .append(ModelsStatusJson.kind(resting.rest()))
                        .append(resting.model().isEmpty() ? "" : " " + resting.model())
                        .append(ModelsStatusJson.until(resting.rest(), now))
                        .append(']');
            }
        }
        return label.toString();
    }
}
