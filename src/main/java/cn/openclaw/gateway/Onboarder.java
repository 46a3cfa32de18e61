package cn.openclaw.gateway;

import cn.openclaw.base.Language;
import java.util.Optional;

/** Sets things up by asking a person: who knows how stands above this floor, and is found by {@code @AutoService(Onboarder.class)}. */
public interface Onboarder {
    /**
     * What is wanted.
     *
     * @param remote whether another gateway is to be used, and none set up here
     * @param workspace where the agent works, as it is written; empty to ask or take the usual one
     */
    record Wish(boolean remote, Optional<String> workspace, Language language) {}

    /**
     * Asks, and writes what was found out, or nothing.
     *
     * @throws cn.openclaw.base.ClawException if it cannot be done as the person wants it
     * @throws InterruptedException if it was called off
     */
    void run(GatewayWorld world, Wish wish, WizardAsk ask) throws InterruptedException;
}
