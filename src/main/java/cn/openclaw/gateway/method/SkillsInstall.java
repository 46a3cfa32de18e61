package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.skill.SkillInstall;
import cn.openclaw.skill.SkillStatus;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Gets a program that a skill needs, in one of the ways its file names. */
@AutoService(GatewayMethod.class)
public final class SkillsInstall implements GatewayMethod {
    @Override
    public String name() {
        return "skills.install";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        String name = params.need("name");
        String id = params.need("installId");
        Duration limit = Duration.ofMillis(params.number("timeoutMs", 1_000, 3_600_000).orElse(300_000L));
        SkillStatus status = new SkillDesk(world, AgentIds.of(params, world))
                .skills()
                .find(name)
                .orElseThrow(() -> GatewayException.invalid("unknown skill: " + name));
        SkillInstall way = SkillInstall.of(status.skill()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> GatewayException.invalid("unknown installId: " + id));
        String manager = Optional.ofNullable(Json.text(world.config().config().tree(), "skills", "install", "nodeManager"))
                .orElse("npm");
        List<String> command = way.command(manager)
                .orElseThrow(() -> GatewayException.unavailable("this has to be fetched by hand: " + way.source()));
        InstallRun.Done done = new InstallRun(world.config()).run(command, limit);
        return Json.object()
                .put("ok", done.code() == 0)
                .put("message", done.code() == 0 ? "Installed" : "Install failed (exit " + done.code() + ")")
                .put("stdout", done.out())
                .put("stderr", done.err())
                .put("code", done.code());
    }
}
