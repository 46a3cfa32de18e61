package cn.openclaw.llm;

import cn.openclaw.http.Http;
import cn.openclaw.model.ModelApi;

/** A way to put a {@link ChatRequest} on a wire. Found by {@code ServiceLoader}, chosen by {@link #api}. */
public interface WireFormat {
    ModelApi api();

    /** A model that is asked there, over this connection. */
    ChatModel open(Endpoint endpoint, Http http);
}
