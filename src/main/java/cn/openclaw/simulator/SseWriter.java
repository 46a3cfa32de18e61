package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;

/** Sends events over one reply, by a {@link Transport} that may break the journey. */
final class SseWriter {
    private final WebReply reply;
    private final Transport transport;
    private final Sleeper sleeper;
    private final IntConsumer counter;
    private final String lineEnd;
    private int sentBytes;

    /** @param counter hears how many frames have been sent, before the last one goes out */
    SseWriter(WebReply reply, Transport transport, Sleeper sleeper, IntConsumer counter) {
        this.reply = reply;
        this.transport = transport;
        this.sleeper = sleeper;
        this.counter = counter;
        this.lineEnd = transport.crlf() ? "\r\n" : "\n";
    }

    /**
     * One event.
     *
     * @param name the {@code event:} line's word; empty for none
     * @param data one line
     * @param comment a {@code :} line before it; empty for none
     */
    record Event(String name, String data, String comment) {
        static Event of(JsonNode tree) {
            return new Event("", Json.write(tree), "");
        }

        static Event named(String name, JsonNode tree) {
            return new Event(name, Json.write(tree), "");
        }
    }

    /** Sends the events, or as many as the transport lets through; {@code error} is what an error frame would say. */
    void send(List<Event> events, boolean done, Event error) throws IOException, InterruptedException {
        List<Event> all = new ArrayList<>(events);
        if (done && transport.done()) {
            all.add(new Event("", "[DONE]", ""));
        }
        sleeper.sleep(transport.firstDelay());
        for (int at = 0; at < all.size(); at++) {
            if (at > 0) {
                sleeper.sleep(transport.frameDelay());
            }
            if (!before(at, error)) {
                return;
            }
            counter.accept(at + 1);
            if (!write(all.get(at), at == all.size() - 1)) {
                return;
            }
        }
        reply.end();
    }

    /** What goes wrong before frame {@code at}; false where the stream is over. */
    private boolean before(int at, Event error) throws IOException, InterruptedException {
        if (at == transport.stallAfterFrames()) {
            sleeper.sleep(transport.stall());
        }
        if (at == transport.dropAfterFrames()) {
            reply.drop();
            return false;
        }
        if (at == transport.errorAfterFrames()) {
            if (write(error, true)) {
                reply.end();
            }
            return false;
        }
        return at != transport.garbageAfterFrames() || write(new Event("", "{\"id\":\"chatcmpl-", ""), false);
    }

    private boolean write(Event event, boolean last) throws IOException, InterruptedException {
        if (last) {
            reply.last();
        }
        StringBuilder text = new StringBuilder(event.data().length() + 32);
        if (!event.comment().isEmpty()) {
            text.append(": ").append(event.comment()).append(lineEnd).append(lineEnd);
        }
        if (!event.name().isEmpty()) {
            text.append("event: ").append(event.name()).append(lineEnd);
        }
        text.append("data: ").append(event.data()).append(lineEnd);
        if (!last || transport.lastBlank()) {
            text.append(lineEnd);
        }
        return bytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean bytes(byte[] bytes) throws IOException {
        int left = transport.cutAfterBytes() < 0 ? bytes.length : Math.min(bytes.length, transport.cutAfterBytes() - sentBytes);
        int step = transport.bytesPerWrite() > 0 ? transport.bytesPerWrite() : bytes.length;
        for (int from = 0; from < left; from += step) {
            reply.write(bytes, from, Math.min(left, from + step));
        }
        sentBytes += left;
        if (left < bytes.length) {
            reply.abandon();
            return false;
        }
        return true;
    }
}
