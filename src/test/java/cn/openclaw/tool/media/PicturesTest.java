package cn.openclaw.tool.media;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.FakeProviderServer;
import cn.openclaw.testing.SimulatorExtension;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Pictures;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.ToolRun;
import cn.openclaw.tool.Tools;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    @RegisterExtension
    final SimulatorExtension platform = new SimulatorExtension(SimulatorOptions.defaults());

    @TempDir
    Path dir;

    private static byte[] picture(int width, int height, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int x = 0; x < width; x += 3) {
            for (int y = 0; y < height; y += 3) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private Tool.Context context(TempHome home, List<String> input) throws IOException {
        Path workspace = Files.createDirectories(dir.resolve("work"));
        ToolRun turn = ToolContexts.turn(Approver.nobody());
        ModelDefinition old = turn.model();
        ModelDefinition model = new ModelDefinition(
                old.id(), old.name(), old.api(), old.reasoning(), input, old.cost(), old.prices(), old.included(), old.contextWindow(),
                old.maxTokens(), old.headers(), old.compat(), old.capability(), old.lifecycle());
        ToolRun seen = new ToolRun(
                turn.agentId(), turn.key(), turn.sessionId(), model, turn.language(), turn.approver(), turn.subAgents(), turn.progress(), turn.runId(), turn.outside());
        JdkHttp http = new JdkHttp(new Environment(Map.of(), dir, dir));
        URI base = platform.simulator().moonshotCn();
        return new Tool.Context(
                workspace,
                ToolContexts.world(home, call -> http.send(new HttpCall(
                        call.method(), URI.create(base + call.uri().getPath().replaceFirst("^/v1", "")), call.headers(), call.body(), call.limits(), call.proxy()))),
                seen);
    }

    private static Tool tool(String name) {
        return Tools.all().stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
    }

    private ToolOutcome read(byte[] bytes, String name, List<String> input) throws Exception {
        Tool.Context context = context(new TempHome(dir.resolve("home")), input);
        Files.write(context.workspace().resolve(name), bytes);
        return tool("read").run(Json.object().put("path", name), context);
    }

    @Test
    void aModelThatSeesIsShownThePicture() throws Exception {
        byte[] small = picture(40, 30, "png");
        ToolOutcome outcome = read(small, "a.txt", List.of("text", "image"));
        assertThat(outcome.text()).isEqualTo("a.txt is a picture (image/png, 40x30, " + (small.length + 1023) / 1024 + " kB).");
        assertThat(((ToolOutcome.Done) outcome).media())
                .containsExactly(new Part.Media("image/png", Base64.getEncoder().encodeToString(small)));
    }

    @Test
    void aModelThatDoesNotSeeIsToldSo() throws Exception {
        ToolOutcome outcome = read(picture(40, 30, "jpg"), "a.jpg", List.of("text"));
        assertThat(outcome).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(outcome.text()).contains("image/jpeg, 40x30", "cannot see pictures");
    }

    @Test
    void aLargePictureIsMadeSmaller() throws Exception {
        byte[] large = picture(3000, 1500, "png");
        assertThat(large.length).isGreaterThan(1_000_000);
        ToolOutcome.Done outcome = (ToolOutcome.Done) read(large, "big.png", List.of("text", "image"));
        assertThat(outcome.text()).contains("3000x1500", "it is shown smaller");
        byte[] shown = Base64.getDecoder().decode(outcome.media().getFirst().base64());
        assertThat(shown.length).isLessThanOrEqualTo(1_000_000);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(shown));
        assertThat((double) image.getWidth() / image.getHeight()).isBetween(1.9, 2.1);
    }

    @Test
    void sizesAreReadFromTheBeginningOfAFile() throws Exception {
        assertThat(Pictures.kind(picture(321, 123, "png")).orElseThrow()).isEqualTo(new Pictures.Kind("image/png", 321, 123));
        assertThat(Pictures.kind(picture(321, 123, "jpg")).orElseThrow()).isEqualTo(new Pictures.Kind("image/jpeg", 321, 123));
        assertThat(Pictures.kind(picture(321, 123, "gif")).orElseThrow()).isEqualTo(new Pictures.Kind("image/gif", 321, 123));
        byte[] webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4WAoAAAAAAAAAPwEAewAAVlA4IAAAAAA=");
        assertThat(Pictures.kind(webp).orElseThrow()).isEqualTo(new Pictures.Kind("image/webp", 320, 124));
        assertThat(Pictures.kind("hello".getBytes())).isEmpty();
        assertThat(Pictures.kind(new byte[0])).isEmpty();
    }

    @Test
    void brokenPicturesBreakNothing() throws Exception {
        Random random = new Random(9);
        byte[] good = picture(64, 64, "png");
        for (int round = 0; round < 300; round++) {
            byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length));
            for (int at = 0; at < 10 && bad.length > 8; at++) {
                bad[8 + random.nextInt(bad.length - 8)] = (byte) random.nextInt();
            }
            Pictures.kind(bad).ifPresent(kind -> assertThat(Pictures.media(bad, kind)).isNotNull());
        }
    }

    private TempHome withImageModel() {
        return new TempHome(dir.resolve("home"))
                .variable("MOONSHOT_API_KEY", SimulatorKey.CN)
                .config("{agents: {defaults: {imageModel: {primary: 'moonshot/kimi-k2.6'}}}, tools: {web: {fetch: {allowAddresses: ['127.0.0.1']}}}}");
    }

    @Test
    @DisplayName("P03 the image tool asks the model for pictures with the key that chats use")
    void imageTool() throws Exception {
        Tool.Context context = context(withImageModel(), List.of("text"));
        Files.write(context.workspace().resolve("a.png"), picture(40, 30, "png"));
        Tool image = tool("image");
        assertThat(image.isOffered(context)).isTrue();
        ToolOutcome outcome = image.run(Json.object().put("image", "a.png").put("prompt", "[[sim:say a cat]]"), context);
        assertThat(outcome.text()).isEqualTo("a cat");
        assertThat(outcome.details().orElseThrow().path("cost").path("amount").asDouble()).isPositive();
        var content = platform.simulator().lastRequest().body().orElseThrow().path("messages").get(0).path("content");
        assertThat(content.get(1).path("image_url").path("url").asString("")).startsWith("data:image/png;base64,");
        assertThat(context.turn().outsideSource()).isEmpty();
    }

    @Test
    void theImageToolTakesAddressesAndDataAndSaysWhatItCannotTake() throws Exception {
        Tool.Context context = context(withImageModel(), List.of("text"));
        byte[] png = picture(10, 10, "png");
        Tool image = tool("image");
        try (FakeProviderServer server = FakeProviderServer.start(wire -> {
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + png.length + "\r\n\r\n");
            wire.write(png);
        })) {
            ToolOutcome outcome = image.run(Json.object().put("image", server.uri("/a.png").toString()).put("prompt", "[[sim:say a dog]]"), context);
            assertThat(outcome.text()).contains("a dog", "outside text from");
            assertThat(context.turn().outsideSource()).isPresent();
        }
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        assertThat(image.run(Json.object().put("image", data).put("prompt", "[[sim:say ok]]"), context).text()).isEqualTo("ok");
        Map<String, String> wrong = Map.of(
                "../../etc/passwd", "workspace", "none.png", "no such file", "http://169.254.169.254/x.png", "refused", "data:text/plain,x", "base64");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            assertThat(image.run(Json.object().put("image", one.getKey()), context).text()).as(one.getKey()).contains(one.getValue());
        }
    }

    @Test
    @DisplayName("W24 the image tool is not offered where no model for pictures is chosen")
    void notOffered() throws Exception {
        assertThat(tool("image").isOffered(context(new TempHome(dir.resolve("home")).config("{}"), List.of("text")))).isFalse();
    }
}
