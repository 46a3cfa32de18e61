package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A service as {@code gateway status} shows it. */
final class ServiceReport {
    private ServiceReport() {}

    static ObjectNode json(ServiceManager manager, Language language) {
        ServiceManager.State state = manager.state();
        ObjectNode service = Json.object().put("label", manager.label()).put("kind", manager.kind()).put("loaded", state.loaded());
        service.put("loadedText", "enabled").put("notLoadedText", "disabled");
        if (state.command().isEmpty()) {
            service.putNull("command");
        } else {
            service.set("command", Json.object().put("line", state.command()));
        }
        ObjectNode runtime = Json.object().put("status", state.status());
        if (!state.detail().isEmpty()) {
            runtime.put("detail", state.detail());
        }
        service.set("runtime", runtime);
        ArrayNode issues = Json.array();
        Optional<Path> launcher = Reexec.launcher();
        boolean stale = state.loaded()
                && !state.command().isEmpty()
                && launcher.filter(path -> !state.command().contains(path.toString())).isPresent();
        if (stale) {
            issues.add(Json.object().put("code", "entrypoint").put("message", ServiceText.OUTDATED.in(language, state.command())));
        }
        ObjectNode audit = Json.object().put("ok", issues.isEmpty());
        audit.set("issues", issues);
        service.set("configAudit", audit);
        return service;
    }

    static String sentence(JsonNode service, Language language) {
        if (!service.path("loaded").asBoolean(false)) {
            return ServiceText.NONE.in(language);
        }
        String status = switch (service.path("runtime").path("status").asString("")) {
            case "running" -> ServiceText.RUNNING.in(language);
            case "stopped" -> ServiceText.STOPPED_STATE.in(language);
            default -> ServiceText.UNKNOWN.in(language);
        };
        String line = service.path("kind").asString("") + " " + service.path("label").asString("") + " · " + status;
        boolean stale = !service.path("configAudit").path("ok").asBoolean(true);
        return stale ? line + "\n  " + ServiceText.OUTDATED.in(language, service.path("command").path("line").asString("")) : line;
    }

    /** Services of other gateways: those of the original, and of other profiles. */
    static ArrayNode others(ServiceManager manager) {
        ArrayNode found = Json.array();
        if (!manager.kind().equals("systemd")) {
            return found;
        }
        Commanded listed = Commanded.run(java.util.List.of("systemctl", "--user", "list-unit-files", "--no-legend", "--plain", "*gateway*.service"));
        if (listed.worked()) {
            listed.out().lines().map(line -> line.strip().split("\\s+")[0]).filter(unit -> isOther(unit, manager.label())).forEach(unit ->
                    found.add(Json.object().put("platform", "linux").put("label", unit).put("scope", "user")));
        }
        return found;
    }

    private static boolean isOther(String unit, String own) {
        return !unit.equals(own) && (unit.contains("openclaw") || unit.contains("clawdbot") || unit.contains("moltbot"));
    }
}
