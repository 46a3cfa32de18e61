package cn.openclaw.cli;

import cn.openclaw.base.Redactor;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.session.SessionIndex;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionPage;
import cn.openclaw.session.Sessions;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Optional;

/** What every {@code sessions} command works with. */
final class SessionsContext {
    final Cli cli;
    final Places places;
    final Sessions sessions;
    final Redactor redactor;
    private Optional<ClawConfig> config = Optional.empty();

    SessionsContext(Cli cli) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.sessions = new Sessions(places, cli.clock());
        this.redactor = Redactor.of(cli.environment());
    }

    /** Read only where it matters: most lists need no configuration. */
    ClawConfig config() {
        ClawConfig known = config.orElseGet(() -> new ConfigFile(places, cli.environment()).read().config());
        config = Optional.of(known);
        return known;
    }

    /** The agent as its folder is called; refused if it has no conversations and is not configured either. */
    Optional<String> agent(Optional<String> written) {
        Optional<String> id = written.map(SessionKey::agentId);
        if (id.isPresent() && !Files.isDirectory(places.sessionsDir(id.get()))) {
            boolean configured = id.get().equals(config().agents().defaultId())
                    || config().agents().list().stream().anyMatch(agent -> Places.agentId(agent.id()).equals(id.get()));
            if (!configured) {
                throw new UsageException(SessionsText.NO_AGENT, written.get(), String.join(", ", sessions.agents()));
            }
        }
        return id;
    }

    Sessions.Listed find(String written, Optional<String> agent) {
        boolean bare = !written.contains(":") && agent.isEmpty();
        String defaultAgent = bare ? config().agents().defaultId() : "main";
        return sessions.find(written, agent(agent), defaultAgent);
    }

    SessionIndex index() {
        return new SessionIndex(places.cacheDir().resolve("sessions.sqlite"), redactor::redact);
    }

    /** Without secrets, and without characters that would steer a terminal. */
    String clean(String text) {
        return SessionPage.plain(redactor.redact(text));
    }

    /** How conversations are written for this person. */
    SessionPage.Look look() {
        return new SessionPage.Look(cli.language(), ZoneId.systemDefault(), redactor::redact);
    }
}
