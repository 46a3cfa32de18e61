package cn.openclaw.skill;

import cn.openclaw.base.Environment;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * All skills for one workspace, by name. Of those with the same name the one nearest to the person counts: extra folders, then what
 * came with the program, then {@code <state>/skills}, then {@code <workspace>/skills}. Reading them runs nothing.
 */
public final class Skills {
    /** How deep below a folder of skills one may lie. */
    private static final int DEPTH = 3;

    private static final int MOST = 300;
    private static final int LONGEST_SLASH = 32;

    private final List<SkillStatus> all;
    private final Gate gate;

    private Skills(List<SkillStatus> all, Gate gate) {
        this.all = List.copyOf(all);
        this.gate = gate;
    }

    /** Finds and gates them. Cheap where the folders are not there. */
    public static Skills of(ConfigSnapshot snapshot, Places places, Path workspace) {
        Map<String, Skill> found = new TreeMap<>();
        for (Map.Entry<Path, Skill.Source> root : roots(snapshot, places).entrySet()) {
            in(root.getKey(), root.getValue(), found);
        }
        in(workspace.resolve("skills"), Skill.Source.WORKSPACE, found);
        Gate gate = new Gate(snapshot.config().tree(), snapshot.environment());
        return new Skills(named(found.values()).stream().map(gate::status).toList(), gate);
    }

    /** The folders outside a workspace that hold skills, the ones that count least first. */
    public static Map<Path, Skill.Source> roots(ConfigSnapshot snapshot, Places places) {
        Map<Path, Skill.Source> roots = new LinkedHashMap<>();
        JsonNode extra = Json.at(snapshot.config().tree(), "skills", "load", "extraDirs");
        if (extra != null && extra.isArray()) {
            extra.forEach(folder -> roots.put(places.expand(folder.asString("")), Skill.Source.EXTRA));
        }
        Environment environment = snapshot.environment();
        environment.get("OPENCLAW_BUNDLED_SKILLS_DIR")
                .or(() -> environment.get("CLAWDBOT_BUNDLED_SKILLS_DIR"))
                .ifPresent(folder -> roots.put(places.expand(folder), Skill.Source.BUNDLED));
        roots.put(places.stateDir().resolve("skills"), Skill.Source.MANAGED);
        return roots;
    }

    private static void in(Path root, Skill.Source source, Map<String, Skill> found) {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        search(root, DEPTH, files, new HashSet<>());
        for (Path file : files) {
            Skill.read(file, source).ifPresent(skill -> found.put(skill.name(), skill));
        }
    }

    /** Links are followed, because people link skills in; each folder is entered once, so none goes in circles. */
    private static void search(Path folder, int depth, List<Path> files, Set<Path> seen) {
        Path own = folder.resolve("SKILL.md");
        try {
            if (files.size() >= MOST || !seen.add(folder.toRealPath())) {
                return;
            }
            if (Files.isRegularFile(own)) {
                files.add(own.toAbsolutePath().normalize());
                return;
            }
            if (depth == 0) {
                return;
            }
            try (Stream<Path> inside = Files.list(folder)) {
                for (Path child : inside.filter(Skills::isFolder).sorted().toList()) {
                    search(child, depth - 1, files, seen);
                }
            }
        } catch (IOException e) {
            // A folder that may not be read holds no skills for us.
            return;
        }
    }

    private static boolean isFolder(Path path) {
        String name = String.valueOf(path.getFileName());
        return !name.startsWith(".") && !name.equals("node_modules") && Files.isDirectory(path);
    }

    /** Gives each its slash word; of equal ones the later are numbered. */
    private static List<Skill> named(Iterable<Skill> skills) {
        List<Skill> named = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Skill skill : skills) {
            String wish = slash(skill.name());
            String free = wish;
            for (int number = 2; !used.add(free); number++) {
                String end = "_" + number;
                free = wish.substring(0, wish.offsetByCodePoints(0, Math.min(wish.codePointCount(0, wish.length()), LONGEST_SLASH - end.length()))) + end;
            }
            named.add(skill.called(free));
        }
        return named;
    }

    /** Lower case; letters and digits of any script stay, so that a Chinese name is its own slash word; all else is one underscore. */
    static String slash(String name) {
        StringBuilder word = new StringBuilder();
        name.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            boolean letter = Character.isLetterOrDigit(c) || (Character.getType(c) == Character.NON_SPACING_MARK && !word.isEmpty());
            if (letter) {
                word.appendCodePoint(c);
            } else if (!word.isEmpty() && word.charAt(word.length() - 1) != '_') {
                word.append('_');
            }
        });
        while (!word.isEmpty() && word.charAt(word.length() - 1) == '_') {
            word.setLength(word.length() - 1);
        }
        int length = Math.min(LONGEST_SLASH, word.codePointCount(0, word.length()));
        String cut = word.substring(0, word.offsetByCodePoints(0, length));
        return cut.isEmpty() ? "skill" : cut;
    }

    /** Every skill, by name, and how it stands. */
    public List<SkillStatus> all() {
        return all;
    }

    /** Those that are used. */
    public List<Skill> ready() {
        return all.stream().filter(SkillStatus::isReady).map(SkillStatus::skill).toList();
    }

    /** The one that is meant by its name, its key or its slash word. */
    public Optional<SkillStatus> find(String word) {
        String plain = word.startsWith("/") ? word.substring(1) : word;
        return all.stream()
                .filter(status -> status.skill().name().equals(plain)
                        || status.skill().key().equals(plain)
                        || status.skill().slash().equals(plain.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** What is set for programs that a turn runs, and nowhere else: the settings of the skills that are used. */
    public Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        ready().forEach(skill -> gate.variables(skill).forEach(variables::putIfAbsent));
        return variables;
    }

    /** The section of the system prompt that tells of them; blank if there are none. */
    public String prompt() {
        return SkillPrompt.of(ready());
    }

    /**
     * What a person means who begins a message with a skill's slash word, {@code /name words} or {@code /skill name words}: words for the
     * model. Empty if the message is none of that.
     */
    public Optional<String> expand(String message) {
        return SkillPrompt.expand(message, ready());
    }

    /** The section for one workspace, as {@link #prompt}. */
    public static String prompt(ConfigSnapshot snapshot, Places places, Path workspace) {
        return of(snapshot, places, workspace).prompt();
    }
}
