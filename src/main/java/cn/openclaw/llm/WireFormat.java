package cn.openclaw.llm;

import cn.openclaw.http.Http;
import cn.openclaw.model.ModelApi;
import java.util.function.Consumer;

/** A way to put a {@link ChatRequest} on a wire. Found by {@code ServiceLoader}, chosen by {@link #api}. */
public interface WireFormat {
    ModelApi api();

    /** A model that is asked there, over this connection. */
    ChatModel open(Endpoint endpoint, Http http);

    /**
     * The same, telling {@code notices} what a person should know although the call goes on; each notice once.
     * A format that has nothing to tell need not do more than open.
     */
    default ChatModel open(Endpoint endpoint, Http http, Consumer<LlmNotice> notices) {
        return open(endpoint, http);
    }
}
