package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import picocli.CommandLine.Model.CommandSpec;

/** {@code health}: what the gateway that runs says of itself. */
@AutoService(CliCommand.class)
public final class HealthCommand implements CliCommand {
    @Override
    public String name() {
        return "health";
    }

    @Override
    public Text summary() {
        return GatewayCallText.HEALTH;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return GatewayCall.health(cli, name());
    }
}
