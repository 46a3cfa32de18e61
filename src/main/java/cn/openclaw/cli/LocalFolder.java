package cn.openclaw.cli;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** Working in a folder of the person's choice instead of the agent's workspace, for one process; the file stays as it is. */
final class LocalFolder {
    private LocalFolder() {}

    /** The same configuration with every agent at work in a folder. */
    static ConfigSnapshot in(ConfigSnapshot snapshot, Path folder) {
        ClawConfig config = snapshot.config();
        ClawConfig.Defaults old = config.agents().defaults();
        Optional<String> place = Optional.of(folder.toString());
        ClawConfig.Defaults defaults = new ClawConfig.Defaults(
                old.model(), old.imageModel(), old.models(), place, old.thinkingDefault(), old.timeoutSeconds(), old.contextTokens());
        List<ClawConfig.Agent> agents = config.agents().list().stream()
                .map(agent -> new ClawConfig.Agent(
                        agent.id(), agent.isDefault(), agent.name(), place, agent.agentDir(), agent.model(), agent.models()))
                .toList();
        ClawConfig moved = new ClawConfig(config.tree(), config.models(), new ClawConfig.Agents(defaults, agents), config.auth());
        return new ConfigSnapshot(
                snapshot.file(),
                snapshot.exists(),
                snapshot.text(),
                moved,
                snapshot.origin(),
                snapshot.problems(),
                snapshot.warnings(),
                snapshot.environment(),
                snapshot.variables());
    }

    /** The name of a folder's own conversation: its last part for people, a sum of the whole path so that no two are one. */
    static String session(Path folder) {
        CRC32 sum = new CRC32();
        sum.update(folder.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String name = folder.getFileName() == null ? "root" : folder.getFileName().toString();
        return "folder:" + name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}\\p{N}._-]+", "-") + "-" + Long.toHexString(sum.getValue());
    }
}
