package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends a request of the journal to the gateway that runs, by the same door. */
final class RequestsReplay {
    private static final int LONGEST = 16 << 20;
    private static final long NANOS = 1_000_000;

    private final Cli cli;

    RequestsReplay(Cli cli) {
        this.cli = cli;
    }

    /** What came back; times in milliseconds. */
    record Result(int status, long firstByteMs, long millis, Optional<String> id, String body) {
        /** How a command ends that got this: as it would if it had asked the platform itself. */
        ExitCode exitCode() {
            return switch (status) {
                case 401, 403 -> ExitCode.AUTH;
                case 402 -> ExitCode.OUT_OF_CREDIT;
                case 429 -> ExitCode.RATE_LIMITED;
                case 408, 499 -> ExitCode.UNAVAILABLE;
                default -> status < 400 ? ExitCode.OK : status < 500 ? ExitCode.REFUSED : ExitCode.UNAVAILABLE;
            };
        }

        ObjectNode json() {
            ObjectNode tree = Json.object();
            id.ifPresent(own -> tree.put("id", own));
            return tree.put("status", status).put("firstByteMs", firstByteMs).put("durationMs", millis).put("body", body);
        }
    }

    Result send(ObjectNode request, Optional<String> model) throws InterruptedException {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        Target target = Target.find(places, snapshot, Target.Told.NOTHING);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept-language", cli.language() == Language.ZH ? "zh" : "en");
        target.token().or(target::password).map(Secret::reveal).ifPresent(secret -> headers.put("authorization", "Bearer " + secret));
        Http http = Network.silently(cli);
        long begun = System.nanoTime();
        try (HttpReply reply = http.send(
                HttpCall.post(address(target, String.valueOf(Json.text(request, "door"))), headers, body(request, model), HttpLimits.CHAT))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            long first = -1;
            for (int n = reply.read(piece); n >= 0 && all.size() < LONGEST; n = reply.read(piece)) {
                first = first < 0 ? System.nanoTime() - begun : first;
                all.write(piece, 0, n);
            }
            long whole = System.nanoTime() - begun;
            return new Result(
                    reply.status(),
                    Math.max(0, first) / NANOS,
                    whole / NANOS,
                    reply.header("x-openclaw-request-id"),
                    all.toString(StandardCharsets.UTF_8));
        }
    }

    private static URI address(Target target, String door) {
        String base = target.url().toString().replaceFirst("^ws", "http");
        String path = door.equals("chat.completions") ? "chat/completions" : door;
        return URI.create((base.endsWith("/") ? base : base + "/") + "v1/" + path);
    }

    private static byte[] body(ObjectNode request, Optional<String> model) {
        String kept = String.valueOf(Json.text(request, "body"));
        if (model.isPresent() && Json.parse(kept) instanceof ObjectNode tree) {
            JsonNode _ = tree.put("model", model.get());
            return Json.bytes(tree);
        }
        return kept.getBytes(StandardCharsets.UTF_8);
    }
}
