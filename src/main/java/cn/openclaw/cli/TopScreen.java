package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code gateway.stats} as lines to read. Rates come from the answer itself, so one look is enough. */
final class TopScreen {
    private static final Text HEAD = new Text("网关 {0} · 已运行 {1} · 进程 {2} · {3}", "gateway {0} · up {1} · pid {2} · {3}");
    private static final Text NOW = new Text(
            "正在进行 {0} · 每秒 {1} · 最近一分钟 {2} · 共 {3} · 失败 {4}", "running {0} · {1}/s · last minute {2} · {3} in all · {4} failed");
    private static final Text TOKENS = new Text(
            "token：入 {0} · 出 {1} · 缓存 {2} · 今日费用 {3}", "tokens: {0} in · {1} out · {2} cached · cost today {3}");
    private static final Text MEMORY = new Text(
            "内存 {0} MiB（堆 {1}/{2}） · 线程 {3} · 首字 {4} ms · 全程 {5} ms",
            "memory {0} MiB (heap {1}/{2}) · {3} threads · first byte {4} ms · whole {5} ms");
    private static final Text NONE = new Text("还没有请求。", "No requests yet.");
    private static final Text STARTING = new Text("正在启动", "starting");
    private static final Text READY = new Text("就绪", "ready");
    private static final Text DRAINING = new Text("等回合结束", "draining");
    private static final Text KEYS = new Text("q 退出", "q quits");
    private static final Text[] COLUMNS = {
        new Text("状态", "State"),
        new Text("来自", "Door"),
        new Text("型号", "Model"),
        new Text("用时", "Time"),
        new Text("入", "In"),
        new Text("出", "Out"),
        new Text("会话或调用方", "Session or caller")
    };

    /** Columns from which a model is shown with its provider: where there is less room, the name that differs is what counts. */
    private static final int ROOMY = 100;

    private final Language language;
    private final String version;

    TopScreen(Language language, String version) {
        this.language = language;
        this.version = version;
    }

    /** The same, with what to press as its last line. */
    List<String> live(JsonNode stats, Optional<JsonNode> today, int width) {
        List<String> lines = new ArrayList<>(lines(stats, today, width));
        lines.add("");
        lines.add(Columns.cut(KEYS.in(language), width));
        return lines;
    }

    List<String> lines(JsonNode stats, Optional<JsonNode> today, int width) {
        List<String> lines = new ArrayList<>();
        JsonNode process = stats.path("process");
        JsonNode requests = stats.path("requests");
        lines.add(HEAD.in(language, version, uptime(process.path("uptimeMs").asLong(0)), process.path("pid").asLong(0), phase(process.path("phase").asString(""))));
        JsonNode seconds = requests.path("perSecond");
        long last = seconds.isEmpty() ? 0 : seconds.get(Math.max(0, seconds.size() - 2)).asLong(0);
        lines.add(NOW.in(
                language,
                requests.path("live").asLong(0),
                last,
                requests.path("lastMinute").asLong(0),
                requests.path("requests").asLong(0),
                requests.path("failed").asLong(0)));
        JsonNode day = today.map(cost -> cost.path("totals")).orElse(requests);
        lines.add(TOKENS.in(
                language,
                first(day, "input", "inputTokens") + first(day, "cacheRead") + first(day, "cacheWrite"),
                first(day, "output", "outputTokens"),
                first(day, "cacheRead"),
                today.map(answer -> cost(answer.path("totals"))).orElse("-")));
        lines.add(MEMORY.in(
                language,
                process.has("rssBytes") ? Long.toString(process.path("rssBytes").asLong(0) >> 20) : "-",
                process.path("heapUsedBytes").asLong(0) >> 20,
                process.path("heapMostBytes").asLong(0) >> 20,
                process.path("threads").asLong(0),
                percentiles(requests.path("firstByteMs")),
                percentiles(requests.path("ms"))));
        List<String> head = lines.stream().flatMap(line -> broken(line, width).stream()).toList();
        List<String> rows = new ArrayList<>();
        table(stats, rows, width);
        return Stream.of(head.stream(), Stream.of(""), rows.stream())
                .flatMap(all -> all)
                .map(line -> Columns.cut(AgentScreen.safe(line), width))
                .toList();
    }

    /** A line that is too long goes on in the next one, between two of its facts. */
    private static List<String> broken(String line, int width) {
        List<String> lines = new ArrayList<>();
        String now = "";
        for (String fact : line.split(" · ")) {
            String longer = now.isEmpty() ? fact : now + " · " + fact;
            if (Columns.cells(longer) > width && !now.isEmpty()) {
                lines.add(now);
                longer = fact;
            }
            now = longer;
        }
        lines.add(now);
        return lines;
    }

    private String phase(String word) {
        return switch (word) {
            case "starting" -> STARTING.in(language);
            case "ready" -> READY.in(language);
            case "draining" -> DRAINING.in(language);
            default -> word;
        };
    }

    /** What a day or all of them cost, in each currency that was billed. */
    static String cost(JsonNode totals) {
        List<String> amounts = new ArrayList<>();
        totals.path("cost").properties().forEach(one -> {
            String sign = one.getKey().equals("CNY") ? "¥" : one.getKey().equals("USD") ? "$" : one.getKey() + " ";
            amounts.add(sign + String.format(Locale.ROOT, "%.4f", one.getValue().asDouble(0)));
        });
        return amounts.isEmpty() ? String.format(Locale.ROOT, "%.4f", totals.path("totalCost").asDouble(0)) : String.join(" + ", amounts);
    }

    private void table(JsonNode stats, List<String> lines, int width) {
        JsonNode recent = stats.path("recent");
        if (recent.isEmpty()) {
            lines.add(NONE.in(language));
            return;
        }
        List<String[]> rows = new ArrayList<>();
        String[] head = new String[COLUMNS.length];
        for (int at = 0; at < head.length; at++) {
            head[at] = COLUMNS[at].in(language);
        }
        rows.add(head);
        long now = stats.path("ts").asLong(0);
        for (JsonNode one : recent) {
            boolean runs = one.path("phase").asString("").equals("running");
            long time = runs ? Math.max(0, now - one.path("at").asLong(now)) : one.path("durationMs").asLong(0);
            String model = width < ROOMY
                    ? one.path("model").asString(one.path("asked").asString(""))
                    : one.has("model") ? one.path("provider").asString("") + "/" + one.path("model").asString("") : one.path("asked").asString("");
            rows.add(new String[] {
                runs ? "▶" : one.path("outcome").asString(one.path("status").asString("")),
                one.path("door").asString(""),
                model,
                String.format(Locale.ROOT, "%.1fs", time / 1000.0),
                one.has("tokens") ? Long.toString(input(one.path("tokens"))) : "-",
                one.path("tokens").path("output").asString("-"),
                one.has("session") ? one.path("session").asString("") : one.path("caller").asString("")
            });
        }
        // Where there is little room, what it asked and how much counts; through which door and for whom, less.
        List<Integer> kept = width >= 80 ? List.of(0, 1, 2, 3, 4, 5, 6) : width >= 60 ? List.of(0, 2, 3, 4, 5, 6) : List.of(0, 3, 4, 5, 2);
        rows.replaceAll(row -> kept.stream().map(at -> row[at]).toArray(String[]::new));
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        Columns.table(new java.io.PrintStream(bytes, true, java.nio.charset.StandardCharsets.UTF_8), rows);
        bytes.toString(java.nio.charset.StandardCharsets.UTF_8).lines().forEach(lines::add);
    }

    /** All that went in, also what the platform had seen before. */
    private static long input(JsonNode tokens) {
        return first(tokens, "input") + first(tokens, "cacheRead") + first(tokens, "cacheWrite");
    }

    private static long first(JsonNode tree, String... names) {
        for (String name : names) {
            if (tree.has(name)) {
                return tree.path(name).asLong(0);
            }
        }
        return 0;
    }

    private static String percentiles(JsonNode times) {
        return times.isEmpty() ? "-" : rounded(times.path("p50")) + "/" + rounded(times.path("p99"));
    }

    private static String rounded(JsonNode number) {
        double value = number.asDouble(0);
        return !number.isNumber() ? "-" : value < 10 ? String.format(Locale.ROOT, "%.1f", value) : Long.toString(Math.round(value));
    }

    private static String uptime(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s" : time.toSeconds() + " s";
    }
}
