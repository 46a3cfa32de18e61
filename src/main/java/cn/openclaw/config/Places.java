package cn.openclaw.config;

import cn.openclaw.base.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where things live on this machine. The rules, and the older names they honour, are the original's, so that a state
 * directory can be taken over without a copy.
 *
 * @param home what {@code ~} means
 * @param stateDir everything the program remembers; 0700
 * @param configFile the person's configuration
 * @param profile the name given with {@code --profile}; empty for the usual one
 * @param agentDirOverride {@code OPENCLAW_AGENT_DIR} (or {@code PI_CODING_AGENT_DIR}): the default agent's own folder
 */
public record Places(
        Path home, Path stateDir, Path configFile, Optional<String> profile, Optional<Path> agentDirOverride) {
    private static final String[] STATE_DIRS = {".openclaw", ".clawdbot", ".moltbot", ".moldbot"};
    private static final String[] CONFIG_NAMES = {"openclaw.json", "clawdbot.json", "moltbot.json", "moldbot.json"};

    public Places(Path home, Path stateDir, Path configFile, Optional<String> profile) {
        this(home, stateDir, configFile, profile, Optional.empty());
    }

    /**
     * Finds them: {@code OPENCLAW_HOME}, {@code OPENCLAW_STATE_DIR}, {@code OPENCLAW_CONFIG_PATH} and their older spellings
     * count first; then folders and files that are there already, the newest name first; then {@code ~/.openclaw}.
     */
    public static Places of(Environment environment) {
        Path home = environment
                .get("OPENCLAW_HOME")
                .map(text -> expand(text, environment.home(), environment))
                .orElse(environment.home());
        Optional<Path> toldState = told(environment, home, "OPENCLAW_STATE_DIR", "CLAWDBOT_STATE_DIR");
        Path stateDir = toldState.orElseGet(() -> existingStateDir(home));
        Path config = told(environment, home, "OPENCLAW_CONFIG_PATH", "CLAWDBOT_CONFIG_PATH")
                .orElseGet(() -> configIn(home, stateDir, toldState.isPresent()));
        return new Places(
                home,
                stateDir,
                config,
                environment.get("OPENCLAW_PROFILE").map(String::strip).filter(name -> !name.equalsIgnoreCase("default")),
                told(environment, home, "OPENCLAW_AGENT_DIR", "PI_CODING_AGENT_DIR"));
    }

    private static Optional<Path> told(Environment environment, Path home, String name, String olderName) {
        return environment.get(name).or(() -> environment.get(olderName)).map(text -> expand(text, home, environment));
    }

    private static Path expand(String text, Path home, Environment environment) {
        return environment.workingDirectory().resolve(tilde(text.strip(), home)).normalize();
    }

    private static Path tilde(String text, Path home) {
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/") || text.startsWith("~\\") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    private static Path existingStateDir(Path home) {
        for (String name : STATE_DIRS) {
            if (Files.isDirectory(home.resolve(name))) {
                return home.resolve(name);
            }
        }
        return home.resolve(STATE_DIRS[0]);
    }

    private static Path configIn(Path home, Path stateDir, boolean told) {
        Path found = firstConfig(stateDir);
        if (found != null) {
            return found;
        }
        if (!told) {
            for (String name : STATE_DIRS) {
                found = firstConfig(home.resolve(name));
                if (found != null) {
                    return found;
                }
            }
        }
        return stateDir.resolve(CONFIG_NAMES[0]);
    }

    private static @org.jspecify.annotations.Nullable Path firstConfig(Path folder) {
        for (String name : CONFIG_NAMES) {
            if (Files.exists(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return null;
    }

    /** A path as a person writes it in the configuration: {@code ~} is home, a relative one starts at home. */
    public Path expand(String written) {
        return home.resolve(tilde(written.strip(), home)).normalize();
    }

    /** An agent's own folder: credentials and the model registry; 0700. */
    public Path agentDir(ClawConfig config, String agentId) {
        String id = agentId(agentId);
        Optional<Path> written = agent(config, id).flatMap(ClawConfig.Agent::agentDir).map(this::expand);
        if (written.isPresent()) {
            return written.get();
        }
        boolean isDefault = id.equals(agentId(config.agents().defaultId()));
        return isDefault && agentDirOverride.isPresent()
                ? agentDirOverride.get()
                : stateDir.resolve("agents").resolve(id).resolve("agent");
    }

    /** Where an agent's transcripts are. */
    public Path sessionsDir(String agentId) {
        return stateDir.resolve("agents").resolve(agentId(agentId)).resolve("sessions");
    }

    /** The file with an agent's keys and tokens. */
    public Path authProfiles(ClawConfig config, String agentId) {
        return agentDir(config, agentId).resolve("auth-profiles.json");
    }

    /**
     * The folder an agent works in: what the configuration says, else an older release's {@code ~/clawd} if it is there,
     * else {@code ~/.openclaw/workspace}; with {@code -<profile>} behind it under a profile, and for every agent but the
     * default one {@code workspace-<id>} in the state directory.
     */
    public Path workspace(ClawConfig config, String agentId) {
        String id = agentId(agentId);
        Optional<String> own = agent(config, id).flatMap(ClawConfig.Agent::workspace);
        if (own.isPresent()) {
            return expand(own.get());
        }
        if (id.equals(agentId(config.agents().defaultId()))) {
            String suffix = profile.map(name -> "-" + name).orElse("");
            return config.agents()
                    .defaults()
                    .workspace()
                    .map(this::expand)
                    .orElseGet(() -> existing(home.resolve("clawd" + suffix))
                            .orElseGet(() -> home.resolve(".openclaw").resolve("workspace" + suffix)));
        }
        return existing(home.resolve("clawd-" + id)).orElseGet(() -> stateDir.resolve("workspace-" + id));
    }

    /** Derived data: live model lists and the like. Safe to delete at any time. */
    public Path cacheDir() {
        return stateDir.resolve("cache");
    }

    /** The path as people are shown it: {@code ~/…} below home. */
    public String display(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        if (whole.equals(home)) {
            return "~";
        }
        return whole.startsWith(home) ? "~/" + home.relativize(whole).toString().replace('\\', '/') : whole.toString();
    }

    private static Optional<Path> existing(Path path) {
        return Files.isDirectory(path) ? Optional.of(path) : Optional.empty();
    }

    private static Optional<ClawConfig.Agent> agent(ClawConfig config, String id) {
        for (ClawConfig.Agent agent : config.agents().list()) {
            if (agentId(agent.id()).equals(id)) {
                return Optional.of(agent);
            }
        }
        return Optional.empty();
    }

    /** An agent's id as it names folders and session keys: lower case, anything but letters, digits, {@code _}, {@code -} is a dash. */
    public static String agentId(String written) {
        String lower = written.strip().toLowerCase(Locale.ROOT);
        StringBuilder id = new StringBuilder(lower.length());
        for (int at = 0; at < lower.length(); at++) {
            char c = lower.charAt(at);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
            if (plain) {
                id.append(c);
            } else if (id.length() > 0 && id.charAt(id.length() - 1) != '-') {
                id.append('-');
            }
        }
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == '-') {
            end--;
        }
        return end == 0 ? "main" : id.substring(0, end);
    }
}
