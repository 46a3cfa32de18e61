package cn.openclaw.skill;

import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A skill as its file describes it.
 *
 * @param name how it is called, in any script
 * @param description when it is of use; what a model decides by
 * @param file its {@code SKILL.md}
 * @param source which folder of folders it was found in
 * @param key under which {@code skills.entries} has its settings
 * @param slash the word after the slash that calls it; unique among all
 * @param userInvocable whether a person may call it by that word
 * @param modelInvocable whether a model is told of it
 * @param dispatch the tool that its slash word calls directly; empty for the usual way through the model
 * @param needs what must be there
 */
public record Skill(
        String name,
        String description,
        Path file,
        Source source,
        String key,
        String slash,
        boolean userInvocable,
        boolean modelInvocable,
        Optional<String> dispatch,
        Needs needs,
        Optional<String> homepage,
        Optional<String> emoji) {

    /** Where skills come from; of one name the last counts. */
    public enum Source {
        /** {@code skills.load.extraDirs}. */
        EXTRA,
        /** What came with the program. */
        BUNDLED,
        /** {@code <state>/skills}. */
        MANAGED,
        /** {@code <workspace>/skills}. */
        WORKSPACE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What must be there.
     *
     * @param always whether it is used whatever is missing
     * @param os {@code linux}, {@code darwin}, {@code win32}; empty for any
     * @param bins programs that must all be found
     * @param anyBins programs of which one is enough
     * @param env variables that must be set, by the environment or by the skill's settings
     * @param config places in the configuration that must hold something true
     * @param primaryEnv the variable that its {@code apiKey} stands for
     */
    public record Needs(
            boolean always,
            List<String> os,
            List<String> bins,
            List<String> anyBins,
            List<String> env,
            List<String> config,
            Optional<String> primaryEnv) {
        public Needs {
            os = List.copyOf(os);
            bins = List.copyOf(bins);
            anyBins = List.copyOf(anyBins);
            env = List.copyOf(env);
            config = List.copyOf(config);
        }
    }

    /** The folder it lies in, which <code>{baseDir}</code> in its text stands for. */
    public Path folder() {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    Skill called(String word) {
        return new Skill(
                name, description, file, source, key, word, userInvocable, modelInvocable, dispatch, needs, homepage, emoji);
    }

    /** Reads one; empty if the file cannot be read or has neither name nor description. */
    static Optional<Skill> read(Path file, Source source) {
        FrontMatter head;
        try {
            head = FrontMatter.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
        Path folder = file.getParent();
        String given = head.text("name");
        String name = given.isEmpty() && folder != null ? String.valueOf(folder.getFileName()) : given;
        if (head.text("description").isEmpty()) {
            return Optional.empty();
        }
        ObjectNode meta = metadata(head.text("metadata"));
        String key = Json.text(meta, "skillKey");
        boolean dispatched = head.text("command-dispatch").equals("tool") && !head.text("command-tool").isEmpty();
        String homepage = head.text("homepage").isEmpty() ? Json.text(meta, "homepage") : head.text("homepage");
        return Optional.of(new Skill(
                name,
                head.text("description").replaceAll("\\s+", " "),
                file,
                source,
                key == null || key.isBlank() ? name : key,
                "",
                head.flag("user-invocable", true),
                !head.flag("disable-model-invocation", false),
                dispatched ? Optional.of(head.text("command-tool")) : Optional.empty(),
                needs(meta),
                Optional.ofNullable(homepage),
                Optional.ofNullable(Json.text(meta, "emoji"))));
    }

    /** The program's part of the metadata, under any of its names over the years. */
    static ObjectNode metadata(String text) {
        try {
            if (!text.isEmpty() && Json5.parse(text) instanceof ObjectNode all) {
                for (String name : List.of("openclaw", "clawdbot", "moltbot")) {
                    if (all.get(name) instanceof ObjectNode ours) {
                        return ours;
                    }
                }
            }
        } catch (JsonException e) {
            // A skill with broken metadata is one without any: its text may still be of use.
            return Json.object();
        }
        return Json.object();
    }

    private static Needs needs(ObjectNode meta) {
        JsonNode always = meta.get("always");
        return new Needs(
                always != null && always.asBoolean(false),
                texts(meta.get("os")),
                texts(Json.at(meta, "requires", "bins")),
                texts(Json.at(meta, "requires", "anyBins")),
                texts(Json.at(meta, "requires", "env")),
                texts(Json.at(meta, "requires", "config")),
                Optional.ofNullable(Json.text(meta, "primaryEnv")));
    }

    private static List<String> texts(@Nullable JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node != null && node.isString()) {
            texts.add(node.stringValue());
        } else if (node != null && node.isArray()) {
            node.forEach(one -> texts.add(one.asString("")));
        }
        texts.removeIf(String::isBlank);
        return texts;
    }
}
