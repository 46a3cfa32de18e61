package cn.openclaw.llm;

import cn.openclaw.model.ModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The small twin of {@code bench/fuzz}: recorded streams with bytes changed, dropped and doubled by chance. */
class StreamFuzzTest {
    private static final int RUNS = 4_000;
    private static final Map<ModelApi, String> FOLDERS = Map.of(
            ModelApi.OPENAI_COMPLETIONS, "completions", ModelApi.ANTHROPIC_MESSAGES, "anthropic", ModelApi.OPENAI_RESPONSES, "responses");

    @ParameterizedTest
    @EnumSource(mode = Mode.INCLUDE, names = {"OPENAI_COMPLETIONS", "ANTHROPIC_MESSAGES", "OPENAI_RESPONSES"})
    void aSpoiltStreamIsAnAnswerOrANamedFailure(ModelApi api) throws Exception {
        StreamFuzz fuzz = new StreamFuzz(api);
        List<byte[]> streams = streams(WireSamples.GOLDEN.resolve(String.valueOf(FOLDERS.get(api))));
        Random random = new Random(20260131);
        for (int run = 0; run < RUNS; run++) {
            fuzz.on(spoilt(streams.get(random.nextInt(streams.size())).clone(), random));
        }
    }

    private static List<byte[]> streams(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sse")).sorted().map(StreamFuzzTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] spoilt(byte[] stream, Random random) {
        byte[] spoilt = stream;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(spoilt.length);
            int length = Math.min(spoilt.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
            spoilt = switch (random.nextInt(4)) {
                case 0 -> changed(spoilt, at, (byte) random.nextInt(256));
                case 1 -> changed(spoilt, at, (byte) "{}[]\",:\n0e-\\".charAt(random.nextInt(12)));
                case 2 -> joined(spoilt, at, at + length);
                default -> joined(spoilt, at + length, at);
            };
            if (spoilt.length == 0) {
                return new byte[] {'\n'};
            }
        }
        return spoilt;
    }

    private static byte[] changed(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /** What is before the one place, and what is from the other on: a hole, or a piece twice. */
    private static byte[] joined(byte[] bytes, int end, int begin) {
        byte[] joined = new byte[end + bytes.length - begin];
        System.arraycopy(bytes, 0, joined, 0, end);
        System.arraycopy(bytes, begin, joined, end, bytes.length - begin);
        return joined;
    }
}
