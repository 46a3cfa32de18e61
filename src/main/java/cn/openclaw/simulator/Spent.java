package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What one request cost in tokens. */
record Spent(int prompt, int cached, int completion, int reasoning) {

    /** As the platform writes it today: details, and the older {@code cached_tokens} beside them. */
    ObjectNode detailed() {
        ObjectNode usage = plain();
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
        return usage;
    }

    /** As the platform wrote it before: {@code cached_tokens} beside the totals and no details. */
    ObjectNode plain() {
        return Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion)
                .put("cached_tokens", cached);
    }
}
