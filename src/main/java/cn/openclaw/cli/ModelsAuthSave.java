package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.Credential;
import cn.openclaw.auth.PastedKey;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.provider.ProfileRoutes;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.TerminalPrompter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models auth add | paste-key | paste-token | remove}: puts a secret into the profile store and makes it count. */
final class ModelsAuthSave {
    private static final int LONGEST = 64 * 1024;

    private final ModelsAuthStore auth;
    private final Cli cli;

    ModelsAuthSave(ModelsAuthStore auth) {
        this.auth = auth;
        this.cli = auth.cli;
    }

    /**
     * What was asked for.
     *
     * @param command the word, for the sentence that says how to do it right
     * @param token whether it is a token, not a key
     * @param secret as on the command line; {@code -} or nothing reads standard input, or asks on a terminal
     */
    record Ask(
            String command,
            boolean token,
            Optional<String> provider,
            Optional<String> profileId,
            Optional<String> secret,
            Optional<String> expiresIn,
            boolean json) {}

    void save(Ask ask) {
        String provider = auth.provider(ask.provider().or(this::askProvider));
        Optional<Instant> expires = ask.expiresIn().map(text -> cli.clock().instant().plus(duration(text)));
        String id = ask.profileId().map(String::strip).orElse(provider + (ask.token() ? ":manual" : ":default"));
        check(id, provider);
        Secret secret = checked(read(ask, provider), ask, provider);
        Credential credential = ask.token() ? new Credential.Token(secret, expires) : new Credential.ApiKey(secret);
        Optional<AuthProfile> before = auth.store.profiles().stream().filter(old -> old.id().equals(id)).findFirst();
        auth.store.put(new AuthProfile(
                id,
                provider,
                credential,
                before.flatMap(AuthProfile::email),
                before.map(AuthProfile::metadata).orElse(Map.of())));
        List<String> order = auth.store.order(provider);
        if (!order.isEmpty() && !order.contains(id)) {
            List<String> longer = new ArrayList<>(order);
            longer.add(id);
            auth.store.setOrder(provider, longer);
        }
        boolean routed = auth.save(ProfileRoutes.adding(auth.config(), id, provider, credential.type()));
        auth.sayProblems();
        answer(ask, id, provider, credential.type(), routed, before.isPresent());
    }

    private void answer(Ask ask, String id, String provider, String type, boolean routed, boolean replaced) {
        if (!ask.json()) {
            if (routed) {
                cli.print(ModelsAuthText.UPDATED, auth.display(auth.snapshot.file()));
            }
            cli.print(ModelsAuthText.SAVED, id, provider, type);
            return;
        }
        ObjectNode answer = Json.object();
        answer.put("profileId", id);
        answer.put("provider", provider);
        answer.put("type", type);
        answer.put("agentId", auth.agentId);
        answer.put("authStorePath", auth.store.file().toString());
        answer.put("replaced", replaced);
        answer.put("configUpdated", routed);
        auth.json(answer);
    }

    private void check(String id, String provider) {
        if (id.isEmpty() || id.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new UsageException(ModelsAuthText.BAD_ID, id);
        }
        for (AuthProfile profile : auth.store.profiles()) {
            if (profile.id().equals(id) && !ProfileRoutes.isOf(provider, profile.provider())) {
                throw new UsageException(ModelsAuthText.TAKEN, id, profile.provider());
            }
        }
    }

    private Secret read(Ask ask, String provider) {
        Optional<String> given = ask.secret().filter(text -> !text.equals("-"));
        if (given.isPresent()) {
            return KeyInput.of(given.get());
        }
        if (cli.screen().in() && ask.secret().isEmpty()) {
            Text question = ask.token() ? ModelsAuthText.ASK_TOKEN : ModelsAuthText.ASK_KEY;
            try (Prompter prompter = new TerminalPrompter(cli.language())) {
                Secret typed = prompter.secret(
                        question.in(cli.language(), label(provider)),
                        text -> text.isBlank()
                                ? Optional.of(ModelsAuthText.REQUIRED.in(cli.language()))
                                : PastedKey.fault(text.reveal()).map(fault -> fault.in(cli.language())));
                return KeyInput.of(typed.reveal());
            }
        }
        try {
            return KeyInput.of(new String(cli.in().readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String label(String provider) {
        return Providers.find(provider).map(known -> known.label().in(cli.language())).orElse(provider);
    }

    private Optional<String> askProvider() {
        if (!cli.screen().in() || !cli.screen().out()) {
            return Optional.empty();
        }
        List<Prompter.Choice<String>> choices = new ArrayList<>();
        for (String first : List.of("moonshot", "kimi-code")) {
            Providers.find(first).ifPresent(provider -> choices.add(choice(provider)));
        }
        for (Provider provider : Providers.all()) {
            if (choices.stream().noneMatch(choice -> choice.value().equals(provider.id()))) {
                choices.add(choice(provider));
            }
        }
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            return Optional.of(prompter.select(ModelsAuthText.ASK_PROVIDER.in(cli.language()), choices, 0));
        }
    }

    private Prompter.Choice<String> choice(Provider provider) {
        return new Prompter.Choice<>(provider.id(), provider.label().in(cli.language()), provider.id());
    }

    /** A key is one word of printable ASCII; a reference to one may be anything that has no line break. */
    private static Secret checked(Secret secret, Ask ask, String provider) {
        String text = secret.reveal();
        if (text.isBlank()) {
            throw new UsageException(ModelsAuthText.BLANK, ask.command(), provider);
        }
        if (text.startsWith("exec:")) {
            throw new UsageException(ModelsAuthText.NO_EXEC, provider);
        }
        int least = text.startsWith("file:") ? ' ' : '!';
        if (text.chars().anyMatch(c -> c < least || c > '~')) {
            throw new UsageException(ModelsAuthText.NOT_A_KEY);
        }
        return secret;
    }

    /** {@code 365d}, {@code 12h}, {@code 30m}; a bare number is days. */
    static Duration duration(String written) {
        String text = written.strip();
        char unit = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        String number = Character.isDigit(unit) ? text : text.substring(0, Math.max(0, text.length() - 1));
        try {
            long count = Long.parseLong(number);
            Duration duration = switch (unit) {
                case 's' -> Duration.ofSeconds(count);
                case 'm' -> Duration.ofMinutes(count);
                case 'h' -> Duration.ofHours(count);
                case 'd' -> Duration.ofDays(count);
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Duration.ofDays(count);
                default -> Duration.ZERO;
            };
            if (duration.isPositive() && duration.toDays() < 36_500) {
                return duration;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // The sentence below says it.
        }
        throw new UsageException(ModelsAuthText.BAD_DURATION, written);
    }

    void remove(List<String> ids, boolean json) {
        if (ids.isEmpty()) {
            throw new UsageException(ModelsAuthText.MISSING_IDS);
        }
        for (String id : ids) {
            if (!auth.store.isOwn(id)) {
                throw new UsageException(ModelsAuthText.INHERITED, id);
            }
            if (!auth.store.has(id)) {
                throw new UsageException(ModelsAuthText.NOT_FOUND, id, auth.display(auth.agentDir()));
            }
        }
        ids.forEach(auth.store::remove);
        boolean updated = auth.save(ProfileRoutes.removing(auth.config(), ids));
        if (json) {
            ObjectNode answer = Json.object();
            ArrayNode removed = answer.putArray("removed");
            ids.forEach(removed::add);
            answer.put("authStorePath", auth.store.file().toString());
            answer.put("configUpdated", updated);
            auth.json(answer);
            return;
        }
        if (updated) {
            cli.print(ModelsAuthText.UPDATED, auth.display(auth.snapshot.file()));
        }
        ids.forEach(id -> cli.print(ModelsAuthText.REMOVED, id));
    }
}
