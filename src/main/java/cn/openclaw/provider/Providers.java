package cn.openclaw.provider;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The providers we know. A canonical id leads to its class by name alone ({@code kimi-code} is {@code kimicode.KimiCode}), so a
 * short command loads the one provider it speaks of; only an alias, a foreign id or a whole list asks {@code ServiceLoader}.
 */
public final class Providers {
    private static volatile @Nullable List<Provider> loaded;

    private Providers() {}

    /**
     * Every provider, sorted by id.
     *
     * @throws IllegalStateException if two go by the same id or alias
     */
    public static List<Provider> all() {
        List<Provider> known = loaded;
        if (known == null) {
            known = checked(load());
            loaded = known;
        }
        return known;
    }

    private static List<Provider> load() {
        List<Provider> found = new ArrayList<>();
        for (Provider provider : ServiceLoader.load(Provider.class, Providers.class.getClassLoader())) {
            found.add(provider);
        }
        found.sort((one, other) -> one.id().compareTo(other.id()));
        return List.copyOf(found);
    }

    /** Refuses two of a name: which one answered would depend on the class path. */
    static List<Provider> checked(List<Provider> providers) {
        TreeMap<String, String> owners = new TreeMap<>();
        for (Provider provider : providers) {
            claim(owners, provider.id(), provider.id());
            for (String alias : provider.aliases()) {
                claim(owners, alias, provider.id());
            }
        }
        return providers;
    }

    private static void claim(Map<String, String> owners, String name, String owner) {
        String other = owners.putIfAbsent(name, owner);
        if (other != null) {
            throw new IllegalStateException("two providers are called " + name + ": " + other + " and " + owner);
        }
    }

    /** The provider with this id, or with this other name for it; case and surrounding blanks do not matter. */
    public static Optional<Provider> find(String idOrAlias) {
        String id = idOrAlias.strip().toLowerCase(Locale.ROOT);
        Optional<Provider> direct = byClassName(id);
        return direct.isPresent() ? direct : byAnyName(id);
    }

    private static Optional<Provider> byAnyName(String id) {
        for (Provider provider : all()) {
            if (provider.id().equals(id) || provider.aliases().contains(id)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /**
     * The id that is meant: {@code kimi} and {@code kimi-coding} are {@code kimi-code}. A name that no provider goes by is
     * somebody's own provider and comes back as it is, without surrounding blanks.
     */
    public static String canonical(String id) {
        return find(id).map(Provider::id).orElse(id.strip());
    }

    /** The provider one of whose regions is on this host. */
    static Optional<Provider> byHost(URI baseUrl) {
        for (Provider provider : all()) {
            if (regionOf(provider, baseUrl).isPresent()) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /** The region an address belongs to: the one with the same address, else the first on the same host. */
    static Optional<Provider.Region> regionOf(Provider provider, URI baseUrl) {
        Optional<Provider.Region> found = Optional.empty();
        for (Provider.Region region : provider.regions()) {
            if (Hosts.same(region.baseUrl(), baseUrl)) {
                boolean exact = Hosts.join(region.baseUrl(), "").equals(Hosts.join(baseUrl, ""));
                if (exact) {
                    return Optional.of(region);
                }
                found = found.isPresent() ? found : Optional.of(region);
            }
        }
        return found;
    }

    private static Optional<Provider> byClassName(String id) {
        String type = className(id);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try {
            Class<?> found = Class.forName(type, true, Providers.class.getClassLoader());
            return Optional.of((Provider) found.getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException | LinkageError e) {
            // LinkageError: on a file system that ignores case, a class of nearly this name was found.
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a provider needs a public class with an empty constructor: " + type, e);
        }
    }

    /** {@code kimi-code}: {@code cn.openclaw.provider.kimicode.KimiCode}; empty for what can be no id of ours. */
    static String className(String id) {
        StringBuilder folder = new StringBuilder();
        StringBuilder name = new StringBuilder();
        boolean start = true;
        for (int at = 0; at < id.length(); at++) {
            char letter = id.charAt(at);
            boolean word = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9' && at > 0);
            if (!word && (letter != '-' || start)) {
                return "";
            }
            if (word) {
                folder.append(letter);
                name.append(start ? Character.toUpperCase(letter) : letter);
            }
            start = !word;
        }
        return start ? "" : "cn.openclaw.provider." + folder + "." + name;
    }
}
