package cn.openclaw.skill;

import cn.openclaw.base.Environment;
import cn.openclaw.json.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides whether a skill can do anything here. */
final class Gate {
    private final ObjectNode config;
    private final Environment environment;
    private final String os;
    private final Map<String, Boolean> programs = new HashMap<>();

    Gate(ObjectNode config, Environment environment) {
        this(config, environment, System.getProperty("os.name", ""));
    }

    Gate(ObjectNode config, Environment environment, String osName) {
        this.config = config;
        this.environment = environment;
        String lower = osName.toLowerCase(Locale.ROOT);
        this.os = lower.startsWith("mac") || lower.startsWith("darwin") ? "darwin" : lower.startsWith("win") ? "win32" : "linux";
    }

    /** The person's settings for a skill. */
    @Nullable JsonNode entry(Skill skill) {
        return Json.at(config, "skills", "entries", skill.key());
    }

    SkillStatus status(Skill skill) {
        JsonNode enabled = entry(skill) == null ? null : Json.at(config, "skills", "entries", skill.key(), "enabled");
        if (enabled != null && !enabled.asBoolean(true)) {
            return new SkillStatus(skill, SkillStatus.State.DISABLED, List.of());
        }
        if (skill.source() == Skill.Source.BUNDLED && !isAllowed(skill)) {
            return new SkillStatus(skill, SkillStatus.State.NOT_ALLOWED, List.of());
        }
        List<String> missing = skill.needs().always() ? List.of() : missing(skill);
        return new SkillStatus(skill, missing.isEmpty() ? SkillStatus.State.READY : SkillStatus.State.MISSING, missing);
    }

    private boolean isAllowed(Skill skill) {
        JsonNode allowed = Json.at(config, "skills", "allowBundled");
        if (allowed == null || !allowed.isArray() || allowed.isEmpty()) {
            return true;
        }
        for (JsonNode one : allowed) {
            if (one.asString("").equals(skill.key()) || one.asString("").equals(skill.name())) {
                return true;
            }
        }
        return false;
    }

    private List<String> missing(Skill skill) {
        Skill.Needs needs = skill.needs();
        List<String> missing = new ArrayList<>();
        if (!needs.os().isEmpty() && !needs.os().contains(os)) {
            missing.add("os:" + String.join("|", needs.os()));
        }
        needs.bins().stream().filter(bin -> !isThere(bin)).forEach(bin -> missing.add("bin:" + bin));
        if (!needs.anyBins().isEmpty() && needs.anyBins().stream().noneMatch(this::isThere)) {
            missing.add("bin:" + String.join("|", needs.anyBins()));
        }
        needs.env().stream().filter(name -> !isSet(skill, name)).forEach(name -> missing.add("env:" + name));
        needs.config().stream().filter(path -> !isTrue(path)).forEach(path -> missing.add("config:" + path));
        return missing;
    }

    private boolean isSet(Skill skill, String name) {
        return environment.get(name).isPresent() || variables(skill).containsKey(name);
    }

    /** The variables that a skill's settings give: those of {@code env}, and {@code apiKey} under its primary name. */
    Map<String, String> variables(Skill skill) {
        Map<String, String> variables = new HashMap<>();
        JsonNode entry = entry(skill);
        if (entry == null) {
            return variables;
        }
        Optional<String> key = Optional.ofNullable(Json.text(entry, "apiKey")).filter(text -> !text.isBlank());
        key.ifPresent(secret -> skill.needs().primaryEnv().ifPresent(name -> variables.put(name, secret)));
        if (entry.get("env") instanceof ObjectNode env) {
            env.properties().forEach(one -> variables.put(one.getKey(), one.getValue().asString("")));
        }
        variables.values().removeIf(String::isBlank);
        return variables;
    }

    private boolean isTrue(String path) {
        JsonNode node = Json.at(config, path.split("\\."));
        if (node == null || node.isNull()) {
            // The original's browser is on where nothing is written.
            return path.equals("browser.enabled");
        }
        return node.isBoolean() ? node.asBoolean(false) : node.isString() ? !node.asString("").isBlank() : !node.isNumber() || node.doubleValue() != 0;
    }

    private boolean isThere(String program) {
        return programs.computeIfAbsent(program, this::isOnPath);
    }

    private boolean isOnPath(String program) {
        if (program.indexOf('/') >= 0 || program.indexOf('\\') >= 0) {
            return false;
        }
        List<String> names = new ArrayList<>(List.of(program));
        if (os.equals("win32")) {
            for (String ending : environment.get("PATHEXT").orElse(".EXE;.CMD;.BAT").split(";")) {
                names.add(program + ending.toLowerCase(Locale.ROOT));
            }
        }
        for (String folder : environment.get("PATH").orElse("").split(File.pathSeparator)) {
            for (String name : names) {
                if (!folder.isBlank() && isProgram(folder, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isProgram(String folder, String name) {
        try {
            Path file = Path.of(folder, name);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
