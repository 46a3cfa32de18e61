package cn.openclaw.cli;

/** How a command answers. */
enum ModelsOutput {
    TEXT,
    JSON,
    PLAIN;

    /** @throws UsageException if both are asked for */
    static ModelsOutput of(boolean json, boolean plain) {
        if (json && plain) {
            throw new UsageException(ModelsText.JSON_OR_PLAIN);
        }
        return json ? JSON : plain ? PLAIN : TEXT;
    }
}
