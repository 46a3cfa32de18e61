package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ClawConfig.ProfileRoute;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the configuration says about a provider's profiles, and what must be said there when one comes or goes. */
public final class ProfileRoutes {
    private ProfileRoutes() {}

    /** The provider's id and every other name for it, in lower case. */
    public static Set<String> names(String provider) {
        Set<String> names = new LinkedHashSet<>();
        names.add(provider.toLowerCase(Locale.ROOT));
        Providers.find(provider).ifPresent(known -> names.addAll(known.aliases()));
        return names;
    }

    /** Whether a name somebody wrote means this provider. */
    public static boolean isOf(String provider, String written) {
        return names(provider).contains(written.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The edits without which the config would keep the profile from being used: where it lists the provider's profiles or
     * their order, everything that is not on the list is left out. A config that lists none is left alone.
     */
    public static List<ConfigEdit> adding(ClawConfig config, String id, String provider, String type) {
        List<ConfigEdit> edits = new ArrayList<>();
        Map<String, ProfileRoute> routes = config.auth().profiles();
        boolean listed = routes.values().stream().anyMatch(route -> isOf(provider, route.provider()));
        ProfileRoute route = routes.get(id);
        boolean fits = route != null && route.mode().equals(type) && isOf(provider, route.provider());
        if ((listed || route != null) && !fits) {
            ObjectNode entry = Json.object();
            entry.put("provider", provider);
            entry.put("mode", type);
            edits.add(ConfigEdit.set(List.of("auth", "profiles", id), Json.pretty(entry)));
        }
        config.auth().order().forEach((written, order) -> {
            if (isOf(provider, written) && !order.contains(id)) {
                String path = Integer.toString(order.size());
                edits.add(ConfigEdit.set(List.of("auth", "order", written, path), quoted(id)));
            }
        });
        return edits;
    }

    private static String quoted(String text) {
        return Json.write(JsonNodeFactory.instance.stringNode(text));
    }

    /** The edits that make the configuration forget these profiles. */
    public static List<ConfigEdit> removing(ClawConfig config, List<String> ids) {
        List<ConfigEdit> edits = new ArrayList<>();
        for (String id : ids) {
            if (config.auth().profiles().containsKey(id)) {
                edits.add(ConfigEdit.unset(List.of("auth", "profiles", id)));
            }
        }
        config.auth().order().forEach((provider, order) -> {
            List<String> left = new ArrayList<>(order);
            if (left.removeAll(ids)) {
                List<String> path = List.of("auth", "order", provider);
                ArrayNode list = Json.array();
                left.forEach(list::add);
                edits.add(left.isEmpty() ? ConfigEdit.unset(path) : ConfigEdit.set(path, Json.write(list)));
            }
        });
        return edits;
    }
}
