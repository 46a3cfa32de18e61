package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.skill.Skill;
import cn.openclaw.skill.SkillStatus;
import cn.openclaw.skill.Skills;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skills list|info|check}. */
@AutoService(CliCommand.class)
public final class SkillsCommand implements CliCommand {
    @Override
    public String name() {
        return "skills";
    }

    @Override
    public Text summary() {
        return SkillsText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec skills = listing(cli, name(), summary());
        Commands.add(skills, "list", listing(cli, "list", SkillsText.LIST));
        CommandSpec info = Commands.command(cli, "info", SkillsText.INFO, line -> new Page(cli, line).info(line.matchedPositionalValue(0, "")));
        info.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .paramLabel("<skill>")
                .description(SkillsText.NAME.in(cli.language()))
                .build());
        Commands.add(skills, "info", common(cli, info));
        Commands.add(skills, "check", common(cli, Commands.command(cli, "check", SkillsText.CHECK, line -> new Page(cli, line).check())));
        return skills;
    }

    private static CommandSpec listing(Cli cli, String name, Text summary) {
        CommandSpec list = Commands.command(cli, name, summary, line -> new Page(cli, line).list(line.hasMatchedOption("--eligible")));
        list.addOption(Commands.flag(cli, SkillsText.ELIGIBLE, "--eligible"));
        return common(cli, list);
    }

    private static CommandSpec common(Cli cli, CommandSpec spec) {
        spec.addOption(Commands.flag(cli, SkillsText.JSON, "--json"));
        spec.addOption(Commands.value(cli, SkillsText.AGENT, "<id>", "--agent"));
        return spec;
    }

    /** What is shown. */
    private static final class Page {
        private final Cli cli;
        private final boolean json;
        private final Places places;
        private final Path workspace;
        private final Skills skills;

        Page(Cli cli, ParseResult line) {
            this.cli = cli;
            this.json = line.hasMatchedOption("--json");
            this.places = Places.of(cli.environment());
            ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
            String agent = Optional.ofNullable(line.<String>matchedOptionValue("--agent", null))
                    .orElseGet(() -> snapshot.config().agents().defaultId());
            this.workspace = places.workspace(snapshot.config(), agent);
            this.skills = Skills.of(snapshot, places, workspace);
        }

        ExitCode list(boolean eligible) {
            List<SkillStatus> shown = skills.all().stream().filter(status -> !eligible || status.isReady()).toList();
            if (json) {
                ObjectNode page = Json.object().put("workspaceDir", workspace.toString());
                page.put("managedSkillsDir", places.stateDir().resolve("skills").toString());
                ArrayNode list = page.putArray("skills");
                shown.forEach(status -> list.add(tree(status)));
                cli.out().println(Json.pretty(page));
                return ExitCode.OK;
            }
            if (shown.isEmpty()) {
                cli.print(
                        SkillsText.NONE,
                        places.display(places.stateDir().resolve("skills")),
                        places.display(workspace.resolve("skills")));
            }
            List<String[]> rows = new ArrayList<>();
            for (SkillStatus status : shown) {
                rows.add(new String[] {
                    status.skill().name(), state(status), status.skill().source().word(), Columns.cut(status.skill().description(), 70)
                });
            }
            Columns.table(cli.out(), rows);
            return ExitCode.OK;
        }

        private String state(SkillStatus status) {
            return switch (status.state()) {
                case READY -> SkillsText.READY.in(cli.language());
                case MISSING -> SkillsText.MISSING.in(cli.language(), String.join(", ", status.missing()));
                case DISABLED -> SkillsText.DISABLED.in(cli.language());
                case NOT_ALLOWED -> SkillsText.NOT_ALLOWED.in(cli.language());
            };
        }

        private static ObjectNode tree(SkillStatus status) {
            Skill skill = status.skill();
            ObjectNode tree = Json.object()
                    .put("name", skill.name())
                    .put("description", skill.description())
                    .put("source", skill.source().word())
                    .put("filePath", skill.file().toString())
                    .put("baseDir", skill.folder().toString())
                    .put("skillKey", skill.key())
                    .put("command", skill.slash())
                    .put("userInvocable", skill.userInvocable())
                    .put("modelInvocable", skill.modelInvocable())
                    .put("always", skill.needs().always())
                    .put("disabled", status.state() == SkillStatus.State.DISABLED)
                    .put("blockedByAllowlist", status.state() == SkillStatus.State.NOT_ALLOWED)
                    .put("eligible", status.isReady());
            skill.emoji().ifPresent(emoji -> tree.put("emoji", emoji));
            skill.homepage().ifPresent(page -> tree.put("homepage", page));
            skill.needs().primaryEnv().ifPresent(name -> tree.put("primaryEnv", name));
            skill.dispatch().ifPresent(tool -> tree.put("commandTool", tool));
            ArrayNode missing = tree.putArray("missing");
            status.missing().forEach(missing::add);
            return tree;
        }

        ExitCode info(String word) {
            SkillStatus status = skills.find(word).orElseThrow(() -> new UsageException(SkillsText.UNKNOWN, word));
            if (json) {
                cli.out().println(Json.pretty(tree(status)));
                return ExitCode.OK;
            }
            Skill skill = status.skill();
            cli.out().println(skill.emoji().map(emoji -> emoji + " ").orElse("") + skill.name());
            cli.out().println(skill.description());
            List<String[]> rows = new ArrayList<>();
            rows.add(row(SkillsText.STATE, state(status)));
            rows.add(row(SkillsText.SOURCE, skill.source().word()));
            rows.add(row(SkillsText.FILE, places.display(skill.file())));
            rows.add(row(SkillsText.SLASH, skill.userInvocable() ? "/" + skill.slash() : "-"));
            rows.add(row(SkillsText.KEY, "skills.entries." + skill.key()));
            skill.homepage().ifPresent(page -> rows.add(row(SkillsText.HOMEPAGE, page)));
            Columns.print(cli.out(), rows);
            return ExitCode.OK;
        }

        private String[] row(Text name, String value) {
            return new String[] {name.in(cli.language()), value};
        }

        ExitCode check() {
            long ready = skills.all().stream().filter(SkillStatus::isReady).count();
            long missing = count(SkillStatus.State.MISSING);
            if (json) {
                ObjectNode page = Json.object();
                page.putObject("summary")
                        .put("total", skills.all().size())
                        .put("eligible", ready)
                        .put("missingRequirements", missing)
                        .put("disabled", count(SkillStatus.State.DISABLED))
                        .put("blocked", count(SkillStatus.State.NOT_ALLOWED));
                ArrayNode lacking = page.putArray("missing");
                skills.all().stream().filter(status -> status.state() == SkillStatus.State.MISSING).forEach(status -> lacking.add(tree(status)));
                cli.out().println(Json.pretty(page));
                return ExitCode.OK;
            }
            cli.print(SkillsText.SUM, skills.all().size(), ready, missing, skills.all().size() - ready - missing);
            List<String[]> rows = new ArrayList<>();
            skills.all().stream()
                    .filter(status -> !status.isReady())
                    .forEach(status -> rows.add(new String[] {status.skill().name(), state(status)}));
            Columns.print(cli.out(), rows);
            if (missing > 0) {
                cli.print(SkillsText.HOW);
            }
            return ExitCode.OK;
        }

        private long count(SkillStatus.State state) {
            return skills.all().stream().filter(status -> status.state() == state).count();
        }
    }
}
