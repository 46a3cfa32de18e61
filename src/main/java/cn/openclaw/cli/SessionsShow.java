package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionLine;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Spoken;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions show}: a conversation, to be read. Takes no lock and mends nothing, so a run may go on meanwhile. */
final class SessionsShow {
    private static final int WIDEST = 100;
    private static final int TOOL_LINES = 6;
    private static final int CALL_CELLS = 200;

    private final SessionsContext context;
    private final Cli cli;
    private final Wanted wanted;

    SessionsShow(SessionsContext context, Wanted wanted) {
        this.context = context;
        this.cli = context.cli;
        this.wanted = wanted;
    }

    /**
     * How much of it.
     *
     * @param last how many questions and answers, from the end
     * @param thinking whether thinking is shown
     * @param full whether results of tools are shown in full
     */
    record Wanted(Optional<Integer> last, boolean thinking, boolean full) {}

    ExitCode print(Sessions.Listed session, boolean json) {
        List<SessionLine> all = session.file().map(this::lines).orElse(List.of());
        int from = from(all);
        List<SessionLine> shown = all.subList(from, all.size());
        long left = all.subList(0, from).stream().filter(SessionLine::counts).count();
        if (json) {
            cli.out().println(Json.pretty(json(session, shown, left)));
            return ExitCode.OK;
        }
        cli.out().println(bold(session.name()) + session.sessionId().map(id -> dim("  " + id)).orElse(""));
        if (all.isEmpty()) {
            cli.print(SessionsText.EMPTY);
        }
        if (left > 0) {
            cli.out().println(dim(SessionsText.LEFT_OUT.in(cli.language(), left)));
        }
        shown.forEach(this::line);
        return ExitCode.OK;
    }

    /** For the last few, the end of the file will do, unless it holds fewer than that. */
    private List<SessionLine> lines(Path file) {
        if (wanted.last().isPresent()) {
            List<SessionLine> recent = SessionLine.of(Sessions.recent(file));
            if (recent.stream().filter(SessionLine::counts).count() > wanted.last().get()) {
                return recent;
            }
        }
        return SessionLine.of(Sessions.entries(file));
    }

    private int from(List<SessionLine> all) {
        int from = wanted.last().isPresent() ? all.size() : 0;
        int missing = wanted.last().orElse(0);
        while (from > 0 && missing > 0) {
            from--;
            missing -= all.get(from).counts() ? 1 : 0;
        }
        return from;
    }

    private void line(SessionLine line) {
        StringBuilder head = new StringBuilder(bold(line.name().in(cli.language())));
        line.who().ifPresent(who -> head.append("  ").append(context.clean(who)));
        line.at().ifPresent(at -> head.append("  ").append(dim(time(at))));
        line.trouble().ifPresent(trouble -> head.append("  ").append(context.clean(trouble.in(cli.language()))));
        cli.out().println();
        cli.out().println(head);
        for (Part part : line.parts()) {
            part(part, line.role() == Spoken.Role.TOOL && !wanted.full());
        }
    }

    private void part(Part part, boolean shortened) {
        switch (part) {
            case Part.Text(String words) -> body(words, shortened, "  ");
            case Part.Thinking(String words, _) -> {
                if (wanted.thinking() && !words.isBlank()) {
                    body(SessionLine.thought(cli.language()) + ": " + words, false, "  ┆ ");
                }
            }
            case Part.ToolCall call ->
                cli.out().println("  → " + context.clean(call.name()) + " "
                        + Columns.cut(context.clean(call.arguments()).replace('\n', ' '), wanted.full() ? Integer.MAX_VALUE : CALL_CELLS));
            case Part.Media media -> cli.out().println("  " + SessionLine.media(media, cli.language()));
        }
    }

    private void body(String words, boolean shortened, String indent) {
        String clean = context.clean(words).strip();
        int cells = cli.screen().out() ? Math.max(20, Math.min(WIDEST, cli.screen().width()) - Columns.cells(indent)) : Integer.MAX_VALUE;
        List<String> lines = Columns.wrap(clean, cells);
        int most = shortened && lines.size() > TOOL_LINES + 1 ? TOOL_LINES : lines.size();
        for (String one : lines.subList(0, most)) {
            cli.out().println((indent + one).stripTrailing());
        }
        if (most < lines.size()) {
            cli.out().println(indent + dim(SessionsText.MORE_LINES.in(cli.language(), lines.size() - most)));
        }
    }

    static String time(Instant at) {
        String text = LocalDateTime.ofInstant(at, ZoneId.systemDefault()).toString();
        return text.substring(0, 10) + " " + text.substring(11, 16);
    }

    private String bold(String text) {
        return cli.screen().colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String dim(String text) {
        return ModelsStyle.dim(cli, text);
    }

    private ObjectNode json(Sessions.Listed session, List<SessionLine> shown, long left) {
        ObjectNode answer = Json.object();
        session.key().ifPresentOrElse(key -> answer.put("key", key.text()), () -> answer.putNull("key"));
        answer.put("agentId", session.agentId());
        session.sessionId().ifPresent(id -> answer.put("sessionId", id.value()));
        session.file().ifPresent(file -> answer.put("file", file.toString()));
        answer.put("omitted", left);
        ArrayNode messages = answer.putArray("messages");
        for (SessionLine line : shown) {
            messages.add(json(line));
        }
        return answer;
    }

    private ObjectNode json(SessionLine line) {
        ObjectNode tree = Json.object().put("id", line.id()).put("role", line.role().id());
        line.at().ifPresent(at -> tree.put("timestamp", at.toEpochMilli()));
        line.who().ifPresent(who -> tree.put(line.role() == Spoken.Role.TOOL ? "toolName" : "model", who));
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        ArrayNode calls = Json.array();
        ArrayNode media = Json.array();
        for (Part part : line.parts()) {
            switch (part) {
                case Part.Text(String words) -> text.append(text.isEmpty() ? "" : "\n").append(words);
                case Part.Thinking(String words, _) -> thinking.append(words);
                case Part.ToolCall call ->
                    calls.addObject().put("id", call.id()).put("name", call.name()).put("arguments", context.redactor.redact(call.arguments()));
                case Part.Media picture -> media.addObject().put("mimeType", picture.mimeType()).put("bytes", picture.base64().length() * 3 / 4);
            }
        }
        tree.put("text", context.redactor.redact(text.toString()));
        if (wanted.thinking() && !thinking.isEmpty()) {
            tree.put("thinking", context.redactor.redact(thinking.toString()));
        }
        if (!calls.isEmpty()) {
            tree.set("toolCalls", calls);
        }
        if (!media.isEmpty()) {
            tree.set("media", media);
        }
        line.trouble().ifPresent(trouble -> tree.put("error", context.redactor.redact(trouble.in(cli.language()))));
        return tree;
    }
}
