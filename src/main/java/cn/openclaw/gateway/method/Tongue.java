package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;

/** Which language a caller is answered in, where an answer holds sentences for people. */
final class Tongue {
    private Tongue() {}

    /** What {@code locale} says here ({@code zh-CN}, {@code en}), else what the caller said when it connected. */
    static Language of(Params params, MethodCall call) {
        return params.text("locale").flatMap(Language::ofTag).orElseGet(() -> Asked.language(call));
    }
}
