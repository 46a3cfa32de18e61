package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionIndex;
import cn.openclaw.session.SessionLine;
import cn.openclaw.session.Sessions;
import cn.openclaw.tui.Prompter;
import cn.openclaw.tui.TerminalPrompter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions delete}: says what it is about, asks, deletes, and says what is gone. Nothing is moved elsewhere. */
final class SessionsDelete {
    private static final Duration JUST_NOW = Duration.ofMinutes(2);

    private final SessionsContext context;
    private final Cli cli;

    SessionsDelete(SessionsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    ExitCode delete(List<String> names, Optional<String> agent, boolean yes, boolean json) {
        // All of them are found before any is deleted: a mistyped name must not leave half a job.
        List<Sessions.Listed> wanted = names.stream().map(name -> context.find(name, agent)).distinct().toList();
        boolean nobody = !cli.screen().in() || json;
        if (nobody && !yes) {
            throw new UsageException(SessionsText.NEEDS_YES);
        }
        if (!json) {
            wanted.forEach(this::announce);
        }
        if (!yes && !isSure(wanted.size())) {
            cli.print(SessionsText.KEPT);
            return ExitCode.OK;
        }
        ObjectNode report = Json.object();
        ArrayNode deleted = report.putArray("deleted");
        try (SessionIndex index = context.index()) {
            for (Sessions.Listed one : wanted) {
                delete(one, index, deleted.addObject(), json);
            }
        }
        if (json) {
            cli.out().println(Json.pretty(report));
        }
        return ExitCode.OK;
    }

    private void announce(Sessions.Listed one) {
        long count = one.file().map(file -> SessionLine.of(Sessions.entries(file)).stream().filter(SessionLine::counts).count()).orElse(0L);
        long age = Math.max(0, cli.clock().millis() - one.updatedAt().toEpochMilli());
        cli.print(SessionsText.WILL_DELETE, one.name(), count, (one.bytes() + 1023) / 1024, ModelsStyle.span(age));
        if (age < JUST_NOW.toMillis()) {
            cli.say(SessionsText.IN_USE, one.name());
        }
    }

    private boolean isSure(int count) {
        try (Prompter prompter = new TerminalPrompter(cli.language())) {
            return prompter.confirm(SessionsText.ASK_DELETE.in(cli.language(), count), false);
        }
    }

    private void delete(Sessions.Listed one, SessionIndex index, ObjectNode report, boolean json) {
        Sessions.Deleted done = context.sessions.delete(one);
        boolean indexed = Files.exists(context.places.cacheDir().resolve("sessions.sqlite"));
        int rows = indexed && one.file().isPresent() ? index.forget(one.file().get()) : 0;
        one.key().ifPresentOrElse(key -> report.put("key", key.text()), () -> report.putNull("key"));
        report.put("agentId", one.agentId());
        one.sessionId().ifPresent(id -> report.put("sessionId", id.value()));
        report.put("entry", done.entry());
        ArrayNode files = report.putArray("files");
        done.files().forEach(file -> files.add(file.toString()));
        report.put("indexEntries", rows);
        if (!json) {
            cli.print(SessionsText.DELETED, one.name(), done.files().size(), rows);
            done.files().forEach(file -> cli.out().println("  " + context.places.display(file)));
        }
    }
}
