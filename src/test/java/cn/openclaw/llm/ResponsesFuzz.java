package cn.openclaw.llm;

import cn.openclaw.model.ModelApi;

/** For {@code bench/fuzz}: see {@link StreamFuzz}. */
public final class ResponsesFuzz {
    private static final StreamFuzz FUZZ = new StreamFuzz(ModelApi.OPENAI_RESPONSES);

    private ResponsesFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws InterruptedException {
        FUZZ.on(bytes);
    }
}
