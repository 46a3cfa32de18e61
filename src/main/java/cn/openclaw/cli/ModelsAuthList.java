package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.ProfileReport;
import cn.openclaw.auth.Rest;
import cn.openclaw.json.Json;
import cn.openclaw.provider.ProfileRoutes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code models auth list}: every profile with what matters about it; its secret only masked. */
final class ModelsAuthList {
    private final ModelsAuthStore auth;
    private final Cli cli;
    private final Instant now;

    ModelsAuthList(ModelsAuthStore auth) {
        this.auth = auth;
        this.cli = auth.cli;
        this.now = cli.clock().instant();
    }

    void list(Optional<String> written, boolean json) {
        Optional<String> provider = written.map(text -> auth.provider(Optional.of(text)));
        List<AuthProfile> profiles = auth.store.profiles().stream()
                .filter(profile -> provider.isEmpty() || ProfileRoutes.isOf(provider.get(), profile.provider()))
                .toList();
        if (json) {
            printJson(profiles);
            return;
        }
        cli.print(ModelsAuthText.AGENT_LINE, auth.agentId);
        cli.print(ModelsAuthText.FILE_LINE, auth.display(auth.store.file()));
        if (profiles.isEmpty()) {
            cli.print(ModelsAuthText.NO_PROFILES);
        }
        int width = profiles.stream().mapToInt(profile -> profile.id().length()).max().orElse(0);
        for (AuthProfile profile : profiles) {
            String id = profile.id() + " ".repeat(width - profile.id().length());
            cli.out().println(String.join("  ", cells(id, profile)));
        }
        auth.sayProblems();
    }

    private List<String> cells(String id, AuthProfile profile) {
        List<String> cells = new ArrayList<>();
        cells.add(id);
        cells.add(profile.credential().type());
        cells.add(profile.credential().secret().masked());
        if (!auth.store.isOwn(profile.id())) {
            cells.add(ModelsAuthText.OF_MAIN.in(cli.language()));
        }
        profile.credential().expiry().filter(end -> end.toEpochMilli() > 0).ifPresent(end -> cells.add(
                (end.isAfter(now) ? ModelsAuthText.EXPIRES : ModelsAuthText.EXPIRED).in(cli.language(), end)));
        auth.store.rests(profile.id()).forEach((model, rest) -> cells.add(rest(model, rest)));
        return cells;
    }

    private String rest(String model, Rest rest) {
        if (rest.until().equals(Instant.MAX)) {
            return ModelsAuthText.REFUSED.in(cli.language());
        }
        return model.isEmpty()
                ? ModelsAuthText.RESTS.in(cli.language(), rest.until(), rest.reason().word())
                : ModelsAuthText.RESTS_MODEL.in(cli.language(), rest.until(), rest.reason().word(), model);
    }

    private void printJson(List<AuthProfile> profiles) {
        ObjectNode answer = Json.object();
        answer.put("agentId", auth.agentId);
        answer.put("agentDir", auth.agentDir().toString());
        answer.put("authStorePath", auth.store.file().toString());
        new ProfileReport(auth.store, now).into(answer, profiles, cli.language());
        auth.json(answer);
    }
}
