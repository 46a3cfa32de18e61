package cn.openclaw.config;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a text to a {@link ClawConfig}: parse, join included files, take variables from {@code .env} files and the
 * {@code env} block, put them in, check. Everything that is wrong is found in one pass and nothing is thrown for it.
 */
final class ConfigReader {
    private final Places places;
    private final Environment environment;

    ConfigReader(Places places, Environment environment) {
        this.places = places;
        this.environment = environment;
    }

    /**
     * What a text gave.
     *
     * @param main the text itself; null if it is not JSON5
     * @param files the included files that were read, by path
     * @param joined the whole tree before variables were put in; it may be written, {@code config} may not
     * @param config what it means; that of an empty configuration if {@code broken}
     * @param broken whether something other than a variable is wrong
     */
    record Reading(
            @Nullable Source main,
            Map<Path, Source> files,
            JsonNode joined,
            @Nullable Origin origin,
            ClawConfig config,
            boolean broken,
            List<ConfigProblem> problems,
            List<ConfigProblem> warnings,
            Environment environment,
            Map<String, ConfigSnapshot.VariableSource> variables) {}

    /** Reads a text as if it stood in the configuration file. */
    Reading read(String text, Includes.FileReader includes) {
        Variables variables = new Variables(environment, places);
        Json5Document document;
        try {
            document = Json5Document.parse(text);
        } catch (JsonException e) {
            Text why = new Text(e.in(Language.ZH), e.in(Language.EN));
            return broken(null, variables, problem(e.line(), e.column(), ConfigText.NOT_JSON5, why));
        }
        Source main = new Source(places.configFile(), document);
        if (document.place(List.of()).isEmpty()) {
            return broken(main, variables, problem(1, 1, ConfigText.EMPTY));
        }
        return read(main, variables, includes);
    }

    /** What counts when there is no file, or none that can be used. */
    Reading nothing() {
        return broken(null, new Variables(environment, places), null);
    }

    private ConfigProblem problem(int line, int column, Text text, Object... arguments) {
        return new ConfigProblem(places.configFile(), line, column, "", text, List.of(arguments));
    }

    private static Reading broken(@Nullable Source main, Variables variables, @Nullable ConfigProblem problem) {
        ObjectNode empty = Json.object();
        return new Reading(
                main,
                Map.of(),
                empty,
                null,
                new ConfigMapper(empty, empty).config(),
                true,
                problem == null ? List.of() : List.of(problem),
                List.of(),
                variables.environment(),
                variables.sources());
    }

    private Reading read(Source main, Variables variables, Includes.FileReader reader) {
        List<ConfigProblem> includeProblems = new ArrayList<>();
        Includes includes = new Includes(places.configFile(), environment, reader, includeProblems);
        Includes.Located whole = includes.join(main);
        JsonNode joined = whole.value();
        Findings findings = new Findings(whole.origin());
        findings.problems.addAll(includeProblems);
        findings.broken = !includeProblems.isEmpty();

        variables.add(EnvBlock.variables(joined, variables.environment()), ConfigSnapshot.VariableSource.CONFIG);
        Substitution substitution = new Substitution(variables.environment());
        JsonNode resolved = substitution.in(joined);
        if (variables.addFromShell(joined, names(substitution))) {
            substitution = new Substitution(variables.environment());
            resolved = substitution.in(joined);
        }
        check(main, resolved, joined, findings);
        ObjectNode usable = !findings.broken && resolved instanceof ObjectNode tree ? tree : Json.object();
        ObjectNode written = !findings.broken && joined instanceof ObjectNode tree ? tree : Json.object();
        ClawConfig config = new ConfigMapper(usable, written).config();
        new MissingVariables(config, places, findings).report(substitution.missing());
        return new Reading(
                main,
                includes.files(),
                joined,
                whole.origin(),
                config,
                findings.broken,
                findings.problems,
                findings.warnings,
                variables.environment(),
                variables.sources());
    }

    private static Set<String> names(Substitution substitution) {
        Set<String> names = new LinkedHashSet<>();
        substitution.missing().forEach(missing -> names.add(missing.variable()));
        return names;
    }

    private static void check(Source main, JsonNode resolved, JsonNode joined, Findings findings) {
        for (Json5Document.Duplicate twice : main.document().duplicates()) {
            findings.warningAt(
                    main, twice.ignored(), twice.path(), ConfigText.KEY_TWICE, twice.path().getLast(), twice.counts().line());
        }
        new Validator(findings).check(resolved);
        if (resolved.isObject()) {
            LegacyKeys.check(resolved, findings);
            new ConfigChecks(resolved, joined, findings).check();
        }
    }

    /** The variables a configuration is read with: the process's own, then what files add to them. */
    private static final class Variables {
        private final Map<String, ConfigSnapshot.VariableSource> sources = new LinkedHashMap<>();
        private Environment environment;

        Variables(Environment process, Places places) {
            environment = process;
            add(DotEnv.read(process.workingDirectory().resolve(".env")), ConfigSnapshot.VariableSource.DOTENV_HERE);
            add(DotEnv.read(places.stateDir().resolve(".env")), ConfigSnapshot.VariableSource.DOTENV_STATE);
        }

        Environment environment() {
            return environment;
        }

        Map<String, ConfigSnapshot.VariableSource> sources() {
            return sources;
        }

        /** Adds those that are not set yet. */
        void add(Map<String, String> more, ConfigSnapshot.VariableSource source) {
            Map<String, String> added = new LinkedHashMap<>();
            more.forEach((name, value) -> {
                if (environment.get(name).isEmpty()) {
                    added.put(name, value);
                    sources.put(name, source);
                }
            });
            if (!added.isEmpty()) {
                environment = environment.with(added);
            }
        }

        boolean addFromShell(JsonNode root, Set<String> referred) {
            Map<String, String> taken = ShellEnv.variables(root, environment, referred);
            add(taken, ConfigSnapshot.VariableSource.SHELL);
            return !taken.isEmpty();
        }
    }
}
