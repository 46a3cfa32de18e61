package cn.openclaw.base;

import java.util.Locale;

/** The languages in which people are spoken to. */
public enum Language {
    /** Simplified Chinese, the default. */
    ZH,
    /** English. */
    EN;

    /**
     * The language a person's environment asks for: {@code OPENCLAW_LANG}, else {@code LC_ALL}, {@code LC_MESSAGES},
     * {@code LANG}. Anything that starts with {@code en} is English; everything else, also {@code C}, is Chinese,
     * because that is what the product is for.
     */
    public static Language of(Environment environment) {
        for (String name : new String[] {"OPENCLAW_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.get(name).orElse("").toLowerCase(Locale.ROOT);
            if (!value.isEmpty()) {
                return value.startsWith("en") ? EN : ZH;
            }
        }
        return ZH;
    }
}
