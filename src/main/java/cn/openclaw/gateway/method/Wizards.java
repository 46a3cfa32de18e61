package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Onboarder;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The one set-up that goes on, if one does. One that nobody answers for half an hour gives way. State: the session, under the lock. */
final class Wizards implements AutoCloseable {
    private static final long PATIENCE = 1_800_000;

    private final GatewayWorld world;
    private @Nullable WizardSession session;

    private Wizards(GatewayWorld world) {
        this.world = world;
    }

    static Wizards of(GatewayWorld world) {
        return world.kept(Wizards.class, Wizards::new);
    }

    synchronized WizardSession start(Onboarder.Wish wish) {
        WizardSession before = session;
        boolean left = before != null && world.agents().clock().millis() - before.touchedAt() > PATIENCE;
        if (before != null && before.isRunning() && !left) {
            throw GatewayException.unavailable("wizard already running");
        }
        if (before != null) {
            before.cancel();
        }
        Onboarder onboarder = ServiceLoader.load(Onboarder.class, Wizards.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> GatewayException.unavailable("this gateway cannot set anything up"));
        WizardSession made = new WizardSession(world);
        session = made;
        made.start(onboarder, wish);
        return made;
    }

    synchronized WizardSession find(Params params) {
        String id = params.need("sessionId");
        WizardSession there = session;
        if (there == null || !there.id().equals(id)) {
            throw GatewayException.invalid("wizard not found");
        }
        return there;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.cancel();
        }
    }
}
