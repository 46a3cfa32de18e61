package cn.openclaw.llm;

import cn.openclaw.model.ModelApi;

/** For {@code bench/fuzz}: see {@link StreamFuzz}. */
public final class MessagesFuzz {
    private static final StreamFuzz FUZZ = new StreamFuzz(ModelApi.ANTHROPIC_MESSAGES);

    private MessagesFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws InterruptedException {
        FUZZ.on(bytes);
    }
}
