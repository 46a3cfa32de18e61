package cn.openclaw.auth;

import java.util.Locale;

/** Provider ids as they are compared: what a person or another program wrote may differ in case and in blanks. */
final class ProviderIds {

    private ProviderIds() {}

    static String normal(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }
}
