package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tui}: the original's name for the terminal screen. With {@code --local} it is {@code chat}. */
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
            if (!line.hasMatchedOption("--local")) {
                throw new UsageException(ChatCommandText.NEEDS_GATEWAY);
            }
            return ChatCommand.talk(cli, line);
        });
        ChatCommand.addTo(spec, cli);
        spec.addOption(Commands.flag(cli, ChatCommandText.LOCAL, "--local"));
        return spec;
    }
}
