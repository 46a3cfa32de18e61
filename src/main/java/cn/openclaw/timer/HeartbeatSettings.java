package cn.openclaw.timer;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How often an agent looks round by itself, and what it is asked then. Off unless {@code agents.defaults.heartbeat} or the agent's own
 * {@code heartbeat} is written: every one of them costs a call of the model.
 *
 * @param agentId whose
 * @param every how often; zero for never
 * @param written {@code every} as it is written; {@code disabled} where it is off
 * @param prompt what the model is asked; it stays as it is in every language
 * @param target where its words go: {@code last}, {@code none} or a channel
 * @param ackMaxChars how many characters beside {@code HEARTBEAT_OK} still mean that there is nothing to tell
 * @param model another model for it
 * @param session in which conversation; the main one if empty
 * @param hours between which hours of the day only
 */
public record HeartbeatSettings(
        String agentId,
        Duration every,
        String written,
        String prompt,
        String target,
        int ackMaxChars,
        Optional<String> model,
        Optional<String> session,
        Optional<Hours> hours) {
    /** What the agent answers if there is nothing to tell. */
    public static final String ACK = "HEARTBEAT_OK";

    private static final String USUAL = "30m";
    private static final int ACK_CHARS = 300;
    private static final String PROMPT =
            "Look at HEARTBEAT.md in the workspace, if it is there, and do what it says. Do not take up tasks of earlier talks again"
                    + " and do not repeat them. If nothing needs attention, answer HEARTBEAT_OK.";

    /** From one time of the day to another, perhaps over midnight. {@code zone} is empty for the person's. */
    public record Hours(LocalTime start, LocalTime end, Optional<ZoneId> zone) {
        /** Whether a moment lies between them. */
        public boolean hold(ZonedDateTime moment) {
            LocalTime time = moment.toLocalTime();
            if (start.equals(end)) {
                return true;
            }
            return start.isBefore(end) ? !time.isBefore(start) && time.isBefore(end) : !time.isBefore(start) || time.isBefore(end);
        }
    }

    public boolean isOn() {
        return every.isPositive();
    }

    /** Those of one agent. Where some agents have their own, only those have any; else only the default one. */
    public static HeartbeatSettings of(ClawConfig config, String agentId, Supplier<ZoneId> zone) {
        JsonNode defaults = Json.at(config.tree(), "agents", "defaults", "heartbeat");
        JsonNode own = own(config, agentId);
        boolean anyOwn = config.agents().list().stream().anyMatch(agent -> own(config, agent.id()) != null);
        boolean isDefault = Places.agentId(agentId).equals(Places.agentId(config.agents().defaultId()));
        boolean on = own != null || (!anyOwn && isDefault && defaults != null);
        String every = text(own, defaults, "every").orElse(USUAL);
        Duration span = on ? Spans.parse(every).orElse(Duration.ZERO) : Duration.ZERO;
        return new HeartbeatSettings(
                agentId,
                span,
                span.isPositive() ? every : "disabled",
                text(own, defaults, "prompt").orElse(PROMPT),
                text(own, defaults, "target").orElse("last"),
                number(own, defaults),
                text(own, defaults, "model"),
                text(own, defaults, "session"),
                hours(own, defaults, zone));
    }

    private static @Nullable JsonNode own(ClawConfig config, String agentId) {
        JsonNode list = Json.at(config.tree(), "agents", "list");
        for (JsonNode agent : list == null ? List.<JsonNode>of() : List.copyOf(list.values())) {
            String id = Json.text(agent, "id");
            if (id != null && Places.agentId(id).equals(Places.agentId(agentId))) {
                return agent.get("heartbeat");
            }
        }
        return null;
    }

    private static Optional<String> text(@Nullable JsonNode own, @Nullable JsonNode defaults, String name) {
        return Optional.ofNullable(own == null ? null : Json.text(own, name))
                .or(() -> Optional.ofNullable(defaults == null ? null : Json.text(defaults, name)))
                .filter(text -> !text.isBlank());
    }

    private static int number(@Nullable JsonNode own, @Nullable JsonNode defaults) {
        for (JsonNode node : new JsonNode[] {own, defaults}) {
            JsonNode number = node == null ? null : node.get("ackMaxChars");
            if (number != null && number.isNumber()) {
                return number.asInt(ACK_CHARS);
            }
        }
        return ACK_CHARS;
    }

    private static Optional<Hours> hours(@Nullable JsonNode own, @Nullable JsonNode defaults, Supplier<ZoneId> zone) {
        JsonNode hours = own != null && own.has("activeHours") ? own.get("activeHours") : defaults == null ? null : defaults.get("activeHours");
        String start = hours == null ? null : Json.text(hours, "start");
        String end = hours == null ? null : Json.text(hours, "end");
        if (hours == null || start == null || end == null) {
            return Optional.empty();
        }
        try {
            String name = Optional.ofNullable(Json.text(hours, "timezone")).orElse("user");
            Optional<ZoneId> named = name.equals("user") || name.equals("local") ? Optional.empty() : Optional.of(ZoneId.of(name));
            return Optional.of(new Hours(time(start), time(end), named.or(() -> Optional.of(zone.get()))));
        } catch (DateTimeException e) {
            // What the configuration's check let pass and no clock knows limits nothing.
            return Optional.empty();
        }
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text.length() == 4 ? "0" + text : text);
    }
}
