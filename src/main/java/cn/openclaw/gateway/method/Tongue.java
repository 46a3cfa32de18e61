package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.protocol.Params;
import java.util.Locale;

/** Which language a caller is answered in, where an answer holds sentences for people. */
final class Tongue {
    private Tongue() {}

    /** What {@code locale} says ({@code zh-CN}, {@code en}), else what the gateway's own environment asks for. */
    static Language of(Params params, GatewayWorld world) {
        return params.text("locale")
                .map(locale -> locale.toLowerCase(Locale.ROOT).startsWith("en") ? Language.EN : Language.ZH)
                .orElseGet(() -> Language.of(world.config().environment()));
    }
}
