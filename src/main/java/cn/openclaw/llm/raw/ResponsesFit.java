package cn.openclaw.llm.raw;

import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.llm.DialectKey;

/** What hosts of {@code openai-responses} refuse: as far as it is known, only what their models are pinned to. */
final class ResponsesFit {
    private final Fitted fitted;

    ResponsesFit(Fitted fitted) {
        this.fitted = fitted;
    }

    boolean fit() {
        fitted.sampling("temperature", "top_p");
        Value tools = fitted.array(fitted.root(), "tools");
        if (tools != null && fitted.dialect().is(DialectKey.SCHEMA, "mfjs")) {
            fitted.mostTools(tools);
            for (Value tool : tools.items()) {
                if (tool.is(Kind.OBJECT) && "function".equals(fitted.body().text(tool, "type"))) {
                    fitted.schema(tool, "parameters");
                }
            }
        }
        return false;
    }
}
