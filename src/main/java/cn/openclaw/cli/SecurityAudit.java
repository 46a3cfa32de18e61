package cn.openclaw.cli;

import static cn.openclaw.cli.SecurityFinding.Sentence.of;
import static cn.openclaw.cli.SecurityFinding.Severity.CRITICAL;
import static cn.openclaw.cli.SecurityFinding.Severity.INFO;
import static cn.openclaw.cli.SecurityFinding.Severity.WARN;

import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.server.GatewayAuth;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What weakens a configuration, looked at section by section; the files and the channels have classes of their own. */
final class SecurityAudit {
    /** Characters. Shorter ones can be guessed by a machine that tries long enough. */
    private static final int SHORT = 24;

    private static final int EASY = 16;
    private static final int PASSWORD = 12;
    private static final List<String> COMMON =
            List.of("token", "password", "secret", "changeme", "change-me", "admin", "openclaw", "clawdbot", "test", "123456", "qwerty", "example");

    private final Places places;
    private final ConfigSnapshot snapshot;
    private final ObjectNode tree;
    private final List<SecurityFinding> findings = new ArrayList<>();

    SecurityAudit(Places places, ConfigSnapshot snapshot) {
        this.places = places;
        this.snapshot = snapshot;
        this.tree = snapshot.config().tree();
    }

    List<SecurityFinding> look() {
        network();
        secret();
        controlUi();
        proxies();
        switches(tree, new ArrayList<>());
        clear();
        exec();
        logging();
        hooks();
        browser();
        others();
        findings.addAll(new SecurityChannels(tree).look());
        if (isExposed() || findings.stream().anyMatch(finding -> finding.id().endsWith(".dm.open"))) {
            sandbox();
        }
        findings.addAll(new SecurityFiles(places, snapshot).look());
        return List.copyOf(findings);
    }

    private void add(SecurityFinding finding) {
        findings.add(finding);
    }

    private Optional<String> word(String... path) {
        return GatewayPlan.word(tree, path);
    }

    private boolean flag(String... path) {
        return GatewayPlan.flag(tree, path);
    }

    private List<String> words(String... path) {
        List<String> words = new ArrayList<>();
        JsonNode list = Json.at(tree, path);
        if (list != null && list.isArray()) {
            list.forEach(one -> words.add(one.asString("")));
        }
        return words;
    }

    private String bind() {
        return word("gateway", "bind").orElse("loopback");
    }

    boolean isExposed() {
        boolean local = List.of("loopback", "auto").contains(bind())
                || (bind().equals("custom") && word("gateway", "customBindHost").filter(GatewayPlan::isLoopback).isPresent());
        return !local;
    }

    private void network() {
        if (isExposed()) {
            add(SecurityFinding.of("gateway.bind_exposed", WARN, of(SecurityText.EXPOSED, bind()), of(SecurityText.SET_LOOPBACK)));
            if (!flag("gateway", "tls", "enabled") && !bind().equals("tailnet")) {
                add(SecurityFinding.of("gateway.bind_no_tls", CRITICAL, of(SecurityText.NO_TLS), of(SecurityText.SET_TLS)));
            }
            if (!GatewayAuth.of(snapshot).isUsable()) {
                add(SecurityFinding.of("gateway.bind_no_auth", CRITICAL, of(SecurityText.NO_AUTH), of(SecurityText.ROTATE))
                        .mendedBy(new SecurityFinding.Fix.Token()));
            }
            for (String endpoint : List.of("chatCompletions", "responses")) {
                if (flag("gateway", "http", "endpoints", endpoint, "enabled")) {
                    add(SecurityFinding.of("gateway.http_exposed", INFO, of(SecurityText.HTTP_OPEN, endpoint), of(SecurityText.SET_LOOPBACK)));
                }
            }
        }
        if (word("gateway", "tailscale", "mode").filter("funnel"::equals).isPresent()) {
            add(SecurityFinding.of("gateway.tailscale_funnel", CRITICAL, of(SecurityText.FUNNEL), of(SecurityText.SET_SERVE)));
        }
        word("gateway", "remote", "url").filter(SecurityAudit::isPlainAndFar).ifPresent(_ ->
                add(SecurityFinding.of("gateway.remote_plain", CRITICAL, of(SecurityText.REMOTE_PLAIN), of(SecurityText.SET_WSS))));
    }

    private static boolean isPlainAndFar(String url) {
        try {
            URI uri = URI.create(url.strip());
            boolean plain = List.of("ws", "http").contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
            return plain && uri.getHost() != null && !GatewayPlan.isLoopback(uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void secret() {
        GatewayAuth auth = GatewayAuth.of(snapshot);
        if (auth.mode() == GatewayAuth.Mode.PASSWORD) {
            auth.password().map(Secret::reveal).filter(text -> text.length() < PASSWORD || isCommon(text)).ifPresent(_ ->
                    add(SecurityFinding.of("gateway.password_weak", CRITICAL, of(SecurityText.WEAK_PASSWORD), of(SecurityText.SET_PASSWORD))));
            return;
        }
        Optional<String> token = auth.token().map(Secret::reveal);
        token.filter(text -> text.length() < SHORT).ifPresent(text -> add(SecurityFinding.of(
                        "gateway.token_too_short",
                        text.length() < EASY ? CRITICAL : WARN,
                        of(SecurityText.SHORT_TOKEN, text.length()),
                        of(SecurityText.ROTATE))
                .mendedBy(new SecurityFinding.Fix.Token())));
        token.filter(text -> text.length() >= SHORT && isCommon(text)).ifPresent(_ -> add(
                SecurityFinding.of("gateway.token_weak", CRITICAL, of(SecurityText.WEAK_TOKEN), of(SecurityText.ROTATE))
                        .mendedBy(new SecurityFinding.Fix.Token())));
    }

    /** Few different characters, or a word that everybody tries with little around it. */
    private static boolean isCommon(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        long different = lower.chars().distinct().count();
        return different < 6 || COMMON.stream().anyMatch(word -> lower.contains(word) && lower.replace(word, "").length() < 8);
    }

    private void controlUi() {
        if (flag("gateway", "controlUi", "allowInsecureAuth")) {
            add(SecurityFinding.of(
                            "gateway.control_ui.insecure_auth",
                            isExposed() ? CRITICAL : WARN,
                            of(SecurityText.INSECURE_AUTH),
                            of(SecurityText.UNSET, "gateway.controlUi.allowInsecureAuth"))
                    .mendedBy(ConfigEdit.unset(List.of("gateway", "controlUi", "allowInsecureAuth"))));
        }
        if (words("gateway", "controlUi", "allowedOrigins").stream().anyMatch(origin -> origin.contains("*"))) {
            add(SecurityFinding.of("gateway.control_ui.any_origin", CRITICAL, of(SecurityText.ORIGINS), of(SecurityText.SET_ORIGINS)));
        }
        JsonNode enabled = Json.at(tree, "gateway", "controlUi", "enabled");
        boolean off = enabled != null && !enabled.asBoolean(true);
        if (isExposed() && !off) {
            add(SecurityFinding.of("gateway.control_ui.exposed", WARN, of(SecurityText.UI_EXPOSED), of(SecurityText.UI_OFF)));
        }
    }

    private void proxies() {
        for (String proxy : words("gateway", "trustedProxies")) {
            int slash = proxy.indexOf('/');
            String bits = slash < 0 ? "" : proxy.substring(slash + 1).strip();
            boolean wide = !bits.isEmpty() && bits.chars().allMatch(Character::isDigit) && bits.length() < 4 && Integer.parseInt(bits) < 8;
            boolean all = proxy.strip().equals("*") || proxy.strip().equals("0.0.0.0") || proxy.strip().equals("::");
            if (wide || all) {
                add(SecurityFinding.of("gateway.trusted_proxies_any", CRITICAL, of(SecurityText.PROXIES, proxy), of(SecurityText.NAME_PROXIES)));
            } else if (!proxy.strip().matches("[0-9a-fA-F.:]+(/\\d+)?")) {
                add(SecurityFinding.of("gateway.trusted_proxies_invalid", WARN, of(SecurityText.BAD_PROXY, proxy), of(SecurityText.NAME_PROXIES)));
            }
        }
    }

    /** Whatever calls itself dangerous and is on. */
    private void switches(JsonNode node, List<String> path) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                path.addLast(member.getKey());
                boolean dangerous = member.getKey().startsWith("dangerously") || member.getKey().startsWith("allowUnsafe");
                if (dangerous && member.getValue().asBoolean(false)) {
                    String name = String.join(".", path);
                    String id = name.equals("gateway.controlUi.dangerouslyDisableDeviceAuth")
                            ? "gateway.control_ui.device_auth_disabled"
                            : "config.dangerous_switch";
                    add(SecurityFinding.of(id, CRITICAL, of(SecurityText.DANGEROUS, name), of(SecurityText.UNSET, name))
                            .mendedBy(ConfigEdit.unset(List.copyOf(path))));
                } else {
                    switches(member.getValue(), path);
                }
                path.removeLast();
            }
        } else if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                path.addLast(Integer.toString(at));
                switches(node.get(at), path);
                path.removeLast();
            }
        }
    }

    /** By the text as the person wrote it: a reference to a variable is as it should be. */
    private void clear() {
        try {
            written(Json5Document.parse(snapshot.text()).root(), new ArrayList<>());
        } catch (JsonException e) {
            return; // What is no JSON5 is the validator's to tell.
        }
    }

    private void written(JsonNode node, List<String> path) {
        if (node.isString()) {
            String text = node.stringValue();
            boolean reference = text.contains("${") || text.startsWith("file:") || text.startsWith("exec:") || text.isBlank();
            if (!reference && ConfigSchema.isSecret(path)) {
                add(SecurityFinding.of(
                        "config.secrets.in_clear", WARN, of(SecurityText.IN_CLEAR, String.join(".", path)), of(SecurityText.SET_REFERENCE)));
            }
            return;
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                path.addLast(member.getKey());
                written(member.getValue(), path);
                path.removeLast();
            }
        } else if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                path.addLast(Integer.toString(at));
                written(node.get(at), path);
                path.removeLast();
            }
        }
    }

    private void exec() {
        exec(Json.at(tree, "tools", "exec"), "tools.exec", List.of("tools", "exec"));
        JsonNode agents = Json.at(tree, "agents", "list");
        for (int at = 0; agents != null && at < agents.size(); at++) {
            exec(
                    Json.at(agents.get(at), "tools", "exec"),
                    "agents.list." + at + ".tools.exec",
                    List.of("agents", "list", Integer.toString(at), "tools", "exec"));
        }
        JsonNode defaults = SecurityFiles.json(places.stateDir().resolve("exec-approvals.json")).path("defaults");
        if (defaults.path("security").asString("").equals("full") && defaults.path("ask").asString("").equals("off")) {
            add(SecurityFinding.of("exec.approvals_file_open", CRITICAL, of(SecurityText.APPROVALS_FILE), of(SecurityText.SEE_APPROVALS)));
        }
    }

    private void exec(@org.jspecify.annotations.Nullable JsonNode exec, String name, List<String> path) {
        if (exec != null && exec.path("security").asString("").equals("full") && exec.path("ask").asString("").equals("off")) {
            List<String> ask = new ArrayList<>(path);
            ask.add("ask");
            add(SecurityFinding.of("tools.exec.no_approval", CRITICAL, of(SecurityText.EXEC_OPEN, name), of(SecurityText.SET_ASK))
                    .mendedBy(ConfigEdit.set(ask, "\"on-miss\"")));
        }
    }

    private void sandbox() {
        if (word("agents", "defaults", "sandbox", "mode").orElse("off").equals("off")) {
            add(SecurityFinding.of("sandbox.off_while_exposed", WARN, of(SecurityText.SANDBOX_OFF), of(SecurityText.SET_SANDBOX)));
        }
    }

    private void logging() {
        if (word("logging", "redactSensitive").filter("off"::equals).isPresent()) {
            add(SecurityFinding.of("logging.redact_off", WARN, of(SecurityText.REDACT_OFF), of(SecurityText.SET_REDACT))
                    .mendedBy(ConfigEdit.set(List.of("logging", "redactSensitive"), "\"tools\"")));
        }
        for (String pattern : words("logging", "redactPatterns")) {
            try {
                var _ = Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                add(SecurityFinding.of("logging.bad_pattern", WARN, of(SecurityText.BAD_PATTERN, pattern), of(SecurityText.MEND_PATTERN)));
            }
        }
    }

    private void hooks() {
        Optional<String> token = word("hooks", "token");
        if (!flag("hooks", "enabled") || token.isEmpty()) {
            return;
        }
        if (token.get().length() < SHORT) {
            add(SecurityFinding.of("hooks.token_too_short", WARN, of(SecurityText.HOOK_TOKEN, token.get().length()), of(SecurityText.SET_HOOK)));
        }
        if (GatewayAuth.of(snapshot).token().map(Secret::reveal).equals(token)) {
            add(SecurityFinding.of("hooks.token_reused", WARN, of(SecurityText.HOOK_SAME), of(SecurityText.SET_HOOK)));
        }
    }

    private void browser() {
        boolean token = word("browser", "controlToken").filter(text -> !text.isBlank()).isPresent();
        word("browser", "controlUrl").filter(url -> isFar(url) && (!token || !url.startsWith("https"))).ifPresent(_ -> add(
                SecurityFinding.of("browser.control_remote", CRITICAL, of(SecurityText.BROWSER_REMOTE, "browser.controlUrl"), of(SecurityText.MEND_BROWSER))));
        word("browser", "cdpUrl").filter(url -> isFar(url) && !url.startsWith("https") && !url.startsWith("wss")).ifPresent(_ -> add(
                SecurityFinding.of("browser.cdp_remote", WARN, of(SecurityText.BROWSER_REMOTE, "browser.cdpUrl"), of(SecurityText.MEND_BROWSER))));
        if (flag("browser", "noSandbox")) {
            add(SecurityFinding.of("browser.no_sandbox", WARN, of(SecurityText.BROWSER_SANDBOX), of(SecurityText.UNSET, "browser.noSandbox")));
        }
    }

    private static boolean isFar(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host != null && !GatewayPlan.isLoopback(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void others() {
        boolean plugins = flag("plugins", "enabled") || Json.at(tree, "plugins", "load", "paths") != null || Json.at(tree, "plugins", "entries") != null;
        if (plugins && words("plugins", "allow").isEmpty()) {
            add(SecurityFinding.of("plugins.no_allowlist", WARN, of(SecurityText.PLUGINS), of(SecurityText.SET_PLUGINS)));
        }
        words("gateway", "nodes", "allowCommands").stream().filter(command -> command.equals("*") || command.startsWith("system.")).forEach(command -> add(
                SecurityFinding.of("gateway.nodes.commands", WARN, of(SecurityText.NODE_COMMANDS, command), of(SecurityText.UNSET, "gateway.nodes.allowCommands"))));
        words("tools", "web", "fetch", "allowAddresses").stream().filter(block -> block.endsWith("/0") || block.equals("*")).forEach(block -> add(
                SecurityFinding.of("tools.web.fetch.any_address", WARN, of(SecurityText.FETCH_OPEN, block), of(SecurityText.NAME_ADDRESSES))));
        if (Json.at(tree, "tools", "elevated", "allowFrom") instanceof ObjectNode from) {
            for (Map.Entry<String, JsonNode> channel : from.properties()) {
                boolean star = channel.getValue().valueStream().anyMatch(one -> one.asString("").equals("*"));
                if (star) {
                    String name = "tools.elevated.allowFrom." + channel.getKey();
                    add(SecurityFinding.of("tools.elevated.allow_from_wildcard", CRITICAL, of(SecurityText.ELEVATED, name), of(SecurityText.NAME_PEOPLE)));
                }
            }
        }
    }
}
