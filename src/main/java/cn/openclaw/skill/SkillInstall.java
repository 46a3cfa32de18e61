package cn.openclaw.skill;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A way to get the programs that a skill needs, as its file names it. Nothing is run here.
 *
 * @param id by which it is chosen
 * @param kind {@code brew}, {@code node}, {@code go}, {@code uv} or {@code download}
 * @param label for people
 * @param bins the programs that are there afterwards
 * @param source what is installed: a formula, a package, a module or an address
 */
public record SkillInstall(String id, String kind, String label, List<String> bins, String source) {
    private static final List<String> SOURCES = List.of("formula", "package", "module", "url");

    public SkillInstall {
        bins = List.copyOf(bins);
    }

    /** All ways for a skill, in the order of its file. */
    public static List<SkillInstall> of(Skill skill) {
        List<SkillInstall> ways = new ArrayList<>();
        try {
            JsonNode list = Skill.metadata(FrontMatter.of(Files.readString(skill.file())).text("metadata")).path("install");
            for (JsonNode way : list) {
                read(way, ways.size()).ifPresent(ways::add);
            }
        } catch (IOException e) {
            // A file that is gone names no way.
            return List.of();
        }
        return List.copyOf(ways);
    }

    private static Optional<SkillInstall> read(JsonNode way, int index) {
        String kind = Json.text(way, "kind");
        Optional<String> source = SOURCES.stream()
                .flatMap(name -> Optional.ofNullable(Json.text(way, name)).stream())
                .findFirst();
        if (!(way instanceof ObjectNode) || kind == null || source.isEmpty()) {
            return Optional.empty();
        }
        List<String> bins = new ArrayList<>();
        way.path("bins").forEach(bin -> bins.add(bin.asString("")));
        String id = Optional.ofNullable(Json.text(way, "id")).orElse(kind.toLowerCase(Locale.ROOT) + "-" + index);
        String label = Optional.ofNullable(Json.text(way, "label")).orElse(kind + " " + source.get());
        return Optional.of(new SkillInstall(id, kind.toLowerCase(Locale.ROOT), label, bins, source.get()));
    }

    /**
     * The command that installs it; empty where there is none to run.
     *
     * @param nodeManager {@code npm}, {@code pnpm}, {@code yarn} or {@code bun}
     */
    public Optional<List<String>> command(String nodeManager) {
        if (source.startsWith("-") || source.isBlank()) {
            return Optional.empty(); // It would be taken for an option.
        }
        return switch (kind) {
            case "brew" -> Optional.of(List.of("brew", "install", source));
            case "node" -> Optional.of(node(nodeManager));
            case "go" -> Optional.of(List.of("go", "install", source.contains("@") ? source : source + "@latest"));
            case "uv" -> Optional.of(List.of("uv", "tool", "install", source));
            default -> Optional.empty();
        };
    }

    private List<String> node(String manager) {
        return switch (manager) {
            case "pnpm" -> List.of("pnpm", "add", "-g", "--ignore-scripts", source);
            case "yarn" -> List.of("yarn", "global", "add", "--ignore-scripts", source);
            case "bun" -> List.of("bun", "add", "-g", "--ignore-scripts", source);
            default -> List.of("npm", "install", "-g", "--ignore-scripts", source);
        };
    }
}
