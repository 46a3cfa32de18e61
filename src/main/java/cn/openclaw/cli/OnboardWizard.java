package cn.openclaw.cli;

import cn.openclaw.auth.PastedKey;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import cn.openclaw.tui.PromptCancelled;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.Prompter.Choice;
import cn.openclaw.tui.TerminalPrompter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions of {@code onboard}. Nothing is written before the last one is answered. */
final class OnboardWizard {
    private final Onboarding onboarding;
    private final Cli cli;
    private final Prompter ask;
    private boolean agentAsked;
    private Optional<String> agent = Optional.empty();

    private OnboardWizard(Onboarding onboarding, Prompter ask) {
        this.onboarding = onboarding;
        this.cli = onboarding.cli;
        this.ask = ask;
    }

    static ExitCode run(Onboarding onboarding) throws InterruptedException {
        OnboardAnswers answers;
        ConfigSnapshot before;
        try (Prompter prompter = new TerminalPrompter(onboarding.cli.language())) {
            OnboardWizard wizard = new OnboardWizard(onboarding, prompter);
            wizard.welcome();
            before = wizard.existing();
            answers = wizard.answers(before);
        }
        return onboarding.write(before, answers);
    }

    /** For tests: the same questions, asked by anybody. */
    static ExitCode run(Onboarding onboarding, Prompter prompter) throws InterruptedException {
        OnboardWizard wizard = new OnboardWizard(onboarding, prompter);
        wizard.welcome();
        ConfigSnapshot before = wizard.existing();
        return onboarding.write(before, wizard.answers(before));
    }

    private String say(Text text, Object... arguments) {
        return text.in(cli.language(), arguments);
    }

    private void welcome() {
        ask.note(say(OnboardText.WELCOME), List.of(say(OnboardText.RISK_NOTE)));
        if (!onboarding.flags.acceptRisk() && !ask.confirm(say(OnboardText.ASK_RISK), false)) {
            throw new PromptCancelled();
        }
    }

    private ConfigSnapshot existing() {
        ConfigSnapshot before = onboarding.file.read();
        boolean reset = onboarding.flags.reset();
        if (!reset && before.exists() && before.isValid() && !before.text().isBlank()) {
            String shown = onboarding.places.display(before.file());
            reset = ask.select(
                    say(OnboardText.ASK_EXISTING, shown),
                    List.of(
                            new Choice<>(false, say(OnboardText.KEEP), ""),
                            new Choice<>(true, say(OnboardText.RESET), "")),
                    0);
        }
        return onboarding.startingPoint(reset);
    }

    private OnboardAnswers answers(ConfigSnapshot before) throws InterruptedException {
        Optional<AuthChoice> wanted = onboarding.flags.choice().isPresent() ? onboarding.flags.choice() : provider();
        if (wanted.isEmpty()) {
            return new OnboardAnswers(
                    wanted, Optional.empty(), Optional.empty(), Optional.empty(), onboarding.flags.model(), workspace(before),
                    Optional.empty());
        }
        Keyed keyed = key(before, wanted.get());
        return new OnboardAnswers(
                Optional.of(keyed.choice()),
                keyed.reference() == null ? Optional.of(keyed.key()) : Optional.empty(),
                Optional.ofNullable(keyed.reference()),
                userAgent(keyed.choice()),
                onboarding.flags.model().isPresent() ? onboarding.flags.model() : Optional.of(model(keyed)),
                workspace(before),
                Optional.of(keyed.probe()));
    }

    /** A key with what the platforms said about it. */
    private record Keyed(AuthChoice choice, Secret key, @Nullable String reference, String probe, List<String> models) {}

    private Optional<AuthChoice> provider() {
        List<Choice<Optional<AuthChoice>>> choices = new ArrayList<>();
        for (AuthChoice choice : AuthChoice.all()) {
            if (choice.id().equals("moonshot-api-key-cn")) {
                continue; // the same as moonshot-api-key
            }
            Provider.Region region = choice.theRegion();
            String label = choice.theProvider().label().in(cli.language());
            boolean severalHosts = choice.theProvider().regions().size() > 1;
            choices.add(new Choice<>(
                    Optional.of(choice),
                    severalHosts ? label + " · " + region.label().in(cli.language()) : label,
                    String.valueOf(region.baseUrl().getHost())));
        }
        choices.add(new Choice<>(Optional.empty(), say(OnboardText.SKIP), ""));
        return ask.select(say(OnboardText.ASK_PROVIDER), choices, 0);
    }

    private Keyed key(ConfigSnapshot before, AuthChoice choice) throws InterruptedException {
        userAgent(choice); // before the key, because the platform judges both together
        while (true) {
            Optional<Map.Entry<String, String>> variable =
                    before.environment().first(choice.theProvider().apiKeyEnv());
            boolean useVariable = onboarding.flags.key().isEmpty() && variable.isPresent()
                    && ask.confirm(say(OnboardText.ASK_ENV, variable.get().getKey(),
                            KeyInput.of(variable.get().getValue()).masked()), true);
            Secret key = useVariable ? KeyInput.of(variable.orElseThrow().getValue()) : typed(choice);
            String reference = useVariable && onboarding.flags.keyAsReference()
                    ? variable.orElseThrow().getKey()
                    : null;
            Optional<Keyed> judged = judge(choice, key, reference);
            if (judged.isPresent()) {
                return judged.get();
            }
        }
    }

    private Secret typed(AuthChoice choice) {
        if (onboarding.flags.key().isPresent()) {
            return onboarding.flags.key().get();
        }
        String question = say(
                OnboardText.ASK_KEY, choice.theProvider().label().in(cli.language()), Onboarding.keyPage(choice));
        return KeyInput.of(ask.secret(
                        question,
                        typed -> typed.isBlank()
                                ? Optional.of(say(OnboardText.KEY_REQUIRED))
                                : PastedKey.fault(typed.reveal()).map(fault -> fault.in(cli.language())))
                .reveal());
    }

    /** Empty: ask for the key again. */
    private Optional<Keyed> judge(AuthChoice choice, Secret key, @Nullable String reference)
            throws InterruptedException {
        if (onboarding.flags.skipProbe()) {
            return Optional.of(new Keyed(choice, key, reference, "skipped", List.of()));
        }
        ask.note(say(OnboardText.PROBING), List.of());
        return switch (onboarding.ask(choice, key, userAgent(choice))) {
            case OnboardProbe.Verdict.Accepted(List<String> models) -> {
                ask.note("✓ " + say(OnboardText.ACCEPTED, Onboarding.host(choice)), List.of());
                yield Optional.of(new Keyed(choice, key, reference, "accepted", models));
            }
            case OnboardProbe.Verdict.Gate _ -> {
                ask.note(say(OnboardText.GATE, Onboarding.host(choice)), List.of());
                yield Optional.of(new Keyed(choice, key, reference, "gate", List.of()));
            }
            case OnboardProbe.Verdict.Unreachable _ -> {
                ask.note(say(OnboardText.NOT_CHECKED, Onboarding.host(choice)), List.of());
                yield Optional.of(new Keyed(choice, key, reference, "unreachable", List.of()));
            }
            case OnboardProbe.Verdict.Elsewhere(AuthChoice other, Provider.Region region) -> {
                String there = String.valueOf(region.baseUrl().getHost());
                yield ask.confirm(say(OnboardText.OFFER_REGION, Onboarding.host(choice), there), true)
                        ? judge(other, key, reference)
                        : again(choice, key, reference);
            }
            case OnboardProbe.Verdict.Refused _ -> again(choice, key, reference);
        };
    }

    private Optional<Keyed> again(AuthChoice choice, Secret key, @Nullable String reference) {
        boolean keep = ask.confirm(say(OnboardText.ASK_UNCHECKED), false);
        if (!keep && onboarding.flags.key().isPresent()) {
            throw new PromptCancelled(); // the key came from an option: there is nobody to type another one
        }
        return keep ? Optional.of(new Keyed(choice, key, reference, "refused", List.of())) : Optional.empty();
    }

    /** The page's default; where the platform retired it, the person is asked, because prices differ. */
    private String model(Keyed keyed) {
        String page = OnboardPlan.defaultModel(keyed.choice());
        Optional<Lifecycle> retired = Onboarding.retired(page);
        boolean served = keyed.models().contains(page.substring(page.indexOf('/') + 1));
        if (retired.isEmpty() || served) {
            return page;
        }
        List<Choice<String>> choices = new ArrayList<>();
        for (ModelDefinition model : keyed.choice().theProvider().models()) {
            boolean current = model.lifecycle().status() == Lifecycle.Status.CURRENT;
            if (current && (keyed.models().isEmpty() || keyed.models().contains(model.id()))) {
                choices.add(new Choice<>(keyed.choice().provider() + "/" + model.id(), model.name(), model.id()));
            }
        }
        choices.add(new Choice<>(page, say(OnboardText.KEEP_PAGE, page), ""));
        return ask.select(say(OnboardText.ASK_SUCCESSOR, page), choices, 0);
    }

    /** Empty: the page's. Asked once, and for Kimi Code alone. */
    private Optional<String> userAgent(AuthChoice choice) {
        if (!choice.provider().equals("kimi-code")) {
            return Optional.empty();
        }
        if (!agentAsked) {
            agent = askUserAgent(choice);
            agentAsked = true;
        }
        return agent;
    }

    private Optional<String> askUserAgent(AuthChoice choice) {
        if (onboarding.flags.userAgent().isPresent()) {
            return onboarding.flags.userAgent().map(Onboarding::userAgent).filter(agent -> !agent.isEmpty());
        }
        String page = choice.theProvider().models().getFirst().headers().getOrDefault("User-Agent", "");
        ask.note(say(OnboardText.USER_AGENT, page), List.of());
        String wanted = ask.select(
                say(OnboardText.ASK_USER_AGENT),
                List.of(
                        new Choice<>("page", say(OnboardText.UA_PAGE, page), ""),
                        new Choice<>("own", say(OnboardText.UA_OWN, "openclaw-cn"), "")),
                0);
        return Optional.of(Onboarding.userAgent(wanted)).filter(agent -> !agent.isEmpty());
    }

    private Optional<String> workspace(ConfigSnapshot before) {
        if (onboarding.flags.workspace().isPresent() || onboarding.flags.flow() == OnboardFlags.Flow.QUICKSTART) {
            return onboarding.flags.workspace();
        }
        String suggested = onboarding.places.display(
                onboarding.places.workspace(before.config(), before.config().agents().defaultId()));
        return Optional.of(ask.text(say(OnboardText.ASK_WORKSPACE), suggested, _ -> Optional.empty()));
    }
}
