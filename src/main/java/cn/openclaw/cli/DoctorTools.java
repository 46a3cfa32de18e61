package cn.openclaw.cli;

import static cn.openclaw.cli.DoctorFinding.error;
import static cn.openclaw.cli.DoctorFinding.ok;
import static cn.openclaw.cli.DoctorFinding.warning;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.tool.ToolPolicy;
import cn.openclaw.tool.Tools;
import cn.openclaw.tool.exec.ExecApprovals;
import cn.openclaw.tool.exec.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** The part of the doctor that looks at what tools may do. */
final class DoctorTools {
    private static final Text SANDBOX_OK = new Text("沙箱可用（{0}）", "A sandbox works here ({0})");
    private static final Text SANDBOX_NONE =
            new Text("没有沙箱：{0}。命令经批准后直接在本机运行", "No sandbox: {0}. Approved commands run on this machine");
    private static final Text SANDBOX_DEMANDED = new Text(
            "配置要求沙箱（agents.defaults.sandbox.mode），但它不可用：{0}。命令会被拒绝",
            "The configuration demands a sandbox (agents.defaults.sandbox.mode), but none works: {0}. Commands are refused");
    private static final Text UNLIMITED = new Text(
            "命令不经批准就运行（tools.exec.security 为 full）", "Commands run without approval (tools.exec.security is full)");

    private final Places places;
    private final ConfigSnapshot snapshot;

    DoctorTools(Places places, ConfigSnapshot snapshot) {
        this.places = places;
        this.snapshot = snapshot;
    }

    List<DoctorFinding> look() {
        List<DoctorFinding> findings = new ArrayList<>();
        Sandbox sandbox = Sandbox.probe();
        String mode = Json.text(snapshot.config().tree(), "agents", "defaults", "sandbox", "mode");
        boolean demanded = mode != null && !mode.equals("off");
        findings.add(
                sandbox.works()
                        ? ok("sandbox", SANDBOX_OK, sandbox.maker())
                        : demanded ? error("sandbox", SANDBOX_DEMANDED, sandbox.problem()) : ok("sandbox", SANDBOX_NONE, sandbox.problem()));
        String security = Json.text(snapshot.config().tree(), "tools", "exec", "security");
        if ("full".equals(security) && !demanded) {
            findings.add(warning("approvals", UNLIMITED));
        }
        try {
            new ExecApprovals(places).read();
        } catch (ClawException e) {
            findings.add(error("approvals", DoctorText.CONFIG_WARNING, new Text(e.in(cn.openclaw.base.Language.ZH), e.in(cn.openclaw.base.Language.EN))));
        }
        ToolPolicy policy = ToolPolicy.of(
                snapshot.config().tree(), snapshot.config().agents().defaultId(), new ModelRef("moonshot", "kimi"), false);
        policy.select(Tools.all());
        policy.warnings().forEach(text -> findings.add(warning("tools", text)));
        return findings;
    }
}
