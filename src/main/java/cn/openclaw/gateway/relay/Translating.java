package cn.openclaw.gateway.relay;

import cn.openclaw.json.JsonException;
import cn.openclaw.llm.translation.Translation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A stream of one wire, event by event in the words of another. */
final class Translating implements Passage {
    private final Translation.Stream stream;
    private final Order order;
    private final ByteBufAllocator allocator;
    private final Lines lines;
    private final EventNumbers numbers = new EventNumbers();
    private boolean broken;

    Translating(Translation.Stream stream, Order order, ByteBufAllocator allocator) {
        this.stream = stream;
        this.order = order;
        this.allocator = allocator;
        this.lines = new Lines(allocator);
    }

    @Override
    public ByteBuf pass(ByteBuf piece) {
        return said(lines.whole(piece));
    }

    private ByteBuf said(ByteBuf events) {
        String text = events.toString(StandardCharsets.UTF_8);
        events.release();
        StringBuilder out = new StringBuilder();
        StringBuilder data = new StringBuilder();
        for (String line : text.split("\r?\n", -1)) {
            if (line.isEmpty()) {
                event(data, out);
            } else if (line.startsWith("data:")) {
                String rest = line.substring(line.startsWith("data: ") ? 6 : 5);
                data.append(data.isEmpty() ? "" : "\n").append(rest);
            }
        }
        event(data, out);
        return out.isEmpty() ? Unpooled.EMPTY_BUFFER : ByteBufUtil.writeUtf8(allocator, out);
    }

    private void event(StringBuilder data, StringBuilder out) {
        if (data.isEmpty() || broken) {
            return;
        }
        String event = data.toString();
        data.setLength(0);
        try {
            String words = stream.event(event);
            out.append(words);
            if (order.door() == Door.RESPONSES) {
                numbers.look(words);
            }
            stream.fault().ifPresent(said -> breakOff(said, out));
        } catch (JsonException e) {
            breakOff("malformed answer", out);
        }
    }

    private void breakOff(String said, StringBuilder out) {
        broken = true;
        out.append(Refusals.event(order.door().wire(), RelayException.Kind.UPSTREAM, said, number()));
    }

    @Override
    public ByteBuf end() {
        ByteBuf late = said(lines.rest());
        if (broken) {
            return late;
        }
        broken = !stream.isComplete();
        String end = !broken
                ? stream.end()
                : Refusals.event(
                        order.door().wire(),
                        RelayException.Kind.UPSTREAM,
                        RelayText.CUT_OFF.in(order.language(), "no end of the answer was seen"),
                        number());
        ByteBuf last = ByteBufUtil.writeUtf8(allocator, end);
        return late.isReadable() ? Unpooled.wrappedBuffer(late, last) : last;
    }

    @Override
    public int number() {
        return numbers.next();
    }

    @Override
    public boolean isBroken() {
        return broken;
    }

    @Override
    public void drop() {
        lines.rest().release();
    }
}
