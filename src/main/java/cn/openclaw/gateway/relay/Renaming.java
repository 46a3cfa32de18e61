package cn.openclaw.gateway.relay;

import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Wire;
import cn.openclaw.llm.raw.RawAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts the caller's names of tools back into a stream whose host knows them by others; only events with such a name are read. */
final class Renaming implements Passage {
    private final Passage next;
    private final Wire wire;
    private final Map<String, String> names;
    private final ByteBufAllocator allocator;
    private final Lines lines;

    /** @param wire in which the host speaks */
    Renaming(Passage next, Wire wire, Map<String, String> names, ByteBufAllocator allocator) {
        this.next = next;
        this.wire = wire;
        this.names = names;
        this.allocator = allocator;
        this.lines = new Lines(allocator);
    }

    @Override
    public ByteBuf pass(ByteBuf piece) {
        return next.pass(renamed(lines.whole(piece)));
    }

    private ByteBuf renamed(ByteBuf events) {
        String text = events.toString(StandardCharsets.UTF_8);
        if (!speaksOf(text)) {
            return events;
        }
        events.release();
        StringBuilder out = new StringBuilder(text.length() + 64);
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            out.append(line(text.substring(from, next)));
            from = next;
        }
        return ByteBufUtil.writeUtf8(allocator, out);
    }

    private boolean speaksOf(String text) {
        for (String name : names.keySet()) {
            if (text.contains('"' + name + '"')) {
                return true;
            }
        }
        return false;
    }

    private String line(String line) {
        int begin = line.indexOf('{');
        int end = line.lastIndexOf('}') + 1;
        if (!line.startsWith("data:") || begin < 0 || end <= begin || !speaksOf(line)) {
            return line;
        }
        try {
            byte[] data = line.substring(begin, end).getBytes(StandardCharsets.UTF_8);
            return line.substring(0, begin) + new String(RawAnswer.renamed(wire, data, names), StandardCharsets.UTF_8) + line.substring(end);
        } catch (JsonException e) {
            return line; // what is no JSON is the reader's to refuse
        }
    }

    @Override
    public ByteBuf end() {
        ByteBuf late = next.pass(renamed(lines.rest()));
        ByteBuf last = next.end();
        if (!late.isReadable()) {
            late.release();
            return last;
        }
        return Unpooled.wrappedBuffer(late, last);
    }

    @Override
    public int number() {
        return next.number();
    }

    @Override
    public boolean isMidway() {
        return next.isMidway();
    }

    @Override
    public boolean isBroken() {
        return next.isBroken();
    }

    @Override
    public void drop() {
        lines.rest().release();
        next.drop();
    }
}
