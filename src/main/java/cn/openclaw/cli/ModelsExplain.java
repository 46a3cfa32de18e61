package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.provider.ModelExplanation;
import cn.openclaw.provider.ModelExplanationJson;
import cn.openclaw.provider.ModelResolver.Because;
import cn.openclaw.provider.Resolution;

/** {@code models explain}: everything that a request for a reference would be made of, and who decided each part. Sends nothing. */
final class ModelsExplain {
    private final ModelsContext context;

    ModelsExplain(ModelsContext context) {
        this.context = context;
    }

    void print(String text, boolean json) {
        ModelExplanation found = ModelExplanation.of(context.atHand, text);
        if (json) {
            context.cli.out().println(Json.pretty(new ModelExplanationJson(context.atHand, found, context.cli.language()).node()));
        } else {
            new ModelsExplainText(context, found).print();
        }
    }

    static Text rule(Resolution.Rule rule) {
        return switch (rule) {
            case EXACT -> ModelsText.RULE_EXACT;
            case ALIAS -> ModelsText.RULE_ALIAS;
            case OPEN_PROVIDER -> ModelsText.RULE_OPEN;
            case UNIQUE_CONFIGURED_ID -> ModelsText.RULE_UNIQUE_CONFIGURED;
            case UNIQUE_ID -> ModelsText.RULE_UNIQUE;
        };
    }

    static Text because(Because because) {
        return switch (because) {
            case AGENT -> ModelsText.BECAUSE_AGENT;
            case DEFAULTS -> ModelsText.BECAUSE_DEFAULTS;
            case HAS_KEY -> ModelsText.BECAUSE_KEY;
            case HAS_ENTRY -> ModelsText.BECAUSE_ENTRY;
            case NOTHING -> ModelsText.BECAUSE_NOTHING;
        };
    }
}
