package cn.openclaw.cli;

import cn.openclaw.auth.PastedKey;
import cn.openclaw.base.Secret;

/** A key that a command was given. */
final class KeyInput {
    private KeyInput() {}

    /** @throws UsageException if no key looks like that: saving it would only replace one that works */
    static Secret of(String pasted) {
        PastedKey.fault(pasted).ifPresent(fault -> {
            throw new UsageException(fault);
        });
        return PastedKey.read(pasted);
    }
}
