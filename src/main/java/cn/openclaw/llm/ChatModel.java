package cn.openclaw.llm;

import java.util.function.Consumer;

/** Something that answers. Retry, failover, recording and fakes are all this interface around another. */
@FunctionalInterface
public interface ChatModel {
    /**
     * Asks, and waits for the whole answer; {@code listener} hears its pieces as they arrive, on this thread.
     *
     * @throws LlmException if there is no answer; {@link LlmException#heard} tells whether pieces had come
     * @throws InterruptedException if this thread is interrupted, which is how a run is aborted
     */
    Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException;
}
