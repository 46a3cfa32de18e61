package cn.openclaw.gateway.method;

import cn.openclaw.protocol.Params;

/** What the methods of {@code cron.*} have in common. */
final class JobParams {
    private JobParams() {}

    /** {@code id}, or {@code jobId} as some clients call it. */
    static String id(Params params) {
        return params.text("id").or(() -> params.text("jobId")).filter(id -> !id.isBlank()).orElseGet(() -> params.need("id"));
    }
}
