package cn.openclaw.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link Proto} wrote, by the format's own rules. */
final class ProtoReader {
    private final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

    ProtoReader(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield bytes;
                }
                default -> throw new AssertionError("wire type " + (tag & 7));
            };
            fields.computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>()).add(value);
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<ProtoReader> all(int field) {
        return fields.getOrDefault(field, List.of()).stream().map(value -> new ProtoReader((byte[]) value)).toList();
    }

    ProtoReader one(int field) {
        return all(field).getFirst();
    }

    String text(int field) {
        return new String((byte[]) fields.get(field).getFirst(), StandardCharsets.UTF_8);
    }

    String hex(int field) {
        return HexFormat.of().formatHex((byte[]) fields.get(field).getFirst());
    }

    long fixed(int field) {
        return (long) fields.get(field).getFirst();
    }

    /** A span's attributes that are words or whole numbers. */
    Map<String, String> attributes() {
        return attributes(9);
    }

    /** Those in this field. */
    Map<String, String> attributes(int field) {
        Map<String, String> found = new LinkedHashMap<>();
        for (ProtoReader pair : all(field)) {
            ProtoReader value = pair.one(2);
            if (value.fields.containsKey(1)) {
                found.put(pair.text(1), value.text(1));
            } else if (value.fields.containsKey(3)) {
                found.put(pair.text(1), String.valueOf(value.fixed(3)));
            }
        }
        return found;
    }
}
