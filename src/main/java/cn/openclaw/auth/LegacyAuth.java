package cn.openclaw.auth;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What versions before {@code auth-profiles.json} left: it is read in its place, and written there with the first change. */
final class LegacyAuth {
    /** The fields of a credential, in the order the original writes them. */
    private static final String[] FIELDS = {
        "key", "token", "access", "refresh", "expires", "email", "enterpriseUrl", "projectId", "accountId", "clientId"
    };

    private LegacyAuth() {}

    /** Empty where nothing of use is there. */
    static Optional<ProfileTree> read(StoreFiles files) {
        ProfileTree tree = ProfileTree.empty();
        addAll(tree, files.legacy(), false);
        files.legacyOAuth().ifPresent(file -> addAll(tree, file, true));
        return tree.entries().isEmpty() ? Optional.empty() : Optional.of(tree);
    }

    private static void addAll(ProfileTree tree, Path file, boolean onlyOAuth) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            for (Map.Entry<String, JsonNode> member : Json.parse(Files.readAllBytes(file)).properties()) {
                String id = member.getKey() + ":default";
                if (member.getValue() instanceof ObjectNode old && tree.entry(id).isEmpty()) {
                    credential(member.getKey(), old, onlyOAuth).ifPresent(made -> tree.put(id, made));
                }
            }
        } catch (IOException | JsonException e) {
            // An old file that cannot be read is left where it is; it stands for nothing.
        }
    }

    private static Optional<ObjectNode> credential(String provider, ObjectNode old, boolean onlyOAuth) {
        String type = onlyOAuth ? "oauth" : ProfileTree.string(old, "type");
        boolean known = type.equals("api_key") || type.equals("token") || type.equals("oauth");
        if (!known || (onlyOAuth && ProfileTree.string(old, "access").isBlank())) {
            return Optional.empty();
        }
        ObjectNode made = Json.object();
        made.put("type", type);
        made.put("provider", ProfileTree.optional(old, "provider").orElse(provider));
        for (String field : FIELDS) {
            JsonNode value = old.get(field);
            if (value != null) {
                made.set(field, value);
            }
        }
        return Optional.of(made);
    }
}
