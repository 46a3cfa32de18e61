package cn.openclaw.gateway.relay;

import cn.openclaw.http.HttpReply;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** An upstream's answer that was read already, for whoever wants its status and headers. */
record Heard(int status, HttpHeaders headers) implements HttpReply {
    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public int read(byte[] into) {
        return -1;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
