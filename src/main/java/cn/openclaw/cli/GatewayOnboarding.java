package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.Onboarder;
import cn.openclaw.gateway.WizardAsk;
import cn.openclaw.tui.PromptCancelled;
import cn.openclaw.tui.Prompter;
import com.google.auto.service.AutoService;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code onboard} for a person at a page: the same questions, asked by the gateway's {@code wizard} methods. */
@AutoService(Onboarder.class)
public final class GatewayOnboarding implements Onboarder {
    @Override
    public void run(GatewayWorld world, Wish wish, WizardAsk ask) throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Cli cli = cli(world, wish, new PrintStream(said, true, StandardCharsets.UTF_8));
        try (Prompter prompter = new Asking(ask)) {
            if (wish.remote()) {
                new Onboarding(cli, flags(wish, remote(cli, prompter)), world.agents().tools()::http).withoutQuestions();
            } else {
                OnboardWizard.run(new Onboarding(cli, flags(wish, Optional.empty()), world.agents().tools()::http), prompter);
            }
        } catch (PromptCancelled e) {
            throw new InterruptedException("called off");
        }
        world.live().ifPresent(LiveConfig::reload);
        ask.note("✓", said.toString(StandardCharsets.UTF_8).strip());
    }

    private static Cli cli(GatewayWorld world, Wish wish, PrintStream out) {
        ConfigSnapshot snapshot = world.config();
        Map<String, String> variables = new HashMap<>(snapshot.environment().variables());
        variables.keySet().removeAll(snapshot.variables().keySet());
        Environment own = new Environment(variables, snapshot.environment().home(), snapshot.environment().workingDirectory());
        return new Cli(
                own,
                wish.language(),
                InputStream.nullInputStream(),
                out,
                out,
                new Screen(false, false, false, false, 80),
                world.agents().clock(),
                world.agents().random());
    }

    private record Remote(String url, Optional<Secret> token) {}

    private static Optional<Remote> remote(Cli cli, Prompter ask) {
        String url = ask.text(OnboardText.ASK_REMOTE_URL.in(cli.language()), "ws://127.0.0.1:18789", _ -> Optional.empty());
        Secret token = ask.secret(OnboardText.ASK_REMOTE_TOKEN.in(cli.language()), _ -> Optional.empty());
        return Optional.of(new Remote(url, Optional.of(token).filter(given -> !given.isBlank())));
    }

    private static OnboardFlags flags(Wish wish, Optional<Remote> remote) {
        return new OnboardFlags(
                remote.isPresent(),
                remote.isPresent(),
                false,
                false,
                false,
                OnboardFlags.Flow.QUICKSTART,
                remote.isPresent(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                wish.workspace(),
                new OnboardFlags.Gateway(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false),
                remote.map(Remote::url),
                remote.flatMap(Remote::token));
    }

    /** A person at a page, as the questions know one. */
    private record Asking(WizardAsk ask) implements Prompter {
        private interface Question<T> {
            T answer() throws InterruptedException;
        }

        private static <T> T heard(Question<T> question) {
            try {
                return question.answer();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PromptCancelled();
            }
        }

        @Override
        public <T> T select(String question, List<Choice<T>> choices, int initial) {
            List<WizardAsk.Option> options =
                    choices.stream().map(choice -> new WizardAsk.Option(choice.label(), choice.hint())).toList();
            return choices.get(heard(() -> ask.select(question, options, initial))).value();
        }

        @Override
        public boolean confirm(String question, boolean initial) {
            return heard(() -> ask.confirm(question, initial));
        }

        @Override
        public String text(String question, String initial, Function<String, Optional<String>> problem) {
            String words = question;
            while (true) {
                String asked = words;
                String answer = heard(() -> ask.text(asked, initial, false));
                Optional<String> fault = problem.apply(answer);
                if (fault.isEmpty()) {
                    return answer;
                }
                words = fault.get() + "\n" + question;
            }
        }

        @Override
        public Secret secret(String question, Function<Secret, Optional<String>> problem) {
            String words = question;
            while (true) {
                String asked = words;
                Secret answer = new Secret(heard(() -> ask.text(asked, "", true)));
                Optional<String> fault = problem.apply(answer);
                if (fault.isEmpty()) {
                    return answer;
                }
                words = fault.get() + "\n" + question;
            }
        }

        @Override
        public void note(String title, List<String> lines) {
            heard(() -> {
                ask.note(title, String.join("\n", lines));
                return true;
            });
        }

        @Override
        public void close() {
            // Nothing is open: the person sits somewhere else.
        }
    }
}
