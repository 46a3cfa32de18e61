package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.usage}: what conversations used between two days, each of them and all together, from their transcripts. */
@AutoService(GatewayMethod.class)
public final class SessionsUsage implements GatewayMethod {
    private static final int USUAL_DAYS = 30;

    @Override
    public String name() {
        return "sessions.usage";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    private record Between(ZoneId zone, LocalDate from, LocalDate to) {}

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        ZoneId zone = world.agents().zone().get();
        LocalDate today = world.agents().clock().instant().atZone(zone).toLocalDate();
        LocalDate to = day(params, "endDate").orElse(today);
        Between between = new Between(zone, day(params, "startDate").orElse(to.minusDays(USUAL_DAYS - 1)), to);
        long limit = params.number("limit", 1, 1000).orElse(50L);
        UsageTally all = new UsageTally();
        Map<String, UsageTally> agents = new TreeMap<>();
        Map<String, UsageTally> channels = new TreeMap<>();
        ArrayNode rows = Json.array();
        for (SessionEntry entry : entries(world, params)) {
            UsageTally tally = tally(world, entry, between);
            if (!tally.isEmpty()) {
                all.add(tally);
                agents.computeIfAbsent(entry.key().agent(), _ -> new UsageTally()).add(tally);
                channels.computeIfAbsent(entry.word("lastChannel").orElse("webchat"), _ -> new UsageTally()).add(tally);
                if (rows.size() < limit) {
                    rows.add(row(world, entry, tally));
                }
            }
        }
        ObjectNode answer = Json.object().put("updatedAt", world.agents().clock().millis());
        answer.put("startDate", between.from().toString()).put("endDate", between.to().toString());
        answer.set("sessions", rows);
        answer.set("totals", all.sums());
        ObjectNode aggregates = answer.putObject("aggregates");
        aggregates.set("messages", all.messages());
        aggregates.set("tools", all.tools());
        aggregates.set("byModel", all.models());
        aggregates.set("byProvider", grouped("provider", all.modelsBy(model -> model.substring(0, model.indexOf('/')))));
        aggregates.set("byAgent", grouped("agentId", agents));
        aggregates.set("byChannel", grouped("channel", channels));
        aggregates.putArray("dailyLatency");
        aggregates.putArray("modelDaily");
        aggregates.set("daily", all.days());
        return answer;
    }

    private static Optional<LocalDate> day(Params params, String name) {
        return params.text(name).filter(text -> !text.isBlank()).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw params.wrong("at /" + name + ": must match pattern \"YYYY-MM-DD\"");
            }
        });
    }

    private static List<SessionEntry> entries(GatewayWorld world, Params params) {
        Optional<String> one = params.text("key").filter(text -> !text.isBlank());
        if (one.isPresent()) {
            SessionKey key = Conversations.key(world, one.get());
            return Conversations.store(world, key).find(key).stream().toList();
        }
        List<SessionEntry> all = new ArrayList<>();
        Conversations.agents(world.config().config()).forEach(agent -> all.addAll(Conversations.store(world, agent).all()));
        all.sort(Comparator.comparing(SessionEntry::updatedAt).reversed());
        return all;
    }

    private static UsageTally tally(GatewayWorld world, SessionEntry entry, Between between) {
        UsageTally tally = new UsageTally();
        SessionStore store = Conversations.store(world, entry.key());
        Optional<Path> file = store.transcript(entry).filter(Files::exists);
        file.ifPresent(path -> Sessions.entries(path).forEach(line -> tally.add(line, between.zone(), between.from(), between.to())));
        return tally;
    }

    private static ObjectNode row(GatewayWorld world, SessionEntry entry, UsageTally tally) {
        ObjectNode row = SessionRow.of(world, entry).put("agentId", entry.key().agent());
        row.set("usage", tally.whole());
        return row;
    }

    private static ArrayNode grouped(String name, Map<String, UsageTally> groups) {
        ArrayNode list = Json.array();
        groups.forEach((group, tally) -> list.addObject().put(name, group).set("totals", tally.sums()));
        return list;
    }
}
