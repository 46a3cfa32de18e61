package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends an answer in one piece, by a transport that may break the journey as it would a stream's. */
final class Bodies {

    private Bodies() {}

    static void send(Visit visit, Transport transport, Map<String, String> more, JsonNode tree, Sleeper sleeper)
            throws IOException, InterruptedException {
        sleeper.sleep(transport.firstDelay());
        sleeper.sleep(transport.stall());
        if (transport.dropAfterFrames() >= 0) {
            visit.reply().drop();
            return;
        }
        Map<String, String> headers = visit.headers("application/json; charset=utf-8");
        headers.putAll(more);
        byte[] bytes = Json.bytes(tree);
        int cut = transport.cutAfterBytes();
        if (cut < 0 || cut >= bytes.length) {
            visit.reply().send(200, headers, bytes);
            return;
        }
        visit.reply().open(200, headers, transport.closing());
        visit.reply().write(bytes, 0, cut);
        visit.reply().abandon();
    }
}
