package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.database.search.Question;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionIndex;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Spoken;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions search}: words in all conversations. */
final class SessionsSearch {
    private static final int MEGABYTE = 1_000_000;

    private final SessionsContext context;
    private final Cli cli;

    SessionsSearch(SessionsContext context) {
        this.context = context;
        this.cli = context.cli;
    }

    /** What is looked for, as it was written. */
    record Wanted(
            String words,
            Optional<String> agent,
            Optional<String> session,
            Optional<String> role,
            Optional<String> since,
            int limit) {}

    ExitCode print(Wanted wanted, boolean json) throws InterruptedException {
        if (Question.of(wanted.words()).isEmpty()) {
            throw new UsageException(SessionsText.NO_WORDS);
        }
        Optional<String> agent = context.agent(wanted.agent());
        Optional<SessionId> session =
                wanted.session().map(name -> context.find(name, wanted.agent())).flatMap(Sessions.Listed::sessionId);
        SessionIndex.Search search = new SessionIndex.Search(
                wanted.words(), agent, wanted.role().map(this::role), wanted.since().map(this::since), session, wanted.limit());
        SessionIndex.Found found;
        try (SessionIndex index = context.index()) {
            index.update(context.sessions.transcripts(Optional.empty()), this::progress);
            found = index.find(search);
        } finally {
            clearProgress();
        }
        Map<Path, String> keys = keys(agent);
        if (json) {
            cli.out().println(Json.pretty(json(wanted.words(), found, keys)));
        } else {
            text(wanted.words(), found, keys);
        }
        return ExitCode.OK;
    }

    private Spoken.Role role(String written) {
        return Spoken.Role.of(written).orElseThrow(() -> new UsageException(SessionsText.BAD_ROLE, written));
    }

    private Instant since(String written) {
        String text = written.strip();
        try {
            if (text.contains("-")) {
                return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
            }
            long number = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
            Duration span =
                    switch (text.substring(Math.max(0, text.length() - 1))) {
                        case "d" -> Duration.ofDays(number);
                        case "h" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ZERO;
                    };
            if (span.isPositive()) {
                return cli.clock().instant().minus(span);
            }
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            // Said below, like a number without a unit.
        }
        throw new UsageException(SessionsText.BAD_SINCE, written);
    }

    private boolean shown;

    private void progress(long bytes, long of) {
        if (cli.screen().err() && of > 8L * MEGABYTE) {
            cli.err().print("\r" + SessionsText.INDEXING.in(cli.language(), bytes / MEGABYTE, of / MEGABYTE));
            cli.err().flush();
            shown = true;
        }
    }

    private void clearProgress() {
        if (shown) {
            cli.err().print("\r\u001b[K");
            cli.err().flush();
        }
    }

    private Map<Path, String> keys(Optional<String> agent) {
        Map<Path, String> keys = new HashMap<>();
        for (Sessions.Listed one : context.sessions.list(agent)) {
            one.file().ifPresent(file -> keys.putIfAbsent(file, one.name()));
        }
        return keys;
    }

    private static String name(SessionIndex.Hit hit, Map<Path, String> keys) {
        return keys.getOrDefault(hit.file(), hit.sessionId());
    }

    private void text(String words, SessionIndex.Found found, Map<Path, String> keys) {
        if (found.hits().isEmpty()) {
            cli.print(SessionsText.NO_HITS, words);
            return;
        }
        if (!found.exact()) {
            cli.print(SessionsText.PARTLY);
        }
        boolean colour = cli.screen().colour();
        for (SessionIndex.Hit hit : found.hits()) {
            String head = name(hit, keys) + " · " + hit.role().id() + " · " + SessionsShow.time(hit.at());
            cli.out().println(ModelsStyle.dim(cli, head));
            // The snippet holds no control characters, so these are the only ones.
            cli.out().println("  " + hit.snippet().marked(colour ? "\u001b[1;33m" : "【", colour ? "\u001b[0m" : "】"));
        }
    }

    private ObjectNode json(String words, SessionIndex.Found found, Map<Path, String> keys) {
        ObjectNode answer = Json.object().put("query", words).put("exact", found.exact()).put("count", found.hits().size());
        ArrayNode hits = answer.putArray("hits");
        for (SessionIndex.Hit hit : found.hits()) {
            ObjectNode one = hits.addObject();
            one.put("agentId", hit.agentId()).put("key", name(hit, keys)).put("sessionId", hit.sessionId());
            one.put("entryId", hit.entryId()).put("role", hit.role().id()).put("timestamp", hit.at().toEpochMilli());
            one.put("score", hit.score()).put("snippet", hit.snippet().text());
            ArrayNode marks = one.putArray("marks");
            hit.snippet().marks().forEach(mark -> marks.addArray().add(mark.start()).add(mark.end()));
        }
        return answer;
    }
}
