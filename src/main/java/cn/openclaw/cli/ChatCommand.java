package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Redactor;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.Standing;
import cn.openclaw.tui.chat.ChatScreen;
import cn.openclaw.tui.chat.ChatWorld;
import cn.openclaw.tui.chat.PlainChat;
import com.google.auto.service.AutoService;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chat}: a conversation in the terminal with the mind of this process; plain words where there is no terminal. */
@AutoService(CliCommand.class)
public final class ChatCommand implements CliCommand {

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public Text summary() {
        return ChatCommandText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> talk(cli, line));
        addTo(spec, cli);
        return spec;
    }

    static void addTo(CommandSpec spec, Cli cli) {
        spec.addOption(Commands.value(cli, ChatCommandText.MESSAGE, "TEXT", "-m", "--message"));
        spec.addOption(Commands.value(cli, ChatCommandText.SESSION, "NAME", "-s", "--session"));
        spec.addOption(Commands.flag(cli, ChatCommandText.NEW, "--new"));
        spec.addOption(Commands.flag(cli, ChatCommandText.HERE, "--here"));
        spec.addOption(Commands.value(cli, ChatCommandText.FOLDER, "DIR", "--folder"));
        spec.addOption(Commands.value(cli, ChatCommandText.AGENT, "ID", "--agent"));
        spec.addOption(Commands.value(cli, ChatCommandText.MODEL, "MODEL", "--model"));
        spec.addOption(Commands.value(cli, ChatCommandText.THINKING, "LEVEL", "--thinking"));
        spec.addOption(Commands.flag(cli, ChatCommandText.PLAIN, "--plain"));
    }

    /** With the gateway that runs; the screen is the same. */
    static ExitCode talkThere(Cli cli, ParseResult line) throws InterruptedException {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = AgentCommand.usable(new ConfigFile(places, cli.environment()).read(), cli);
        try (GatewayPartner partner = GatewayPartner.open(cli, value(line, "--agent"), value(line, "--session"))) {
            if (line.hasMatchedOption("--new")) {
                partner.newSession();
            }
            value(line, "--model").ifPresent(partner::chooseModel);
            value(line, "--thinking").ifPresent(partner::think);
            return talk(cli, line, partner, world(cli, places, snapshot));
        }
    }

    private static ExitCode talk(Cli cli, ParseResult line, Partner partner, ChatWorld world) {
        Optional<String> first = value(line, "--message");
        if (isPlain(cli, line)) {
            return plain(cli, partner, world, first);
        }
        ChatScreen.talk(partner, world, first);
        return ExitCode.OK;
    }

    private static boolean isPlain(Cli cli, ParseResult line) {
        boolean dumb = cli.environment().get("TERM").orElse("dumb").equals("dumb");
        return line.hasMatchedOption("--plain") || dumb || !cli.screen().in() || !cli.screen().out();
    }

    static ExitCode talk(Cli cli, ParseResult line) {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = AgentCommand.usable(new ConfigFile(places, cli.environment()).read(), cli);
        Optional<Path> folder = folder(cli, line);
        if (folder.isPresent()) {
            snapshot = LocalFolder.in(snapshot, folder.get());
        }
        String agent = value(line, "--agent").orElse(snapshot.config().agents().defaultId());
        var start = new LocalPartner.Start(agent, value(line, "--session"), folder);
        LocalPartner partner = new LocalPartner(cli, AgentCommand.world(cli, places, snapshot), start);
        if (line.hasMatchedOption("--new")) {
            partner.newSession();
        }
        value(line, "--model").ifPresent(partner::chooseModel);
        value(line, "--thinking").ifPresent(partner::think);
        Standing standing = partner.standing();
        ChatWorld world = world(cli, places, snapshot);
        boolean plain = isPlain(cli, line);
        if (standing.problem().isPresent() && (plain || !partner.hasAnyKey())) {
            // With no key at all there is nothing to choose from inside either.
            throw new CliException(ExitCode.AUTH, new Text("{0}", "{0}"), standing.problem().get());
        }
        return talk(cli, line, partner, world);
    }

    private static ExitCode plain(Cli cli, Partner partner, ChatWorld world, Optional<String> first) {
        boolean people = cli.screen().in();
        var streams = new PlainChat.Streams(
                new InputStreamReader(cli.in(), StandardCharsets.UTF_8), cli.out(), cli.err(), people, cli.screen().width());
        PlainChat chat = new PlainChat(partner, world, streams);
        if (people) {
            // It hears Ctrl-C itself while a turn lasts; between turns nothing needs to be saved.
            return chat.talk(first);
        }
        try (CtrlC _ = CtrlC.interruptsThisThread()) {
            return chat.talk(first);
        }
    }

    private static ChatWorld world(Cli cli, Places places, ConfigSnapshot snapshot) {
        return new ChatWorld(
                cli.language(),
                cli.clock(),
                cli.environment(),
                places.stateDir().resolve("chat-history"),
                Redactor.of(snapshot.environment()),
                Main.version(),
                bug -> {
                    String id = Long.toHexString(cli.random().nextLong());
                    return CliText.OUR_FAULT.in(cli.language(), id, CrashLog.write(cli, id, bug));
                });
    }

    private static Optional<Path> folder(Cli cli, ParseResult line) {
        Path here = cli.environment().workingDirectory();
        Optional<Path> folder = value(line, "--folder")
                .map(text -> Folders.expand(text, cli.environment()))
                .or(() -> line.hasMatchedOption("--here") ? Optional.of(here) : Optional.empty());
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new UsageException(ChatCommandText.NO_FOLDER, folder.get());
        }
        return folder;
    }

    private static Optional<String> value(ParseResult line, String option) {
        return Optional.ofNullable(line.<String>matchedOptionValue(option, null));
    }
}
