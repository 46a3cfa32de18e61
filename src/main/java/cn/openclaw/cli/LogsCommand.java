package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import picocli.CommandLine.Model.CommandSpec;

/** {@code logs}: the gateway's log, as {@code gateway logs}. */
@AutoService(CliCommand.class)
public final class LogsCommand implements CliCommand {
    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Text summary() {
        return GatewayCallText.LOGS;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return GatewayLogs.spec(cli);
    }
}
