package cn.openclaw.auth;

import cn.openclaw.auth.ProfileTree.Entry;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Between an entry of the file and an {@link AuthProfile}; also finds entries that a person wrote wrongly. */
final class ProfileReader {
    /** What people write for {@code key} or {@code token}; it used to be ignored without a word. */
    private static final List<String> MISTAKES = List.of(
            "key", "token", "api_key", "apiKey", "apikey", "api-key", "API_KEY", "Key", "KEY", "Token", "TOKEN",
            "secret", "value", "access", "access_token", "accessToken");

    private static final List<String> KNOWN = List.of(
            "type", "provider", "key", "token", "access", "refresh", "expires", "email", "metadata", "enterpriseUrl",
            "projectId", "accountId", "clientId");

    private ProfileReader() {}

    /** @param open turns what the file has into the secret itself */
    static AuthProfile read(Entry entry, UnaryOperator<String> open) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (entry.node().get("metadata") instanceof ObjectNode written) {
            written.properties().forEach(member -> metadata.put(member.getKey(), member.getValue().asString("")));
        }
        return new AuthProfile(
                entry.id(),
                entry.provider(),
                credential(entry, open),
                ProfileTree.optional(entry.node(), "email"),
                metadata);
    }

    private static Credential credential(Entry entry, UnaryOperator<String> open) {
        ObjectNode node = entry.node();
        Secret secret = new Secret(open.apply(entry.written()));
        return switch (entry.type()) {
            case "api_key" -> new Credential.ApiKey(secret);
            case "token" ->
                new Credential.Token(
                        secret,
                        entry.expires() > 0 ? Optional.of(Instant.ofEpochMilli(entry.expires())) : Optional.empty());
            default ->
                new Credential.OAuth(
                        secret,
                        new Secret(open.apply(ProfileTree.string(node, "refresh"))),
                        Instant.ofEpochMilli(entry.expires()),
                        ProfileTree.optional(node, "enterpriseUrl"),
                        ProfileTree.optional(node, "projectId"),
                        ProfileTree.optional(node, "accountId"),
                        ProfileTree.optional(node, "clientId"));
        };
    }

    /** As the original writes it; fields of {@code before} that we do not know follow at the end. */
    static ObjectNode write(AuthProfile profile, Optional<ObjectNode> before) {
        ObjectNode node = Json.object();
        Credential credential = profile.credential();
        node.put("type", credential.type());
        node.put("provider", profile.provider());
        if (credential instanceof Credential.OAuth oauth) {
            login(node, oauth);
        } else {
            node.put(credential instanceof Credential.ApiKey ? "key" : "token", credential.secret().reveal());
            credential.expiry().ifPresent(end -> node.put("expires", end.toEpochMilli()));
        }
        profile.email().ifPresent(email -> node.put("email", email));
        if (!profile.metadata().isEmpty()) {
            ObjectNode metadata = node.putObject("metadata");
            profile.metadata().forEach(metadata::put);
        }
        before.ifPresent(old -> old.properties().forEach(member -> {
            if (!KNOWN.contains(member.getKey()) && !MISTAKES.contains(member.getKey())) {
                node.set(member.getKey(), member.getValue());
            }
        }));
        return node;
    }

    private static void login(ObjectNode node, Credential.OAuth oauth) {
        node.put("access", oauth.access().reveal());
        node.put("refresh", oauth.refresh().reveal());
        node.put("expires", oauth.expires().toEpochMilli());
        oauth.enterpriseUrl().ifPresent(value -> node.put("enterpriseUrl", value));
        oauth.projectId().ifPresent(value -> node.put("projectId", value));
        oauth.accountId().ifPresent(value -> node.put("accountId", value));
        oauth.clientId().ifPresent(value -> node.put("clientId", value));
    }

    /** The fields of an entry that hold secrets. */
    static List<String> secretFields(Entry entry) {
        return entry.type().equals("oauth") ? List.of("access", "refresh") : List.of(entry.secretField());
    }

    /** A wrong or missing field for the secret; an empty one is merely no secret, as in the original. */
    static Optional<AuthException> fault(Entry entry, Path file) {
        String right = entry.secretField();
        ObjectNode node = entry.node();
        if (node.has(right) || node.has(right + "Ref") || entry.type().equals("oauth")) {
            return Optional.empty();
        }
        for (String wrong : MISTAKES) {
            if (node.has(wrong)) {
                return Optional.of(
                        bad(AuthText.WRONG_FIELD, place(file, "profiles", entry.id(), wrong), entry.id(), wrong, right));
            }
        }
        return Optional.of(bad(AuthText.MISSING_FIELD, place(file, "profiles", entry.id()), entry.id(), right));
    }

    /** Everything in {@code profiles} that is not used because of how it is written. */
    static List<AuthException> faults(ProfileTree tree, Path file) {
        List<AuthException> faults = new ArrayList<>();
        if (tree.root().get("profiles") instanceof ObjectNode profiles) {
            for (Map.Entry<String, JsonNode> member : profiles.properties()) {
                fault(tree, member.getKey(), member.getValue(), file).ifPresent(faults::add);
            }
        }
        return faults;
    }

    private static Optional<AuthException> fault(ProfileTree tree, String id, JsonNode node, Path file) {
        Optional<Entry> entry = tree.entry(id);
        if (entry.isPresent()) {
            return fault(entry.get(), file);
        }
        String type = node.isObject() ? ProfileTree.string(node, "type") : "";
        boolean known = type.equals("api_key") || type.equals("token") || type.equals("oauth");
        return Optional.of(
                known
                        ? bad(AuthText.NO_PROVIDER, place(file, "profiles", id), id)
                        : bad(AuthText.UNKNOWN_TYPE, place(file, "profiles", id), id, type));
    }

    private static AuthException bad(Text text, Object... arguments) {
        return new AuthException(AuthException.Reason.BAD_PROFILE, text, arguments);
    }

    /** {@code file:line:column} of a key, for a person who is to correct it; the file alone if it has changed meanwhile. */
    private static String place(Path file, String... path) {
        try {
            return Json5Document.parse(Files.readString(file))
                    .keyPlace(List.of(path))
                    .map(place -> file + ":" + place.line() + ":" + place.column())
                    .orElse(file.toString());
        } catch (IOException | JsonException e) {
            return file.toString();
        }
    }
}
