package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigException;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.Providers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run of {@code onboard}: finds out what is wanted, checks the key, and only then writes, everything or nothing: first the
 * key (a key without a configuration harms nobody), then the configuration in one save.
 */
final class Onboarding {
    final Cli cli;
    final OnboardFlags flags;
    final Places places;
    final ConfigFile file;
    private final Supplier<Http> http;

    Onboarding(Cli cli, OnboardFlags flags, Supplier<Http> http) {
        this.cli = cli;
        this.flags = flags;
        this.http = http;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
    }

    /** Without a person: everything comes from options and the environment. */
    ExitCode withoutQuestions() throws InterruptedException {
        if (!flags.acceptRisk()) {
            throw new UsageException(OnboardText.RISK);
        }
        if (flags.gateway().auth().equals(Optional.of("password")) && flags.gateway().password().isEmpty()) {
            throw new UsageException(OnboardText.MISSING_PASSWORD);
        }
        if (flags.remote()) {
            return remote();
        }
        ConfigSnapshot before = startingPoint(flags.reset());
        OnboardAnswers answers = answers(before);
        return write(before, answers);
    }

    private ExitCode remote() {
        String url = flags.remoteUrl().orElseThrow(() -> new UsageException(OnboardText.MISSING_REMOTE));
        ConfigSnapshot before = startingPoint(flags.reset());
        OnboardPlan plan = new OnboardPlan(before.config().tree());
        plan.remote(url, flags.remoteToken());
        file.save(plan.edits());
        new OnboardReport(this).remote(url);
        return ExitCode.OK;
    }

    /** The configuration to add to. A broken one is not touched: whatever we added to it would be lost in the repair. */
    ConfigSnapshot startingPoint(boolean reset) {
        ConfigSnapshot before = file.read();
        if (reset && before.exists()) {
            new OnboardReport(this).movedAway(OldConfig.moveAway(before.file(), cli.clock()));
            return file.read();
        }
        if (!before.isValid()) {
            throw new ConfigException(before.problems(), OnboardText.CONFIG_INVALID);
        }
        return before;
    }

    private OnboardAnswers answers(ConfigSnapshot before) throws InterruptedException {
        if (flags.choice().isEmpty()) {
            return new OnboardAnswers(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    flags.model(),
                    flags.workspace(),
                    Optional.empty());
        }
        AuthChoice choice = flags.choice().get();
        Optional<Map.Entry<String, String>> inEnvironment =
                before.environment().first(choice.theProvider().apiKeyEnv());
        Optional<Secret> key =
                flags.key().or(() -> inEnvironment.map(entry -> KeyInput.of(entry.getValue())));
        if (key.isEmpty() && !hasProfile(before, choice)) {
            throw new AuthMissing(choice);
        }
        boolean refer = flags.key().isEmpty() && flags.keyAsReference() && inEnvironment.isPresent();
        Optional<String> agent = flags.userAgent().map(Onboarding::userAgent).filter(text -> !text.isEmpty());
        Optional<String> probe = key.isPresent() ? probe(choice, key.get(), agent) : Optional.empty();
        return new OnboardAnswers(
                Optional.of(choice),
                refer ? Optional.empty() : key,
                refer ? inEnvironment.map(Map.Entry::getKey) : Optional.empty(),
                agent,
                flags.model(),
                flags.workspace(),
                probe);
    }

    /** {@code page} keeps the page's header; {@code own} is this program's name without a version, so that no update edits the file. */
    static String userAgent(String wanted) {
        return switch (wanted) {
            case "page" -> "";
            case "own" -> "openclaw-cn";
            default -> wanted;
        };
    }

    private Optional<String> probe(AuthChoice choice, Secret key, Optional<String> agent) throws InterruptedException {
        if (flags.skipProbe()) {
            return Optional.of("skipped");
        }
        OnboardReport report = new OnboardReport(this);
        report.say(OnboardText.PROBING);
        return switch (ask(choice, key, agent)) {
            case OnboardProbe.Verdict.Accepted _ -> {
                report.say(OnboardText.ACCEPTED, host(choice));
                yield Optional.of("accepted");
            }
            case OnboardProbe.Verdict.Gate _ -> {
                report.say(OnboardText.GATE, host(choice));
                yield Optional.of("gate");
            }
            case OnboardProbe.Verdict.Unreachable _ -> {
                report.say(OnboardText.NOT_CHECKED, host(choice));
                yield Optional.of("unreachable");
            }
            case OnboardProbe.Verdict.Refused _ -> throw new KeyRefused(
                    OnboardText.REFUSED,
                    choice.theProvider().label(),
                    host(choice),
                    key.masked(),
                    keyPage(choice));
            case OnboardProbe.Verdict.Elsewhere(AuthChoice other, var region) -> throw new KeyRefused(
                    OnboardText.OTHER_REGION, host(choice), key.masked(), region.baseUrl().getHost(), other.id());
        };
    }

    /**
     * Asks with the headers that the chats will have: Kimi Code turns away a client that it does not know, whatever its key.
     *
     * @param agent the {@code User-Agent} chosen; the page's if empty
     */
    OnboardProbe.Verdict ask(AuthChoice choice, Secret key, Optional<String> agent) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(choice.theProvider().models().stream()
                .findFirst()
                .map(ModelDefinition::headers)
                .orElse(Map.of()));
        agent.ifPresent(text -> headers.put("User-Agent", text));
        return new OnboardProbe(http.get()).ask(choice, key, headers);
    }

    static String host(AuthChoice choice) {
        return String.valueOf(choice.theRegion().baseUrl().getHost());
    }

    static String keyPage(AuthChoice choice) {
        return choice.theRegion().keyPage().map(Object::toString).orElse(host(choice));
    }

    boolean hasProfile(ConfigSnapshot before, AuthChoice choice) {
        return store(before).profiles().stream()
                .anyMatch(profile -> Providers.canonical(profile.provider()).equals(choice.provider()));
    }

    AuthProfileStore store(ConfigSnapshot before) {
        return new AuthProfileStore(
                places.authProfiles(before.config(), before.config().agents().defaultId()),
                cli.clock(),
                before.environment());
    }

    /** Writes what was found out, and says so. */
    ExitCode write(ConfigSnapshot before, OnboardAnswers answers) {
        OnboardPlan plan = new OnboardPlan(before.config().tree());
        answers.choice().ifPresent(choice -> plan.provider(choice, answers.keyReference(), answers.userAgent()));
        Optional<String> model = answers.model().or(() -> answers.choice().map(OnboardPlan::defaultModel));
        model.filter(ref -> !ref.isEmpty()).ifPresent(plan::primary);
        Path workspace = workspace(before, answers);
        plan.workspace(places.display(workspace));
        plan.gateway(flags.gateway(), Tokens.gateway());
        answers.key().ifPresent(key -> answers.choice()
                .ifPresent(choice -> store(before).put(AuthProfile.apiKey(choice.provider(), key))));
        ConfigSnapshot after = file.save(plan.edits());
        Path sessions = places.sessionsDir(after.config().agents().defaultId());
        Folders.make(sessions);
        Workspaces.seed(cli, after.config(), workspace);
        new OnboardReport(this).done(before, after, answers, workspace, sessions);
        return ExitCode.OK;
    }

    private Path workspace(ConfigSnapshot before, OnboardAnswers answers) {
        return answers.workspace()
                .map(text -> Folders.expand(text, cli.environment()))
                .orElseGet(() -> places.workspace(before.config(), before.config().agents().defaultId()));
    }

    /** The successor to suggest, if the platform no longer serves this model. */
    static Optional<Lifecycle> retired(String ref) {
        return ModelRef.parse(ref)
                .flatMap(parsed -> Providers.find(parsed.provider()).stream()
                        .flatMap(provider -> provider.models().stream())
                        .filter(candidate -> candidate.id().equals(parsed.model()))
                        .findFirst())
                .map(candidate -> candidate.lifecycle())
                .filter(lifecycle -> lifecycle.status() == Lifecycle.Status.RETIRED);
    }

    /** The platform said no to the key. Nothing was saved. */
    private static final class KeyRefused extends ClawException {
        KeyRefused(Text text, Object... arguments) {
            super(text, arguments);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.AUTH;
        }
    }

    /** There is no key to save. */
    private static final class AuthMissing extends ClawException {
        AuthMissing(AuthChoice choice) {
            super(
                    OnboardText.MISSING_KEY,
                    choice.keyFlag(),
                    String.join(" / ", choice.theProvider().apiKeyEnv()),
                    choice.provider());
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.AUTH;
        }
    }
}
