package cn.openclaw.session;

import cn.openclaw.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Long conversations as they are found on disk: questions and answers in Chinese and English, tool results, compactions. */
final class BigTranscripts {
    private static final String[] CHINESE = {
        "今天", "我们", "讨论", "会话", "压缩", "阈值", "部署", "失败", "端口", "日志", "缓存", "命中", "模型", "请求", "超时", "重试", "配置", "文件", "修改",
        "测试", "通过", "数据库", "索引", "查询", "性能", "用户", "喜欢", "咖啡", "报告", "周五", "提交", "代码", "评审", "分支", "合并", "冲突", "网络", "代理"
    };
    private static final String[] ENGLISH = {
        "the", "build", "failed", "with", "timeout", "while", "deploying", "container", "registry", "cache", "hit", "index", "query", "latency", "file",
        "changed", "function", "returns", "null", "test", "passed", "merge", "branch", "commit", "docker", "compose", "gradle", "maven", "session", "token"
    };

    private BigTranscripts() {}

    /** @param every how many bytes lie between two compactions; 0 for none */
    static void write(Path file, long bytes, long every, int seed) throws IOException {
        Random random = new Random(seed);
        long written = 0;
        long lastCompaction = 0;
        int number = 0;
        String parent = null;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"type\":\"session\",\"version\":3,\"id\":\"s1\",\"timestamp\":\"2026-11-22T21:21:41.312Z\",\"cwd\":\"/w\"}\n");
            while (written < bytes) {
                boolean compact = every > 0 && written - lastCompaction > every;
                ObjectNode line = Json.object().put("type", compact ? "compaction" : "message");
                line.put("id", id(number)).put("parentId", parent).put("timestamp", "2026-11-22T21:21:41.312Z");
                if (compact) {
                    line.put("summary", words(random, 200)).put("firstKeptEntryId", id(number - 20)).put("tokensBefore", 200_000);
                    lastCompaction = written;
                } else {
                    line.set("message", message(random, number));
                }
                String text = Json.write(line);
                out.write(text);
                out.write('\n');
                written += text.getBytes(StandardCharsets.UTF_8).length + 1;
                parent = id(number++);
            }
        }
    }

    private static String id(int number) {
        return String.format("%08x", number * 2_654_435_761L & 0xFFFF_FFFFL);
    }

    private static ObjectNode message(Random random, int number) {
        ObjectNode message = Json.object();
        long at = 1_795_382_501_341L + number * 1000L;
        switch (number % 4) {
            case 0 -> message.put("role", "user").putArray("content").addObject().put("type", "text").put("text", words(random, 30));
            case 1 -> {
                message.put("role", "assistant");
                var content = message.putArray("content");
                content.addObject().put("type", "thinking").put("thinking", words(random, 80)).put("thinkingSignature", "reasoning_content");
                content.addObject().put("type", "text").put("text", words(random, 40));
                content.addObject().put("type", "toolCall").put("id", "read:" + number).put("name", "read").putObject("arguments")
                        .put("path", "src/" + ENGLISH[random.nextInt(ENGLISH.length)] + number + ".java");
                message.put("api", "openai-completions").put("provider", "moonshot").put("model", "kimi-k3").put("stopReason", "toolUse");
            }
            case 2 -> message.put("role", "toolResult").put("toolCallId", "read:" + (number - 1)).put("toolName", "read").put("isError", false)
                    .putArray("content").addObject().put("type", "text").put("text", words(random, 300));
            default -> message.put("role", "assistant").put("api", "openai-completions").put("provider", "moonshot").put("model", "kimi-k3")
                    .put("stopReason", "stop").putArray("content").addObject().put("type", "text").put("text", words(random, 120));
        }
        return message.put("timestamp", at);
    }

    private static String words(Random random, int count) {
        StringBuilder out = new StringBuilder();
        boolean chinese = random.nextBoolean();
        for (int at = 0; at < count; at++) {
            if (random.nextInt(12) == 0) {
                out.append(chinese ? "，" : ". ").append(Integer.toString(random.nextInt(1_000_000), 36));
                chinese = random.nextInt(3) > 0 == chinese;
            }
            out.append(chinese ? CHINESE[random.nextInt(CHINESE.length)] : ENGLISH[random.nextInt(ENGLISH.length)] + " ");
        }
        return out.toString();
    }
}
