package cn.openclaw.cli;

import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What onboarding writes into the person's configuration, as edits: the provider page's snippet for a choice, laid over what is
 * there. It only adds, except for the three things that were asked for: the host, the default model, the gateway's options.
 */
final class OnboardPlan {
    /** The page's models and what it calls them, in its order. */
    private static final Map<String, List<String[]>> PAGE = Map.of(
            "moonshot",
                    List.of(
                            new String[] {"kimi-k2-0905-preview", "Kimi K2"},
                            new String[] {"kimi-k2-turbo-preview", "Kimi K2 Turbo"},
                            new String[] {"kimi-k2-thinking", "Kimi K2 Thinking"},
                            new String[] {"kimi-k2-thinking-turbo", "Kimi K2 Thinking Turbo"}),
            "kimi-code", List.<String[]>of(new String[] {"kimi-for-coding", "Kimi Code"}));

    private final ObjectNode existing;
    private final List<ConfigEdit> edits = new ArrayList<>();

    /**
     * @param existing the resolved configuration; only asked what is there
     */
    OnboardPlan(ObjectNode existing) {
        this.existing = existing;
    }

    List<ConfigEdit> edits() {
        return List.copyOf(edits);
    }

    /** The model a choice makes the default: the page's where it names one, else the catalogue's first that is still served. */
    static String defaultModel(AuthChoice choice) {
        List<String[]> page = PAGE.get(choice.provider());
        if (page != null) {
            return choice.provider() + "/" + page.getFirst()[0];
        }
        return choice.theProvider().models().stream()
                .filter(model -> model.lifecycle().status() == cn.openclaw.model.Lifecycle.Status.CURRENT)
                .findFirst()
                .map(model -> choice.provider() + "/" + model.id())
                .orElse("");
    }

    /** The provider block, its models, aliases and the routing of its profile. */
    void provider(AuthChoice choice, Optional<String> keyReference, Optional<String> userAgent) {
        List<String[]> page = PAGE.get(choice.provider());
        String id = choice.provider();
        Provider.Region region = choice.theRegion();
        if (keyReference.isEmpty()) {
            add(string(id), "auth", "profiles", id + ":default", "provider");
            add(string("api_key"), "auth", "profiles", id + ":default", "mode");
        }
        boolean defaultHost = choice.theProvider().regions().getFirst().id().equals(region.id());
        if (page == null && defaultHost && keyReference.isEmpty() && at("models", "providers", id) == null) {
            return; // the catalogue knows it all
        }
        add(string("merge"), "models", "mode");
        put(string(region.baseUrl().toString()), "models", "providers", id, "baseUrl");
        keyReference.ifPresent(name -> put(string("${" + name + "}"), "models", "providers", id, "apiKey"));
        add(string(choice.theProvider().api().id()), "models", "providers", id, "api");
        if (page == null) {
            add("[]", "models", "providers", id, "models");
        } else {
            page.forEach(entry -> add(string(entry[1]), "agents", "defaults", "models", id + "/" + entry[0], "alias"));
            pageModels(choice, page, userAgent);
        }
    }

    private void pageModels(AuthChoice choice, List<String[]> page, Optional<String> userAgent) {
        List<String> missing = new ArrayList<>();
        JsonNode there = at("models", "providers", choice.provider(), "models");
        for (String[] entry : page) {
            ModelDefinition model = choice.theProvider().models().stream()
                    .filter(candidate -> candidate.id().equals(entry[0]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the catalogue lost " + entry[0]));
            int index = indexOf(there, entry[0]);
            if (index < 0) {
                missing.add(PageModel.json5(model, userAgent));
            } else {
                userAgent.ifPresent(agent -> put(
                        string(agent),
                        "models", "providers", choice.provider(), "models", String.valueOf(index), "headers", "User-Agent"));
            }
        }
        if (there == null) {
            edits.add(ConfigEdit.set(
                    List.of("models", "providers", choice.provider(), "models"), "[\n  " + String.join(",\n  ", missing) + "\n]"));
            return;
        }
        for (int i = 0; i < missing.size(); i++) {
            String next = String.valueOf(there.size() + i);
            edits.add(ConfigEdit.set(List.of("models", "providers", choice.provider(), "models", next), missing.get(i)));
        }
    }

    private static int indexOf(@Nullable JsonNode models, String id) {
        for (int i = 0; models != null && i < models.size(); i++) {
            if (id.equals(Json.text(models.get(i), "id"))) {
                return i;
            }
        }
        return -1;
    }

    /** The default model. If a list of allowed models exists, the new default joins it: a default that is refused helps nobody. */
    void primary(String ref) {
        put(string(ref), "agents", "defaults", "model", "primary");
        JsonNode allowed = at("agents", "defaults", "models");
        boolean listed = allowed != null || edits.stream().anyMatch(edit -> startsWith(edit, "agents", "defaults", "models"));
        boolean there = edits.stream().anyMatch(edit -> startsWith(edit, "agents", "defaults", "models", ref));
        if (listed && !there) {
            add("{}", "agents", "defaults", "models", ref);
        }
    }

    private static boolean startsWith(ConfigEdit edit, String... path) {
        return edit.path().size() >= path.length && edit.path().subList(0, path.length).equals(List.of(path));
    }

    void workspace(String path) {
        put(string(path), "agents", "defaults", "workspace");
    }

    /**
     * The gateway's block. What is there stays unless an option says otherwise: a new token on every run would lock out every
     * client that knows the old one.
     *
     * @param fresh a token for a gateway that has none
     */
    void gateway(OnboardFlags.Gateway gateway, Secret fresh) {
        put(string("local"), "gateway", "mode");
        set(gateway.port().map(String::valueOf), "18789", "gateway", "port");
        set(gateway.bind().map(OnboardPlan::string), string("loopback"), "gateway", "bind");
        if (gateway.auth().equals(Optional.of("off"))) {
            return; // without an auth block the gateway listens on the loopback device only
        }
        set(gateway.auth().map(OnboardPlan::string), string("token"), "gateway", "auth", "mode");
        String mode = gateway.auth().orElse(String.valueOf(Json.text(existing, "gateway", "auth", "mode")));
        if (mode.equals("password")) {
            gateway.password().ifPresent(password -> put(string(password.reveal()), "gateway", "auth", "password"));
        } else {
            set(gateway.token().map(token -> string(token.reveal())), string(fresh.reveal()), "gateway", "auth", "token");
        }
        gateway.tailscale().ifPresent(tailscale -> {
            put(string(tailscale), "gateway", "tailscale", "mode");
            put(String.valueOf(gateway.tailscaleReset()), "gateway", "tailscale", "resetOnExit");
        });
    }

    void remote(String url, Optional<Secret> token) {
        put(string("remote"), "gateway", "mode");
        put(string(url), "gateway", "remote", "url");
        token.ifPresent(secret -> put(string(secret.reveal()), "gateway", "remote", "token"));
    }

    /** The option's value if it was given, else the default where nothing stands. */
    private void set(Optional<String> given, String otherwise, String... path) {
        if (given.isPresent()) {
            put(given.get(), path);
        } else {
            add(otherwise, path);
        }
    }

    /** Writes unless something stands there already. */
    void add(String json5, String... path) {
        JsonNode there = at(path);
        boolean blank = there == null || there.isNull() || (there.isString() && there.stringValue().isBlank());
        if (blank) {
            edits.add(ConfigEdit.set(List.of(path), json5));
        }
    }

    /** Writes unless the same value stands there already. */
    void put(String json5, String... path) {
        JsonNode there = at(path);
        if (there == null || !Json.write(there).equals(json5)) {
            edits.add(ConfigEdit.set(List.of(path), json5));
        }
    }

    private @Nullable JsonNode at(String... path) {
        JsonNode node = existing;
        for (String step : path) {
            node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    static String string(String text) {
        return Json.write(tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(text));
    }
}
