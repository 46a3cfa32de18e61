package cn.openclaw.gateway.web;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The page: files from inside the jar (or from {@code gateway.controlUi.root}), and {@code index.html} for every path that is a
 * place in it. What looks like an interface for programs is not answered with a page.
 */
@AutoService(HttpDoor.class)
public final class PageDoor implements HttpDoor {
    private static final List<String> INTERFACES =
            List.of("/v1", "/api", "/tools", "/hooks", "/metrics", "/mcp", "/.well-known", "/healthz", "/readyz", "/__openclaw", "/__clawdbot__");

    /** Nothing from anywhere else; no script and no style that is not a file of ours. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + "media-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    @Override
    public String name() {
        return "page";
    }

    @Override
    public int order() {
        return LAST;
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        return true;
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) {
        JsonNode config = world.config().config().tree();
        String base = base(config);
        String path = visit.path();
        if (INTERFACES.stream().anyMatch(start -> path.equals(start) || path.startsWith(start + "/")) || isOff(config)) {
            notFound(visit);
        } else if (!visit.method().equals("GET") && !visit.method().equals("HEAD")) {
            visit.reply(405, Map.of("allow", "GET, HEAD", "content-type", "text/plain; charset=utf-8"), text("Method Not Allowed"));
        } else if (!base.isEmpty() && path.equals(base)) {
            visit.reply(302, Map.of("location", base + "/"), new byte[0]);
        } else if (!path.startsWith(base + "/")) {
            notFound(visit);
        } else {
            file(visit, path.substring(base.length() + 1), PageFiles.of(world, Optional.ofNullable(Json.text(config, "gateway", "controlUi", "root"))));
        }
    }

    private static boolean isOff(JsonNode config) {
        JsonNode enabled = Json.at(config, "gateway", "controlUi", "enabled");
        return enabled != null && !enabled.asBoolean(true);
    }

    /** {@code gateway.controlUi.basePath} with a slash before it and none behind; nothing for the root. */
    static String base(JsonNode config) {
        String written = Json.text(config, "gateway", "controlUi", "basePath");
        String plain = written == null ? "" : written.strip();
        while (plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return plain.isEmpty() || plain.startsWith("/") ? plain : "/" + plain;
    }

    private static void file(HttpVisit visit, String name, PageFiles files) {
        Optional<PageFiles.Found> exact = files.find(name.isEmpty() ? "index.html" : name);
        // A name with a dot is a file, and a missing file is missing; any other path is a place in the page.
        boolean place = name.substring(name.lastIndexOf('/') + 1).indexOf('.') < 0;
        Optional<PageFiles.Found> found = exact.isEmpty() && place ? files.find("index.html") : exact;
        if (found.isEmpty()) {
            notFound(visit);
            return;
        }
        PageFiles.Found there = found.get();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", there.type());
        headers.put("etag", there.tag());
        headers.put("cache-control", there.isHashed() ? "public, max-age=31536000, immutable" : "no-cache");
        headers.put("x-frame-options", "DENY");
        headers.put("referrer-policy", "no-referrer");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("content-security-policy", POLICY);
        if (there.small().length > 0) {
            headers.put("vary", "accept-encoding");
        }
        if (visit.header("if-none-match").filter(known -> isAmong(known, there.tag())).isPresent()) {
            visit.reply(304, headers, new byte[0]);
        } else if (there.small().length > 0) {
            boolean taken = visit.header("accept-encoding").filter(Gzip::isTaken).isPresent();
            if (taken) {
                headers.put("content-encoding", "gzip");
            }
            visit.reply(200, headers, taken ? there.small() : there.bytes());
        } else {
            visit.reply(200, headers, there.bytes());
        }
    }

    /** A browser names what it has, perhaps several, and a proxy that compressed it marks the name with {@code W/} (RFC 9110, 13.1.2). */
    private static boolean isAmong(String known, String tag) {
        return known.strip().equals("*")
                || List.of(known.split(",")).stream().map(one -> one.strip().replaceFirst("^W/", "")).anyMatch(tag::equals);
    }

    private static void notFound(HttpVisit visit) {
        visit.reply(
                404,
                Map.of("content-type", "application/json; charset=utf-8"),
                Json.bytes(Json.object()
                        .set("error", Json.object().put("message", "nothing at " + visit.path()).put("type", "not_found"))));
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }
}
