package cn.openclaw.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads {@code multipart/form-data}. */
final class Multipart {

    private Multipart() {}

    /**
     * One field of a form.
     *
     * @param filename empty where the field is no file
     */
    record Field(String name, String filename, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static List<Field> read(WebRequest request) {
        String type = request.header("content-type").orElse("");
        int at = type.indexOf("boundary=");
        if (!type.startsWith("multipart/form-data") || at < 0) {
            throw Refusal.invalid("Invalid request: multipart/form-data is required");
        }
        String boundary = type.substring(at + "boundary=".length()).split(";", 2)[0].strip().replace("\"", "");
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = request.body();
        List<Field> fields = new ArrayList<>();
        int from = find(body, mark, 0);
        while (from >= 0) {
            int to = find(body, mark, from + mark.length);
            if (to < 0) {
                return fields;
            }
            fields.add(field(Arrays.copyOfRange(body, from + mark.length + 2, Math.max(from + mark.length + 2, to - 2))));
            from = to;
        }
        return fields;
    }

    private static Field field(byte[] part) {
        byte[] blank = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        int end = Math.max(0, find(part, blank, 0));
        String head = new String(part, 0, end, StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOfRange(part, Math.min(part.length, end + blank.length), part.length);
        return new Field(parameter(head, " name=\""), parameter(head, "filename=\""), bytes);
    }

    private static String parameter(String head, String start) {
        int at = head.indexOf(start);
        int from = at + start.length();
        return at < 0 ? "" : head.substring(from, Math.max(from, head.indexOf('"', from)));
    }

    private static int find(byte[] in, byte[] what, int from) {
        for (int at = from; at <= in.length - what.length; at++) {
            if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }
}
