package cn.openclaw.memory;

import cn.openclaw.llm.TokenEstimate;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into pieces of about as many tokens, at ends of lines; neighbours share a little, so that nothing stands on an edge. */
final class Chunks {
    private Chunks() {}

    /**
     * A piece.
     *
     * @param startLine its first line, counted from 1
     * @param endLine its last line
     */
    record Chunk(int startLine, int endLine, String text) {}

    private record Line(int number, String text, int tokens) {}

    static List<Chunk> of(String text, int tokens, int overlap) {
        List<Line> lines = lines(text, tokens);
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        while (start < lines.size()) {
            int end = start;
            int sum = 0;
            while (end < lines.size() && (end == start || sum + lines.get(end).tokens() <= tokens)) {
                sum += lines.get(end).tokens();
                end++;
            }
            add(chunks, lines.subList(start, end));
            if (end == lines.size()) {
                break;
            }
            int shared = 0;
            int next = end;
            while (next > start + 1 && shared + lines.get(next - 1).tokens() <= overlap) {
                next--;
                shared += lines.get(next).tokens();
            }
            start = next;
        }
        return chunks;
    }

    private static void add(List<Chunk> chunks, List<Line> lines) {
        StringBuilder text = new StringBuilder();
        int before = 0;
        for (Line line : lines) {
            // Pieces of one long line go on where it was cut.
            text.append(before == 0 || before == line.number() ? "" : "\n").append(line.text());
            before = line.number();
        }
        if (!text.toString().isBlank()) {
            chunks.add(new Chunk(lines.getFirst().number(), lines.getLast().number(), text.toString()));
        }
    }

    private static List<Line> lines(String text, int tokens) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String rest = line;
            int cost = TokenEstimate.of(rest) + 1;
            while (cost > tokens && rest.length() > 1) {
                int cut = Math.max(1, (int) ((long) rest.length() * tokens / cost) - 1);
                cut += cut < rest.length() && Character.isLowSurrogate(rest.charAt(cut)) ? 1 : 0;
                lines.add(new Line(number, rest.substring(0, cut), TokenEstimate.of(rest.substring(0, cut)) + 1));
                rest = rest.substring(cut);
                cost = TokenEstimate.of(rest) + 1;
            }
            lines.add(new Line(number, rest, cost));
        }
        return lines;
    }
}
