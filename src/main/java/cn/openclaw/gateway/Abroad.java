package cn.openclaw.gateway;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.log.Log;

/** What a caller hears of a failure. What it is not told, such as where a file lies, stands in the log. */
public final class Abroad {
    private Abroad() {}

    /**
     * The sentence for the caller; what it leaves out is logged.
     *
     * @param matter what failed, for the log
     */
    public static String of(ClawException failure, Language language, Log log, String matter) {
        if (!failure.abroad(Language.EN).equals(failure.in(Language.EN))) {
            log.warn("gateway", matter + ": " + failure.in(Language.EN));
        }
        return failure.abroad(language);
    }
}
