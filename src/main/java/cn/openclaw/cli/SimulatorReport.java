package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.Platform;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Says how a running simulator is used: addresses, keys, and the lines that point the product at it. */
final class SimulatorReport {
    private static final Map<Platform, String> KEYS = Map.of(
            Platform.MOONSHOT_CN, SimulatorKey.CN,
            Platform.MOONSHOT_INTL, SimulatorKey.INTL,
            Platform.KIMI_CODE, SimulatorKey.KIMI);

    private final Cli cli;
    private final Simulator simulator;

    SimulatorReport(Cli cli, Simulator simulator) {
        this.cli = cli;
        this.simulator = simulator;
    }

    private static String key(Platform platform) {
        return String.valueOf(KEYS.get(platform));
    }

    ObjectNode json() {
        ObjectNode tree = Json.object().put("simulator", true).put("isModel", false).put("url", simulator.address().toString());
        ObjectNode platforms = tree.putObject("platforms");
        for (Platform platform : Platform.values()) {
            platforms.putObject(platform.id())
                    .put("baseUrl", simulator.base(platform).toString())
                    .put("anthropicBaseUrl", simulator.anthropicBase(platform).toString())
                    .put("apiKey", key(platform));
        }
        ObjectNode trouble = tree.putObject("troubleKeys");
        troubleKeys().forEach(each -> trouble.put(each.name(), each.key()));
        tree.putObject("control")
                .put("url", simulator.address() + "/__sim/")
                .put("header", "X-Sim-Token")
                .put("token", simulator.controlToken());
        return tree;
    }

    private record TroubleKey(String name, String key) {}

    private static List<TroubleKey> troubleKeys() {
        return List.of(
                new TroubleKey("outOfCredit", SimulatorKey.CN_EMPTY),
                new TroubleKey("addressRefused", SimulatorKey.CN_ADDRESS_REFUSED),
                new TroubleKey("tier0", SimulatorKey.CN_TIER_0),
                new TroubleKey("noMembership", SimulatorKey.KIMI_NO_MEMBERSHIP),
                new TroubleKey("smallPlan", SimulatorKey.KIMI_SMALL_PLAN),
                new TroubleKey("quotaUsed", SimulatorKey.KIMI_QUOTA_USED));
    }

    void print(boolean legacy) {
        cli.print(SimulatorCommandText.STARTED, simulator.address());
        cli.out().println();
        List<List<String>> rows = new ArrayList<>();
        for (Platform platform : Platform.values()) {
            rows.add(List.of(platform.id(), simulator.base(platform).toString(), key(platform)));
        }
        rows.forEach(row -> cli.out().println("  " + padded(row.get(0), 12) + padded(row.get(1), 44) + row.get(2)));
        cli.out().println();
        cli.print(SimulatorCommandText.HOW_TO_TRY);
        cli.out().println("  OPENCLAW_SIMULATOR=" + simulator.address() + " MOONSHOT_API_KEY=" + SimulatorKey.CN + " \\");
        cli.out().println("    openclaw-cn agent --local --model moonshot/kimi-k3 --message " + (cli.language() == Language.ZH ? "\"你好\"" : "\"hello\""));
        cli.print(SimulatorCommandText.HOW_TO_CONFIGURE);
        cli.out().println("  openclaw-cn config set models.providers.moonshot.baseUrl " + simulator.moonshotCn());
        if (!legacy) {
            cli.print(SimulatorCommandText.RETIRED);
        }
        cli.print(SimulatorCommandText.TROUBLE_KEYS);
        troubleKeys().forEach(each -> cli.out().println("  " + padded(each.name(), 16) + each.key()));
        cli.print(SimulatorCommandText.JOURNAL);
        cli.out().println("  curl -H 'X-Sim-Token: " + simulator.controlToken() + "' " + simulator.address() + "/__sim/requests");
        cli.print(SimulatorCommandText.HOW_TO_STOP);
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
