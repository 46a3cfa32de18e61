package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.gateway.Machine;
import cn.openclaw.log.Log;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a gateway is announced in the local network, and what is told of it: {@code discovery.mdns.mode}, as the original has it.
 * One that only this machine can reach is not: whoever found it could do nothing with it. In mode {@code full} it is all the same,
 * because then the address of SSH is told, too.
 *
 * @param mode {@code off}, {@code minimal} or {@code full}
 * @param announced whether it is
 * @param why what decided it, with a hole for the detail
 * @param detail the mode or the bind that decided
 */
record GatewayDiscovery(String mode, boolean announced, Text why, String detail) {
    static final Text ANNOUNCED = new Text("在局域网里广播（discovery.mdns.mode: {0}）", "announced in the local network (discovery.mdns.mode: {0})");
    private static final Text OFF = new Text(
            "不广播：discovery.mdns.mode 是 off", "not announced: discovery.mdns.mode is off");
    private static final Text DISABLED = new Text(
            "不广播：设了 OPENCLAW_DISABLE_BONJOUR", "not announced: OPENCLAW_DISABLE_BONJOUR is set");
    private static final Text LOOPBACK = new Text(
            "不广播：只有本机能连（gateway.bind 是 {0}）", "not announced: only this machine can reach it (gateway.bind is {0})");

    static GatewayDiscovery of(ObjectNode tree, Environment environment, String bind, boolean exposed) {
        String mode = GatewayPlan.word(tree, "discovery", "mdns", "mode").filter(List.of("off", "full")::contains).orElse("minimal");
        if (mode.equals("off")) {
            return new GatewayDiscovery(mode, false, OFF, mode);
        }
        if (environment.get("OPENCLAW_DISABLE_BONJOUR").filter(word -> !List.of("", "0", "false").contains(word)).isPresent()) {
            return new GatewayDiscovery(mode, false, DISABLED, mode);
        }
        boolean told = exposed || mode.equals("full");
        return told ? new GatewayDiscovery(mode, true, ANNOUNCED, mode) : new GatewayDiscovery(mode, false, LOOPBACK, bind);
    }

    /** Begins to announce it, if it is to be. */
    Optional<Announcer> start(GatewayPlan plan, RunningGateway gateway, Environment environment, Log log) {
        if (!announced) {
            log.info("discovery", why.in(Language.EN, detail));
            return Optional.empty();
        }
        List<NetworkInterface> links = Announcer.links();
        List<InetAddress> addresses = plan.hosts().contains("0.0.0.0") || !plan.isExposed()
                ? Announcer.addresses(links)
                : Announcer.addresses(links).stream().filter(address -> plan.hosts().contains(address.getHostAddress())).toList();
        int port = gateway.url().getPort();
        String host = Machine.name().replaceFirst("\\.local$", "").replaceFirst("\\..*", "");
        String shown = host + " (OpenClaw" + (port == cn.openclaw.client.Target.USUAL_PORT ? ")" : " " + port + ")");
        return Announcer.start(new BeaconRecords(shown, host, port, facts(host, gateway, environment), addresses), links, Announcer.PORT, log);
    }

    private Map<String, String> facts(String host, RunningGateway gateway, Environment environment) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("role", "gateway");
        facts.put("transport", "gateway");
        facts.put("gatewayPort", Integer.toString(gateway.url().getPort()));
        facts.put("lanHost", host + ".local");
        facts.put("displayName", host);
        gateway.certificate().ifPresent(_ -> facts.put("gatewayTls", "1"));
        gateway.fingerprint().ifPresent(print -> facts.put("gatewayTlsSha256", print));
        if (mode.equals("full")) {
            facts.put("sshPort", environment.get("OPENCLAW_SSH_PORT").filter(word -> word.matches("\\d{1,5}")).orElse("22"));
            Reexec.launcher().ifPresent(path -> facts.put("cliPath", path.toString()));
        }
        return facts;
    }
}
