package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.skill.Skill;
import cn.openclaw.skill.SkillInstall;
import cn.openclaw.skill.SkillStatus;
import cn.openclaw.skill.Skills;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Skills as clients are told of them. */
final class SkillDesk {
    private static final List<String> KINDS = List.of("bins", "anyBins", "env", "config", "os");

    private final GatewayWorld world;
    private final ConfigSnapshot snapshot;
    private final Path workspace;
    private final Skills skills;

    SkillDesk(GatewayWorld world, String agentId) {
        this.world = world;
        this.snapshot = world.config();
        this.workspace = world.agents().places().workspace(snapshot.config(), agentId);
        this.skills = Skills.of(snapshot, world.agents().places(), workspace);
    }

    Skills skills() {
        return skills;
    }

    ObjectNode report() {
        ObjectNode report = Json.object().put("workspaceDir", workspace.toString());
        report.put("managedSkillsDir", world.agents().places().stateDir().resolve("skills").toString());
        ArrayNode list = report.putArray("skills");
        skills.all().forEach(status -> list.add(tree(status)));
        return report;
    }

    private ObjectNode tree(SkillStatus status) {
        Skill skill = status.skill();
        ObjectNode tree = Json.object()
                .put("name", skill.name())
                .put("description", skill.description())
                .put("source", "openclaw-" + skill.source().word())
                .put("filePath", skill.file().toString())
                .put("baseDir", skill.folder().toString())
                .put("skillKey", skill.key());
        skill.needs().primaryEnv().ifPresent(name -> tree.put("primaryEnv", name));
        skill.emoji().ifPresent(emoji -> tree.put("emoji", emoji));
        skill.homepage().ifPresent(page -> tree.put("homepage", page));
        tree.put("always", skill.needs().always())
                .put("disabled", status.state() == SkillStatus.State.DISABLED)
                .put("blockedByAllowlist", status.state() == SkillStatus.State.NOT_ALLOWED)
                .put("eligible", status.isReady());
        tree.set("requirements", requirements(skill.needs()));
        tree.set("missing", missing(status.missing()));
        ArrayNode checks = tree.putArray("configChecks");
        // What stands there may be a secret: only whether it is enough is told.
        skill.needs().config().forEach(path -> checks.addObject()
                .put("path", path)
                .put("satisfied", !status.missing().contains("config:" + path)));
        ArrayNode ways = tree.putArray("install");
        SkillInstall.of(skill).forEach(way -> {
            ObjectNode node = ways.addObject().put("id", way.id()).put("kind", way.kind()).put("label", way.label());
            texts(node, "bins", way.bins());
        });
        return tree;
    }

    private static ObjectNode requirements(Skill.Needs needs) {
        ObjectNode tree = Json.object();
        texts(tree, "bins", needs.bins());
        texts(tree, "anyBins", needs.anyBins());
        texts(tree, "env", needs.env());
        texts(tree, "config", needs.config());
        texts(tree, "os", needs.os());
        return tree;
    }

    /** {@code bin:ffmpeg}, {@code bin:a|b}, {@code env:X_KEY} … sorted by what they are. */
    private static ObjectNode missing(List<String> words) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        KINDS.forEach(kind -> kinds.put(kind, new ArrayList<>()));
        for (String word : words) {
            String kind = word.substring(0, word.indexOf(':'));
            List<String> names = List.of(word.substring(word.indexOf(':') + 1).split("\\|"));
            String list = kind.equals("bin") ? (names.size() > 1 ? "anyBins" : "bins") : kind;
            kinds.computeIfAbsent(list, _ -> new ArrayList<>()).addAll(names);
        }
        ObjectNode tree = Json.object();
        kinds.forEach((kind, names) -> texts(tree, kind, names));
        return tree;
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode list = node.putArray(name);
        texts.forEach(list::add);
    }
}
