package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.database.search.Question;
import cn.openclaw.database.search.Snippet;
import cn.openclaw.json.Json;
import cn.openclaw.memory.MemoryHit;
import cn.openclaw.memory.MemoryIndex;
import cn.openclaw.memory.MemorySearch;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code memory}: what an agent remembers, and how it is found. */
@AutoService(CliCommand.class)
public final class MemoryCommand implements CliCommand {
    private static final List<String> CHILDREN = List.of("status", "search", "index");
    private static final Text SUMMARY = new Text("查看和搜索智能体的记忆", "look at and search what agents remember");
    private static final Text STATUS = new Text("显示记忆文件和索引", "show the memory files and their index");
    private static final Text SEARCH = new Text("在记忆里搜索", "search the memory");
    private static final Text INDEX = new Text("更新索引", "bring the index up to date");
    private static final Text AGENT = new Text("哪个智能体；默认为默认智能体", "which agent; the default one by default");
    private static final Text JSON = new Text("输出 JSON", "print JSON");
    private static final Text WORDS = new Text("要找的文字", "words to find");
    private static final Text MOST = new Text("最多几条", "how many results at most");
    private static final Text LEAST = new Text("最低分，0 到 1", "lowest score, 0 to 1");
    private static final Text FORCE = new Text("从头重建", "make it anew");
    private static final Text LINE = new Text("{0}：{1} 个文件，{2} 段 · {3}", "{0}: {1} files, {2} pieces · {3}");
    private static final Text OFF = new Text("{0}：已在配置里关闭（memorySearch.enabled）", "{0}: switched off in the configuration (memorySearch.enabled)");
    private static final Text HOW = new Text("按文字查找（中文按相邻两字），无需向量密钥", "found by words (Chinese by pairs of characters); no key for embeddings is needed");
    private static final Text WITH_SESSIONS = new Text("也查找会话记录", "conversations are searched as well");
    private static final Text NOTHING = new Text(
            "{0} 里还没有记忆。写进 MEMORY.md 或 memory/*.md 的内容都会被找到。",
            "There is no memory in {0} yet. Whatever is written into MEMORY.md or memory/*.md will be found.");
    private static final Text NO_HITS = new Text("记忆里没有“{0}”。", "Nothing in memory says \"{0}\".");
    private static final Text BAD_NUMBER = new Text("{0} 需要一个数字，而不是“{1}”。", "{0} needs a number, not \"{1}\".");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Text summary() {
        return SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return with(cli, CHILDREN);
    }

    @Override
    public CommandSpec spec(Cli cli, List<String> line) {
        return with(cli, Commands.asked(CHILDREN, line));
    }

    private static CommandSpec with(Cli cli, List<String> children) {
        CommandSpec memory = common(cli, Commands.command(cli, "memory", SUMMARY, line -> status(cli, line)));
        for (String child : children) {
            Commands.add(memory, child, child(cli, child));
        }
        return memory;
    }

    private static CommandSpec child(Cli cli, String name) {
        return switch (name) {
            case "status" -> common(cli, Commands.command(cli, name, STATUS, line -> status(cli, line)));
            case "index" ->
                common(cli, Commands.command(cli, name, INDEX, line -> index(cli, line))).addOption(Commands.flag(cli, FORCE, "--force"));
            case "search" -> {
                CommandSpec search = common(cli, Commands.command(cli, name, SEARCH, line -> search(cli, line)));
                search.addPositional(PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("1..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel("<words>")
                        .description(WORDS.in(cli.language()))
                        .build());
                search.addOption(Commands.value(cli, MOST, "<n>", "--max-results"));
                yield search.addOption(Commands.value(cli, LEAST, "<score>", "--min-score"));
            }
            default -> throw new IllegalArgumentException("no such sub-command: " + name);
        };
    }

    private static CommandSpec common(Cli cli, CommandSpec spec) {
        spec.addOption(Commands.value(cli, AGENT, "<id>", "--agent"));
        return spec.addOption(Commands.flag(cli, JSON, "--json"));
    }

    /** An agent, and what it remembers. */
    private record Of(String agentId, MemorySearch memory, String workspace) {}

    /** The named agent, or the default one; for the status, all of them. */
    private static List<Of> agents(Cli cli, ParseResult line, boolean all) {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        ClawConfig config = snapshot.config();
        List<String> ids = new ArrayList<>();
        ids.add(Places.agentId(config.agents().defaultId()));
        config.agents().list().stream().map(agent -> Places.agentId(agent.id())).filter(id -> !ids.contains(id)).forEach(ids::add);
        Optional<String> named = Optional.ofNullable(line.matchedOptionValue("--agent", (String) null));
        if (named.isPresent() && !ids.contains(Places.agentId(named.get()))) {
            throw new UsageException(AgentsText.UNKNOWN, named.get(), String.join(", ", ids));
        }
        List<String> wanted = named.map(name -> List.of(Places.agentId(name))).orElse(all ? ids : ids.subList(0, 1));
        return wanted.stream()
                .map(id -> {
                    var workspace = places.workspace(config, id);
                    return new Of(id, new MemorySearch(snapshot, places, cli.clock(), id, workspace), places.display(workspace));
                })
                .toList();
    }

    private static ExitCode status(Cli cli, ParseResult line) {
        return index(cli, agents(cli, line, true), line.hasMatchedOption("--json"), false);
    }

    private static ExitCode index(Cli cli, ParseResult line) {
        return index(cli, agents(cli, line, true), line.hasMatchedOption("--json"), line.hasMatchedOption("--force"));
    }

    /** A look at the index brings it up to date: that takes less than to say that it is not. */
    private static ExitCode index(Cli cli, List<Of> agents, boolean json, boolean force) {
        ArrayNode all = Json.array();
        for (Of of : agents) {
            ObjectNode one = all.addObject().put("agentId", of.agentId()).put("workspace", of.memory().workspace().toString());
            one.put("enabled", of.memory().settings().enabled());
            if (!of.memory().settings().enabled()) {
                say(cli, json, OFF, of.agentId());
                continue;
            }
            try (MemoryIndex index = of.memory().open()) {
                MemoryIndex.Size size = force ? index.rebuild() : index.update();
                one.put("files", size.files()).put("chunks", size.chunks()).put("index", index.file().toString());
                one.put("provider", "none").put("sessions", of.memory().settings().sessions());
                say(cli, json, LINE, of.agentId(), size.files(), size.chunks(), of.workspace());
                if (size.files() == 0) {
                    say(cli, json, NOTHING, of.workspace());
                }
                if (of.memory().settings().sessions()) {
                    say(cli, json, WITH_SESSIONS);
                }
            }
        }
        say(cli, json, HOW);
        if (json) {
            cli.out().println(Json.pretty(all));
        }
        return ExitCode.OK;
    }

    private static void say(Cli cli, boolean json, Text text, Object... arguments) {
        if (!json) {
            cli.print(text, arguments);
        }
    }

    private static ExitCode search(Cli cli, ParseResult line) throws InterruptedException {
        List<String> given = line.matchedPositionalValue(0, List.of());
        String words = String.join(" ", given);
        Of of = agents(cli, line, false).getFirst();
        Optional<Integer> most = number(line, "--max-results").map(number -> Math.clamp(Math.round(number), 1, 1000));
        List<MemoryHit> hits = of.memory().search(words, most, number(line, "--min-score"));
        if (line.hasMatchedOption("--json")) {
            ObjectNode answer = Json.object();
            ArrayNode results = answer.putArray("results");
            hits.forEach(hit -> results.add(hit.tree()));
            cli.out().println(Json.pretty(answer));
            return ExitCode.OK;
        }
        if (hits.isEmpty()) {
            cli.print(NO_HITS, words);
        }
        boolean colour = cli.screen().colour();
        for (MemoryHit hit : hits) {
            String place = hit.path() + ":" + hit.startLine() + "-" + hit.endLine() + "  " + Math.round(hit.score() * 100) / 100.0;
            cli.out().println(ModelsStyle.dim(cli, place));
            Snippet snippet = Snippet.of(hit.snippet(), Question.of(words).parts(), 160);
            cli.out().println("  " + snippet.marked(colour ? "\u001b[1;33m" : "【", colour ? "\u001b[0m" : "】"));
        }
        return ExitCode.OK;
    }

    private static Optional<Double> number(ParseResult line, String name) {
        return Optional.ofNullable(line.matchedOptionValue(name, (String) null)).map(written -> {
            try {
                return Double.parseDouble(written.strip());
            } catch (NumberFormatException e) {
                throw new UsageException(BAD_NUMBER, name, written);
            }
        });
    }
}
