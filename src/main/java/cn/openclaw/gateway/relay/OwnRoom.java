package cn.openclaw.gateway.relay;

import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Payer;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A visit that came with a caller key: the conversations with an agent that it names are the key's own, and never the owner's or
 * another key's, whatever it calls them, and what an agent spends for it is booked to it. With the gateway's own token names mean what they say.
 */
final class OwnRoom implements HttpVisit {
    private static final Set<String> NAMES = Set.of("x-openclaw-session-key", "x-clawdbot-session-key");

    private final HttpVisit visit;
    private final String room;
    private final Payer payer;

    OwnRoom(HttpVisit visit, Asker asker) {
        this.visit = visit;
        this.payer = asker.key().map(CallerKey::payer).orElse(Payer.NOBODY);
        this.room = payer.isNobody() ? "" : payer.name() + ":";
    }

    /** The body with the words that name a conversation. */
    ObjectNode in(ObjectNode body) {
        if (!room.isEmpty()) {
            mark(body, "user");
            if (body.get("metadata") instanceof ObjectNode metadata) {
                mark(metadata, "user_id");
            }
        }
        return body;
    }

    private void mark(ObjectNode tree, String name) {
        JsonNode said = tree.get(name);
        if (said != null && said.isString() && !said.stringValue().isBlank()) {
            tree.put(name, room + Json.text(tree, name));
        }
    }

    @Override
    public Optional<String> header(String name) {
        Optional<String> said = visit.header(name);
        return NAMES.contains(name) ? said.filter(key -> !key.isBlank()).map(key -> room + key.strip()) : said;
    }

    @Override
    public String method() {
        return visit.method();
    }

    @Override
    public String path() {
        return visit.path();
    }

    @Override
    public Map<String, List<String>> query() {
        return visit.query();
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        return visit.headers();
    }

    @Override
    public byte[] body() {
        return visit.body();
    }

    @Override
    public String address() {
        return visit.address();
    }

    @Override
    public Optional<Caller> caller() {
        return visit.caller();
    }

    @Override
    public Payer payer() {
        return payer;
    }

    @Override
    public void reply(int status, Map<String, String> headers, byte[] body) {
        visit.reply(status, headers, body);
    }

    @Override
    public Stream stream(int status, Map<String, String> headers) {
        return visit.stream(status, headers);
    }

    @Override
    public Channel channel() {
        return visit.channel();
    }
}
