package cn.openclaw.gateway.method;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.protocol.GatewayException;

/** Turns failures of lower floors into what a program is told: who asked wrongly hears {@code INVALID_REQUEST}. */
final class Failing {
    private Failing() {}

    interface Work<T> {
        T run();
    }

    /** Does it; a failure that the caller can mend by asking otherwise is told as such, in English. */
    static <T> T told(Work<T> work) {
        try {
            return work.run();
        } catch (GatewayException e) {
            throw e;
        } catch (ClawException e) {
            String sentence = e.in(Language.EN);
            throw e.exitCode() == ExitCode.USAGE ? GatewayException.invalid(sentence) : GatewayException.unavailable(sentence);
        }
    }
}
