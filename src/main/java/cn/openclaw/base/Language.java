package cn.openclaw.base;

import java.util.Locale;
import java.util.Optional;

/** The languages in which people are spoken to. */
public enum Language {
    /** Simplified Chinese, the default. */
    ZH,
    /** English. */
    EN;

    /** The language of a tag such as {@code zh-CN} or {@code en_US}; empty for those that are not spoken here. */
    public static Optional<Language> ofTag(String tag) {
        String plain = tag.strip().toLowerCase(Locale.ROOT);
        return plain.startsWith("zh") ? Optional.of(ZH) : plain.startsWith("en") ? Optional.of(EN) : Optional.empty();
    }

    /** The first one of an {@code Accept-Language} header that is spoken here; empty if there is none. */
    public static Optional<Language> accepted(String header) {
        for (String tag : header.split(",", 20)) {
            Optional<Language> known = ofTag(tag);
            if (known.isPresent() && !tag.replace(" ", "").endsWith(";q=0")) {
                return known;
            }
        }
        return Optional.empty();
    }

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
