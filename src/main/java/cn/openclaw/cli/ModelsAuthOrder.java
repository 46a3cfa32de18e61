package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.provider.ProfileRoutes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models auth order get | set | clear}: the order that one agent's store sets over the config's. */
final class ModelsAuthOrder {
    private final ModelsAuthStore auth;
    private final Cli cli;
    private final String provider;
    private final boolean json;

    ModelsAuthOrder(ModelsAuthStore auth, Optional<String> provider, boolean json) {
        this.auth = auth;
        this.cli = auth.cli;
        this.provider = auth.provider(provider);
        this.json = json;
    }

    void get() {
        show(false);
    }

    void set(List<String> ids) {
        if (ids.isEmpty()) {
            throw new UsageException(ModelsAuthText.MISSING_IDS);
        }
        for (String id : ids) {
            AuthProfile profile = auth.store.profiles().stream()
                    .filter(known -> known.id().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                            new UsageException(ModelsAuthText.NOT_FOUND, id, auth.display(auth.agentDir())));
            if (!ProfileRoutes.isOf(provider, profile.provider())) {
                throw new UsageException(ModelsAuthText.WRONG_PROVIDER, id, profile.provider(), provider);
            }
        }
        auth.store.setOrder(written(), ids);
        show(false);
    }

    void clear() {
        auth.store.setOrder(written(), List.of());
        show(true);
    }

    /** The name under which an order stands already: that one is changed, so that there are never two. */
    private String written() {
        return ProfileRoutes.names(provider).stream()
                .filter(name -> !auth.store.order(name).isEmpty())
                .findFirst()
                .orElse(provider);
    }

    private void show(boolean cleared) {
        List<String> order = auth.store.order(written());
        if (json) {
            ObjectNode answer = Json.object();
            answer.put("agentId", auth.agentId);
            answer.put("agentDir", auth.agentDir().toString());
            answer.put("provider", provider);
            answer.put("authStorePath", auth.store.file().toString());
            ArrayNode list = Json.array();
            order.forEach(list::add);
            answer.set("order", order.isEmpty() ? null : list);
            auth.json(answer);
            return;
        }
        Language language = cli.language();
        cli.print(ModelsAuthText.AGENT_LINE, auth.agentId);
        cli.print(ModelsAuthText.PROVIDER_LINE, provider);
        cli.print(ModelsAuthText.FILE_LINE, auth.display(auth.store.file()));
        if (cleared) {
            cli.print(ModelsAuthText.CLEARED);
        } else {
            cli.print(
                    ModelsAuthText.ORDER_LINE,
                    order.isEmpty() ? ModelsAuthText.NONE.in(language) : String.join(", ", order));
        }
    }
}
