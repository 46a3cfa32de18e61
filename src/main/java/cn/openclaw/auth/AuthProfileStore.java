package cn.openclaw.auth;

import cn.openclaw.auth.ProfileTree.Entry;
import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * One agent's credentials, in {@code auth-profiles.json}, and what is known about how well they do. The file is the
 * original's; every field and profile we do not know stays as it is. It may be changed by several processes at once.
 *
 * <p>An agent that is not the main one sees the main agent's profiles too, overlaid by its own. Success and failure of a
 * profile is noted where the profile is, so that all agents share it; credentials are never copied.
 *
 * <p>Safe for use by several threads. Reading takes no lock; {@link #failed} and {@link #succeeded} wait for neither lock nor disk.
 */
public final class AuthProfileStore {
    /** The member that says that secrets in this file are to be encrypted; the original drops it when it writes. */
    private static final String ENCRYPTION = "encryption";

    /** By file, provider and model: until when the platform is overloaded. It is over before it would be worth writing down. */
    private static final Map<String, Instant> OVERLOADED = new ConcurrentHashMap<>();

    private final StoreDisk disk;
    private final Optional<AuthProfileStore> main;
    private final InstantSource clock;
    private final Environment environment;
    private final RandomGenerator random;
    private final Cooldowns cooldowns;
    private final SecretBox box;
    /** The keys that were given out here: a failure of one that has been replaced since is no failure of its successor. */
    private final Map<String, String> givenOut = new ConcurrentHashMap<>();

    /** A store with the usual rules; where the state directory and the main agent's store are, the environment says. */
    public AuthProfileStore(Path file, InstantSource clock, Environment environment) {
        this(
                Places.of(environment),
                file,
                new Surroundings(clock, environment, RandomGenerator.getDefault()),
                CooldownRules.DEFAULT);
    }

    private AuthProfileStore(Places places, Path file, Surroundings surroundings, CooldownRules rules) {
        this(
                filesOf(places, file),
                mainOf(places, file).map(main -> new AuthProfileStore(places, main, surroundings, rules)),
                surroundings,
                rules);
    }

    /** An agent's store with the rules of {@code auth.cooldowns} in the config. */
    public static AuthProfileStore of(Places places, ClawConfig config, String agentId, Surroundings surroundings) {
        return new AuthProfileStore(
                places, places.authProfiles(config, agentId), surroundings, CooldownRules.of(config));
    }

    private static StoreFiles filesOf(Places places, Path file) {
        StoreFiles files = StoreFiles.in(places.stateDir(), file);
        return mainOf(places, file).isPresent() ? files.ofSecondary() : files;
    }

    private static Optional<Path> mainOf(Places places, Path file) {
        Path main = StoreFiles.main(places).toAbsolutePath().normalize();
        return main.equals(file.toAbsolutePath().normalize()) ? Optional.empty() : Optional.of(main);
    }

    /**
     * The world a store lives in.
     *
     * @param clock the time
     * @param environment where {@code ${VAR}} and {@code OPENCLAW_SECRETS_KEY} are looked up
     * @param random spreads the ends of rests
     */
    public record Surroundings(InstantSource clock, Environment environment, RandomGenerator random) {}

    /**
     * A store of which everything is said.
     *
     * @param main the main agent's store, if this is another agent's
     */
    public AuthProfileStore(
            StoreFiles files, Optional<AuthProfileStore> main, Surroundings surroundings, CooldownRules rules) {
        this(files, main, surroundings, rules, SecretBox.ROUNDS);
    }

    AuthProfileStore(
            StoreFiles files,
            Optional<AuthProfileStore> main,
            Surroundings surroundings,
            CooldownRules rules,
            int rounds) {
        this.disk = new StoreDisk(files, surroundings.clock());
        this.main = main;
        this.clock = surroundings.clock();
        this.environment = surroundings.environment();
        this.random = surroundings.random();
        this.cooldowns = new Cooldowns(rules);
        this.box = new SecretBox(
                files.secretsKey(), environment.get("OPENCLAW_SECRETS_KEY").map(Secret::new), rounds);
    }

    public Path file() {
        return disk.files().profiles();
    }

    /** Something that changes whenever a profile does; cheaper than looking at them. */
    public String version() {
        return disk.version() + main.map(AuthProfileStore::version).orElse("");
    }

    /** The profiles that can be read, in the order they were added; what cannot be read is among the {@link #problems}. */
    public List<AuthProfile> profiles() {
        List<AuthProfile> profiles = new ArrayList<>();
        for (Entry entry : view().entries()) {
            try {
                profiles.add(ProfileReader.read(entry, openerOf(entry)));
            } catch (AuthException e) {
                // It is sealed; problems() says so.
            }
        }
        return profiles;
    }

    public Optional<AuthProfile> profile(String id) {
        return view().entry(id).map(entry -> ProfileReader.read(entry, openerOf(entry)));
    }

    /** Whether there is a profile of this id, readable or not. */
    public boolean has(String id) {
        return view().entry(id).isPresent();
    }

    /** Whether a profile is not merely the main agent's. */
    public boolean isOwn(String id) {
        return !isInherited(id) || !has(id);
    }

    /** What a person should know: a broken file, wrong fields, open permissions, secrets that cannot be decrypted. */
    public List<AuthException> problems() {
        List<AuthException> problems = new ArrayList<>(main.map(AuthProfileStore::problems).orElse(List.of()));
        problems.addAll(disk.problems());
        ProfileTree tree = disk.read();
        problems.addAll(ProfileReader.faults(tree, file()));
        for (Entry entry : tree.entries()) {
            try {
                String _ = openerOf(entry).apply(entry.written());
            } catch (AuthException e) {
                problems.add(e);
            }
        }
        return problems;
    }

    /**
     * Adds a profile or replaces the one of that id. A changed secret starts afresh: it neither rests nor is refused.
     * A file that cannot be read is kept under another name first.
     *
     * @throws AuthException if the file cannot be locked or written; then nothing has changed
     */
    public void put(AuthProfile profile) {
        disk.update(true, tree -> {
            Optional<Entry> before = tree.entry(profile.id());
            boolean sameSecret = before.isPresent() && isSecret(before.get(), profile.credential().secret());
            ObjectNode node = ProfileReader.write(profile, before.map(Entry::node));
            tree.put(profile.id(), node);
            if (isEncrypted(tree)) {
                requireSameKey(tree, profile.id());
                tree.entry(profile.id()).ifPresent(this::seal);
            }
            if (!sameSecret) {
                changeUsage(tree, profile.id(), Cooldowns::forget);
            }
        });
    }

    private boolean isSecret(Entry entry, Secret secret) {
        try {
            return openerOf(entry).apply(entry.written()).equals(secret.reveal());
        } catch (AuthException e) {
            return false;
        }
    }

    /** Removes a profile and every mention of it from this agent's own file; one of the main agent's stays. */
    public void remove(String id) {
        disk.update(false, tree -> tree.remove(id));
    }

    /** The rotation order that was set for a provider in this store; empty where there is none. */
    public List<String> order(String provider) {
        return view().order(Set.of(ProviderIds.normal(provider))).orElse(List.of());
    }

    /**
     * Sets the rotation order of a provider in this agent's own file.
     *
     * @param ids the profiles in the order they are to be tried; an empty list clears it
     */
    public void setOrder(String provider, List<String> ids) {
        disk.update(false, tree -> tree.setOrder(ProviderIds.normal(provider), ids));
    }

    /**
     * A provider turned a profile away, in a real answer. It counts at once; the disk is not waited for (see {@link #flush}).
     *
     * @param model the model that was asked, as in {@link KeyRequest}
     * @param retryAfter when the provider said to come back, which counts before anything else
     */
    public void failed(String profileId, String model, AuthFailure kind, Optional<Duration> retryAfter) {
        Optional<Entry> entry = view().entry(profileId);
        if (entry.isEmpty()) {
            return;
        }
        switch (kind) {
            case TIMEOUT -> {}
            case OVERLOADED ->
                OVERLOADED.merge(
                        overloadedKey(entry.get(), model),
                        clock.instant().plus(CooldownRules.overloaded(retryAfter, random.nextDouble())),
                        (one, other) -> one.isAfter(other) ? one : other);
            case AUTH, BILLING, RATE_LIMIT -> noteFailure(entry.get(), model, kind, retryAfter);
        }
    }

    private void noteFailure(Entry entry, String model, AuthFailure kind, Optional<Duration> retryAfter) {
        if (isInherited(entry.id())) {
            main.orElseThrow().noteFailure(entry, model, kind, retryAfter);
            return;
        }
        Optional<String> secret = readable(entry);
        String used = givenOut.get(entry.id());
        if (secret.isEmpty() || (used != null && !used.equals(secret.get()))) {
            return;
        }
        var failure = new Cooldowns.Failure(
                entry.provider(),
                model,
                kind,
                retryAfter,
                clock.instant(),
                random.nextDouble(),
                Fingerprint.of(secret.get()));
        disk.note(tree -> {
            if (tree.entry(entry.id()).isPresent()) {
                changeUsage(tree, entry.id(), stats -> noteFailure(stats, failure, secret.get()));
            }
        });
    }

    private void noteFailure(ObjectNode stats, Cooldowns.Failure failure, String secret) {
        if (Cooldowns.isStale(stats, noted -> Fingerprint.matches(noted, secret))) {
            Cooldowns.forget(stats);
        }
        cooldowns.failed(stats, failure);
    }

    /** A provider answered. The rest of the profile as a whole and of this model ends. */
    public void succeeded(String profileId, String model) {
        Optional<Entry> entry = view().entry(profileId);
        if (entry.isEmpty()) {
            return;
        }
        OVERLOADED.remove(overloadedKey(entry.get(), model));
        if (isInherited(profileId)) {
            main.orElseThrow().succeeded(profileId, model);
            return;
        }
        Instant now = clock.instant();
        disk.note(tree -> {
            if (tree.entry(profileId).isPresent()) {
                changeUsage(tree, profileId, stats -> cooldowns.succeeded(stats, model, now));
                tree.setLastGood(entry.get().provider(), profileId);
            }
        });
    }

    /** Ends every rest of a profile: it is tried again at once. */
    public void clear(String profileId) {
        if (isInherited(profileId)) {
            main.orElseThrow().clear(profileId);
            return;
        }
        view().entry(profileId).ifPresent(entry -> OVERLOADED.keySet().removeIf(key -> key.startsWith(overloadedKey(entry, ""))));
        disk.update(false, tree -> {
            if (tree.entry(profileId).isPresent()) {
                changeUsage(tree, profileId, Cooldowns::forget);
            }
        });
    }

    /** Until when a profile is better not used with a model; empty if it may be used now. */
    public Optional<Instant> restsUntil(String profileId, String model) {
        return rest(profileId, model).map(Rest::until);
    }

    /** Whether, why and until when a profile is better not used with a model. */
    public Optional<Rest> rest(String profileId, String model) {
        return view().entry(profileId).flatMap(entry -> rest(view(), entry, model));
    }

    Optional<Rest> rest(ProfileTree view, Entry entry, String model) {
        Instant now = clock.instant();
        Optional<Rest> rest = cooldowns.rest(view.usage(entry.id()), model, now, isCurrent(entry));
        Instant until = OVERLOADED.get(overloadedKey(entry, model));
        if (until == null || !until.isAfter(now)) {
            return rest;
        }
        Rest busy = new Rest(Rest.Kind.COOLDOWN, AuthFailure.OVERLOADED, until);
        return Optional.of(rest.map(found -> found.later(busy)).orElse(busy));
    }

    /** Every rest of a profile: of the profile as a whole under the empty name, else by model. */
    public Map<String, Rest> rests(String profileId) {
        Map<String, Rest> rests = new LinkedHashMap<>();
        ProfileTree view = view();
        view.entry(profileId).ifPresent(entry -> {
            cooldowns.rest(view.usage(profileId), "", clock.instant(), isCurrent(entry)).ifPresent(rest -> rests.put("", rest));
            for (String model : Cooldowns.resting(view.usage(profileId), clock.instant()).keySet()) {
                rest(view, entry, model).ifPresent(rest -> rests.put(model, rest));
            }
        });
        return rests;
    }

    /** When a profile last brought an answer. */
    public Optional<Instant> lastUsed(String profileId) {
        long at = ProfileTree.millis(view().usage(profileId), "lastUsed");
        return at > 0 ? Optional.of(Instant.ofEpochMilli(at)) : Optional.empty();
    }

    /**
     * Writes down what {@link #failed} and {@link #succeeded} noted, and waits for it. Whoever notes something calls it before
     * the process may end, once a turn.
     *
     * @return false if the disk refuses, or another program holds the file all the time
     */
    public boolean flush() {
        return disk.flush() && main.map(AuthProfileStore::flush).orElse(true);
    }

    /**
     * How the secrets of this agent's own file are kept.
     *
     * @param encrypted whether new secrets are encrypted
     * @param sealed how many profiles are encrypted
     * @param plain how many are not
     * @param passphrase whether some need {@code OPENCLAW_SECRETS_KEY}
     * @param keyFile where the key file is, or would be
     */
    public record Sealing(boolean encrypted, int sealed, int plain, boolean passphrase, Path keyFile) {}

    public Sealing sealing() {
        ProfileTree tree = disk.read();
        int sealed = 0;
        int plain = 0;
        boolean passphrase = false;
        for (Entry entry : tree.entries()) {
            if (SecretBox.isSealed(entry.written())) {
                sealed++;
                passphrase |= SecretBox.needsPassphrase(entry.written());
            } else {
                plain++;
            }
        }
        return new Sealing(isEncrypted(tree), sealed, plain, passphrase, box.keyFile());
    }

    /** Encrypts every secret of this agent's own file, and those to come: with the passphrase if one is set, else a key file. */
    public void encrypt() {
        disk.update(false, tree -> {
            for (Entry entry : tree.entries()) {
                unseal(entry);
                seal(entry);
            }
            tree.root().put(ENCRYPTION, box.hasPassphrase() ? "passphrase" : "key-file");
        });
    }

    /** Makes every secret of this agent's own file plain again. */
    public void decrypt() {
        disk.update(false, tree -> {
            tree.entries().forEach(this::unseal);
            tree.root().remove(ENCRYPTION);
        });
    }

    /**
     * One key for all: with a mistyped passphrase, or a key file that is elsewhere today, a new secret would be sealed so that nothing
     * opens both it and the others.
     */
    private void requireSameKey(ProfileTree tree, String newcomer) {
        for (Entry entry : tree.entries()) {
            boolean sameKind = SecretBox.needsPassphrase(entry.written()) == box.hasPassphrase();
            if (!entry.id().equals(newcomer) && SecretBox.isSealed(entry.written()) && sameKind) {
                ProfileReader.read(entry, openerOf(entry));
                return;
            }
        }
    }

    private void seal(Entry entry) {
        for (String field : ProfileReader.secretFields(entry)) {
            String plain = ProfileTree.string(entry.node(), field);
            if (!plain.isBlank() && !SecretBox.isSealed(plain) && !SecretReferences.isReference(plain)) {
                entry.node().put(field, box.seal(entry.id() + "/" + field, plain));
            }
        }
    }

    private void unseal(Entry entry) {
        for (String field : ProfileReader.secretFields(entry)) {
            String written = ProfileTree.string(entry.node(), field);
            if (SecretBox.isSealed(written)) {
                entry.node().put(field, box.open(entry.id() + "/" + field, written));
            }
        }
    }

    private static boolean isEncrypted(ProfileTree tree) {
        return tree.root().has(ENCRYPTION)
                || tree.entries().stream().anyMatch(entry -> SecretBox.isSealed(entry.written()));
    }

    /** This agent's own profiles over the main agent's. */
    ProfileTree view() {
        ProfileTree own = disk.read();
        return main.map(store -> store.view().overlaidBy(own)).orElse(own);
    }

    /**
     * The secret of an entry, decrypted and looked up.
     *
     * @throws AuthException if it is sealed and cannot be opened, or refers to nothing
     */
    Secret secret(Entry entry, SecretReferences references) {
        String written = openerOf(entry).apply(entry.written());
        Secret secret = references.resolve(written, "auth-profiles.json: " + entry.id(), false);
        givenOut.put(entry.id(), secret.reveal());
        main.filter(_ -> isInherited(entry.id())).ifPresent(store -> store.givenOut.put(entry.id(), secret.reveal()));
        return secret;
    }

    Instant now() {
        return clock.instant();
    }

    private Predicate<String> isCurrent(Entry entry) {
        return noted -> readable(entry).filter(secret -> Fingerprint.matches(noted, secret)).isPresent();
    }

    private Optional<String> readable(Entry entry) {
        try {
            String written = openerOf(entry).apply(entry.written());
            var references = new SecretReferences(environment, SecretReferences.EXEC_LIMIT, _ -> {});
            return Optional.of(references.resolve(written, entry.id(), false).reveal());
        } catch (AuthException e) {
            return Optional.empty();
        }
    }

    private java.util.function.UnaryOperator<String> openerOf(Entry entry) {
        boolean own = !isInherited(entry.id());
        SecretBox opener = own ? box : main.orElseThrow().box;
        return written -> {
            if (!SecretBox.isSealed(written)) {
                return written;
            }
            String field = ProfileTree.string(entry.node(), "refresh").equals(written) ? "refresh" : entry.secretField();
            return opener.open(entry.id() + "/" + field, written);
        };
    }

    private boolean isInherited(String id) {
        return main.isPresent() && disk.read().entry(id).isEmpty();
    }

    private String overloadedKey(Entry entry, String model) {
        return file() + "\n" + ProviderIds.normal(entry.provider()) + "/" + model;
    }

    private static void changeUsage(ProfileTree tree, String id, java.util.function.Consumer<ObjectNode> change) {
        ObjectNode stats = tree.usage(id);
        change.accept(stats);
        tree.setUsage(id, stats);
    }
}
