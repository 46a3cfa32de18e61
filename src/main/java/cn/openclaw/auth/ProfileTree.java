package cn.openclaw.auth;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tree of {@code auth-profiles.json}: finds and changes what we know, and leaves all else as it stands, in its order.
 * Not thread-safe; {@link AuthProfileStore} owns it.
 */
final class ProfileTree {
    /** The order in which the original writes them. */
    private static final List<String> MEMBERS = List.of("version", "profiles", "order", "lastGood", "usageStats");

    private ObjectNode root;

    ProfileTree(ObjectNode root) {
        this.root = root;
    }

    static ProfileTree empty() {
        ObjectNode root = Json.object();
        root.put("version", 1);
        root.set("profiles", Json.object());
        return new ProfileTree(root);
    }

    /** Whether a parsed file has the shape of a store at all. */
    static boolean isStore(JsonNode tree) {
        JsonNode profiles = tree.get("profiles");
        return tree.isObject() && (profiles == null || profiles.isObject());
    }

    ProfileTree copy() {
        return new ProfileTree(root.deepCopy());
    }

    String print() {
        return Json.pretty(root) + "\n";
    }

    ObjectNode root() {
        return root;
    }

    /** One entry of {@code profiles} whose {@code type} and {@code provider} are known; others are left alone. */
    record Entry(String id, String provider, String type, ObjectNode node) {
        /** Where its secret is: {@code key}, {@code token} or {@code access}. */
        String secretField() {
            return switch (type) {
                case "api_key" -> "key";
                case "token" -> "token";
                default -> "access";
            };
        }

        /** The secret as the file has it: plain, sealed, or a reference. */
        String written() {
            return string(node, secretField());
        }

        long expires() {
            return millis(node, "expires");
        }
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : members("profiles")) {
            entry(member.getKey(), member.getValue()).ifPresent(entries::add);
        }
        return entries;
    }

    Optional<Entry> entry(String id) {
        JsonNode node = Json.at(root, "profiles", id);
        return node == null ? Optional.empty() : entry(id, node);
    }

    private static Optional<Entry> entry(String id, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return Optional.empty();
        }
        String type = string(object, "type");
        String provider = string(object, "provider");
        boolean known = type.equals("api_key") || type.equals("token") || type.equals("oauth");
        return known && !provider.isBlank() ? Optional.of(new Entry(id, provider, type, object)) : Optional.empty();
    }

    void put(String id, ObjectNode credential) {
        child("profiles").set(id, credential);
    }

    /** Removes the profile and every mention of it. */
    boolean remove(String id) {
        boolean was = child("profiles").remove(id) != null;
        if (root.get("order") instanceof ObjectNode orders) {
            for (String provider : List.copyOf(orders.propertyNames())) {
                List<String> left = strings(orders.get(provider));
                if (left.remove(id)) {
                    setOrder(provider, left);
                }
            }
        }
        if (root.get("lastGood") instanceof ObjectNode last) {
            for (String provider : List.copyOf(last.propertyNames())) {
                if (string(last, provider).equals(id)) {
                    last.remove(provider);
                }
            }
        }
        if (root.get("usageStats") instanceof ObjectNode usage) {
            usage.remove(id);
        }
        return was;
    }

    /** The store's own order under any of these ids; empty where there is none. */
    Optional<List<String>> order(Set<String> ids) {
        for (Map.Entry<String, JsonNode> member : members("order")) {
            if (ids.contains(ProviderIds.normal(member.getKey())) && member.getValue().isArray()) {
                return Optional.of(strings(member.getValue()));
            }
        }
        return Optional.empty();
    }

    /** An empty list takes the order away, and {@code order} itself with the last one. */
    void setOrder(String provider, List<String> ids) {
        ObjectNode orders = child("order");
        String key = provider;
        for (String written : orders.propertyNames()) {
            key = ProviderIds.normal(written).equals(ProviderIds.normal(provider)) ? written : key;
        }
        if (ids.isEmpty()) {
            orders.remove(key);
        } else {
            ArrayNode list = Json.array();
            new LinkedHashSet<>(ids).forEach(list::add);
            orders.set(key, list);
        }
        if (orders.isEmpty()) {
            root.remove("order");
        }
    }

    void setLastGood(String provider, String id) {
        child("lastGood").put(provider, id);
    }

    /** What happened with a profile; an empty object that is not part of the tree where nothing did. */
    ObjectNode usage(String id) {
        return Json.at(root, "usageStats", id) instanceof ObjectNode stats ? stats : Json.object();
    }

    void setUsage(String id, ObjectNode stats) {
        if (stats.isEmpty()) {
            if (root.get("usageStats") instanceof ObjectNode usage) {
                usage.remove(id);
            }
        } else {
            child("usageStats").set(id, stats);
        }
    }

    /** Lays another store over this one, member by member: how a secondary agent sees the main agent's. */
    ProfileTree overlaidBy(ProfileTree own) {
        ProfileTree merged = copy();
        for (String name : List.of("profiles", "order", "lastGood", "usageStats")) {
            if (own.root.get(name) instanceof ObjectNode members && !members.isEmpty()) {
                ObjectNode under = merged.child(name);
                members.properties().forEach(member -> under.set(member.getKey(), member.getValue()));
            }
        }
        return merged;
    }

    private Iterable<Map.Entry<String, JsonNode>> members(String name) {
        return root.get(name) instanceof ObjectNode object ? object.properties() : List.of();
    }

    /** The object of that name; made where the original would have written it if it is not there. */
    private ObjectNode child(String name) {
        if (root.get(name) instanceof ObjectNode object) {
            return object;
        }
        ObjectNode made = Json.object();
        ObjectNode rebuilt = Json.object();
        boolean placed = false;
        for (Map.Entry<String, JsonNode> member : root.properties()) {
            int rank = MEMBERS.indexOf(member.getKey());
            if (!placed && rank > MEMBERS.indexOf(name)) {
                rebuilt.set(name, made);
                placed = true;
            }
            rebuilt.set(member.getKey(), member.getValue());
        }
        rebuilt.set(name, made);
        root = rebuilt;
        return made;
    }

    static String string(JsonNode node, String field) {
        String text = Json.text(node, field);
        return text == null ? "" : text;
    }

    static Optional<String> optional(JsonNode node, String field) {
        return Optional.of(string(node, field)).filter(text -> !text.isBlank());
    }

    /** A time or a count; 0 where there is none. JavaScript writes every number as a double. */
    static long millis(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isNumber()) {
            return 0;
        }
        return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : (long) value.asDouble(0);
    }

    private static List<String> strings(@Nullable JsonNode list) {
        List<String> strings = new ArrayList<>();
        if (list != null) {
            for (JsonNode item : list) {
                if (item.isString() && !item.stringValue().isBlank()) {
                    strings.add(item.stringValue().strip());
                }
            }
        }
        return strings;
    }
}
