package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tui}: the terminal screen with the mind of the gateway that runs. With {@code --local} it is {@code chat}. */
@AutoService(CliCommand.class)
public final class TuiCommand implements CliCommand {

    @Override
    public String name() {
        return "tui";
    }

    @Override
    public Text summary() {
        return ChatCommandText.TUI_SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> {
            boolean own = line.hasMatchedOption("--local") || line.hasMatchedOption("--here") || line.hasMatchedOption("--folder");
            return own ? ChatCommand.talk(cli, line) : ChatCommand.talkThere(cli, line);
        });
        ChatCommand.addTo(spec, cli);
        spec.addOption(Commands.flag(cli, ChatCommandText.LOCAL, "--local"));
        return spec;
    }
}
