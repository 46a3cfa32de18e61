package cn.openclaw.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes one message of Protocol Buffers; a field with its type's empty value is left out, as that format has it. */
final class Proto {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int SEVEN = 7;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
        return this;
    }

    /** A number that counts although it is 0: one of a choice. */
    Proto exactly(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Proto fixed(int field, long value) {
        tag(field, FIXED64);
        eight(value);
        return this;
    }

    Proto real(int field, double value) {
        return fixed(field, Double.doubleToRawLongBits(value));
    }

    Proto text(int field, String value) {
        return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Proto bytes(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Proto message(int field, Consumer<Proto> fill) {
        Proto inner = new Proto();
        fill.accept(inner);
        return bytes(field, inner.bytes());
    }

    /** Numbers of eight bytes, one after the other. */
    Proto packed(int field, long[] values) {
        Proto inner = new Proto();
        for (long value : values) {
            inner.eight(value);
        }
        return bytes(field, inner.bytes());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~(MORE - 1L)) != 0) {
            out.write((int) (left & (MORE - 1)) | MORE);
            left >>>= SEVEN;
        }
        out.write((int) left);
    }

    private void eight(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}
