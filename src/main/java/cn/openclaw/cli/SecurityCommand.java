package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.client.ClientException;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code security audit}: what weakens this installation. Ends with 1 if something critical stays. */
@AutoService(CliCommand.class)
public final class SecurityCommand implements CliCommand {
    @Override
    public String name() {
        return "security";
    }

    @Override
    public Text summary() {
        return SecurityText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec audit = Commands.command(cli, "audit", SecurityText.AUDIT, line -> audit(cli, line));
        audit.addOption(Commands.flag(cli, SecurityText.DEEP, "--deep"));
        audit.addOption(Commands.flag(cli, SecurityText.FIX, "--fix"));
        audit.addOption(Commands.flag(cli, GatewayCallText.JSON, "--json"));
        CommandSpec security = Commands.command(cli, name(), summary(), line -> {
            line.commandSpec().commandLine().usage(cli.out());
            return ExitCode.OK;
        });
        Commands.add(security, "audit", audit);
        return security;
    }

    private static ExitCode audit(Cli cli, ParseResult line) throws InterruptedException {
        boolean deep = line.hasMatchedOption("--deep");
        List<SecurityFinding> findings = look(cli, deep);
        List<String> mended = new ArrayList<>();
        if (line.hasMatchedOption("--fix")) {
            for (SecurityFinding finding : findings) {
                if (finding.fix().isPresent() && mend(cli, finding.fix().get())) {
                    mended.add(finding.text().in(cli.language()));
                }
            }
            findings = look(cli, deep);
        }
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(json(cli, findings, mended)));
        } else {
            show(cli, findings, mended);
        }
        return count(findings, SecurityFinding.Severity.CRITICAL) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<SecurityFinding> look(Cli cli, boolean deep) throws InterruptedException {
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        List<SecurityFinding> findings = new ArrayList<>(new SecurityAudit(places, snapshot).look());
        if (deep) {
            findings.addAll(running(cli, places));
        }
        findings.sort(Comparator.comparing(SecurityFinding::severity));
        return findings;
    }

    /** The gateway itself: where it really listens, and whether it lets in whoever knocks. */
    private static List<SecurityFinding> running(Cli cli, Places places) throws InterruptedException {
        List<SecurityFinding> findings = new ArrayList<>();
        Optional<RunningGateway> running = RunningGateway.find(places);
        if (running.isEmpty()) {
            findings.add(SecurityFinding.of(
                    "gateway.probe",
                    SecurityFinding.Severity.INFO,
                    SecurityFinding.Sentence.of(SecurityText.NOT_REACHED),
                    SecurityFinding.Sentence.of(new Text("openclaw-cn gateway run", "openclaw-cn gateway run"))));
            return findings;
        }
        for (PortOwner owner : PortOwner.of(running.get().url().getPort())) {
            boolean wide = owner.address().contains("0.0.0.0") || owner.address().contains("[::]");
            if (wide && List.of("loopback", "auto").contains(running.get().bind())) {
                findings.add(SecurityFinding.of(
                        "gateway.listens_wider",
                        SecurityFinding.Severity.CRITICAL,
                        SecurityFinding.Sentence.of(SecurityText.LISTENS_WIDER, owner.address()),
                        SecurityFinding.Sentence.of(SecurityText.RESTART)));
            }
        }
        GatewayLink link = new GatewayLink(cli, Target.Told.NOTHING);
        Target wrong = new Target(
                running.get().url(),
                "audit",
                Optional.of(new Secret("wrong-on-purpose-" + cli.clock().millis())),
                Optional.empty(),
                "audit",
                running.get().fingerprint());
        try (GatewayClient _ = GatewayClient.connect(
                wrong, GatewayLink.self("probe", List.of(Scope.READ)), link.around(Duration.ofSeconds(5)), GatewayClient.Listener.none())) {
            findings.add(SecurityFinding.of(
                    "gateway.takes_wrong_token",
                    SecurityFinding.Severity.CRITICAL,
                    SecurityFinding.Sentence.of(SecurityText.LETS_IN),
                    SecurityFinding.Sentence.of(SecurityText.UPDATE)));
        } catch (ClientException e) {
            return findings; // As it should be.
        }
        return findings;
    }

    private static boolean mend(Cli cli, SecurityFinding.Fix fix) throws InterruptedException {
        Places places = Places.of(cli.environment());
        ConfigFile file = new ConfigFile(places, cli.environment());
        try {
            switch (fix) {
                case SecurityFinding.Fix.Edits(List<ConfigEdit> edits) -> {
                    var _ = file.save(edits);
                }
                case SecurityFinding.Fix.Mode mode ->
                    Files.setPosixFilePermissions(mode.path(), PosixFilePermissions.fromString(mode.wanted()));
                case SecurityFinding.Fix.Token _ -> {
                    return GatewayToken.change(cli).isPresent();
                }
            }
            return true;
        } catch (IOException | ClawException e) {
            return false; // It stays in the list that is looked at again.
        }
    }

    private static long count(List<SecurityFinding> findings, SecurityFinding.Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }

    private static void show(Cli cli, List<SecurityFinding> findings, List<String> mended) {
        Language language = cli.language();
        mended.forEach(sentence -> cli.print(SecurityText.FIXED, sentence));
        for (SecurityFinding finding : findings) {
            cli.out().println(finding.severity().mark() + " " + finding.text().in(language) + "  [" + finding.id() + "]");
            cli.out().println("    " + SecurityText.MENDS.in(language, finding.remedy().in(language)));
        }
        if (findings.isEmpty()) {
            cli.print(SecurityText.CLEAN);
            return;
        }
        cli.print(
                SecurityText.COUNTS,
                count(findings, SecurityFinding.Severity.CRITICAL),
                count(findings, SecurityFinding.Severity.WARN),
                count(findings, SecurityFinding.Severity.INFO));
        long fixable = findings.stream().filter(finding -> finding.fix().isPresent()).count();
        if (fixable > 0 && mended.isEmpty()) {
            cli.print(SecurityText.RUN_FIX, fixable);
        }
    }

    private static ObjectNode json(Cli cli, List<SecurityFinding> findings, List<String> mended) {
        ObjectNode report = Json.object().put("ts", cli.clock().millis());
        ObjectNode summary = Json.object();
        for (SecurityFinding.Severity severity : SecurityFinding.Severity.values()) {
            summary.put(severity.name().toLowerCase(Locale.ROOT), count(findings, severity));
        }
        report.set("summary", summary);
        ArrayNode list = Json.array();
        for (SecurityFinding finding : findings) {
            list.add(Json.object()
                    .put("checkId", finding.id())
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("title", finding.text().in(cli.language()))
                    .put("detail", finding.text().in(cli.language()))
                    .put("remediation", finding.remedy().in(cli.language()))
                    .put("fixable", finding.fix().isPresent()));
        }
        report.set("findings", list);
        ArrayNode done = Json.array();
        mended.forEach(done::add);
        report.set("fixed", done);
        return report;
    }
}
