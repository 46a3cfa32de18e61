package cn.openclaw.gateway.method;

import cn.openclaw.auth.PastedKey;
import cn.openclaw.base.Secret;
import cn.openclaw.protocol.Params;

/** A key as a caller sends it: it goes to the profile store and to the hosts it is for, and into no answer, log or error. */
final class KeyParam {
    private KeyParam() {}

    static Secret of(Params params) {
        String pasted = params.need("key");
        PastedKey.fault(pasted).ifPresent(_ -> {
            throw params.wrong("at /key: must be printable ASCII");
        });
        Secret key = PastedKey.read(pasted);
        String text = key.reveal();
        if (text.isBlank() || text.startsWith("exec:") || text.startsWith("file:") || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            // What runs or reads something on this machine is for who sits at it.
            throw params.wrong("at /key: must be a key");
        }
        return key;
    }
}
