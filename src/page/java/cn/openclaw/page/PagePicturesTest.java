package cn.openclaw.page;

import cn.openclaw.page.PageBrowser.Look;
import cn.openclaw.page.PageBrowser.Visit;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pictures in the documents: {@code -Dpage.pictures=docs/screens} paints them there; else they are in {@code target}. */
@Tag("page")
class PagePicturesTest {
    private static final Path FOLDER = Path.of(System.getProperty("page.pictures", "target/pictures"));
    /** Which are kept for the dark and the narrow looks; of the wide light ones all are. */
    private static final Set<String> CHOSEN = Set.of("page-chat-tools", "page-welcome", "page-approval", "page-usage", "page-models");
    private static final Map<String, Look> LOOKS =
            Map.of("", Look.ZH, ".en", Look.EN, ".dark", Look.DARK, ".phone", Look.PHONE, ".phone.dark", Look.PHONE_DARK);

    @Test
    void paints() throws IOException {
        try (var chinese = new MockGateway();
                var english = new MockGateway(true);
                var browser = new PageBrowser()) {
            for (var look : LOOKS.entrySet()) {
                paint(browser, look.getValue().language().startsWith("zh") ? chinese : english, look.getKey(), look.getValue());
            }
        }
    }

    private static void paint(PageBrowser browser, MockGateway gateway, String suffix, Look look) {
        try (Visit visit = browser.visit(gateway.address(), "", look)) {
            visit.page.waitForSelector("#token");
            shoot(visit, "page-login" + suffix);
        }
        try (Visit visit = browser.signedIn(gateway.address(), "", look)) {
            visit.page.waitForSelector(".turn.assistant .md");
            shoot(visit, "page-chat" + suffix);
            visit.page.locator(".messages").evaluate("box => box.scrollTop = 0");
            visit.page.waitForTimeout(100);
            shoot(visit, "page-chat-tools" + suffix);
            for (String name : new String[] {"sessions", "models", "usage", "requests", "cron", "channels", "devices", "skills", "config", "logs"}) {
                visit.page.evaluate("name => { history.pushState(null, '', name); dispatchEvent(new PopStateEvent('popstate')); }", name);
                visit.page.waitForTimeout(350);
                shoot(visit, "page-" + name + suffix);
            }
            visit.page.evaluate("where => { history.pushState(null, '', where); dispatchEvent(new PopStateEvent('popstate')); }", "chat?session=agent:main:web-new" + suffix);
            visit.page.waitForSelector(".welcome");
            shoot(visit, "page-welcome" + suffix);
            visit.say(look.language().startsWith("zh") ? "删掉旧的构建目录（rm）" : "Remove the old build folder (rm)");
            visit.page.waitForSelector(".approval");
            shoot(visit, "page-approval" + suffix);
            visit.page.locator(".approval .button.danger").click();
            visit.page.waitForSelector(".turn-foot");
        }
    }

    private static void shoot(Visit visit, String name) {
        int dot = name.indexOf('.');
        if (dot > 0 && !name.endsWith(".en") && !CHOSEN.contains(name.substring(0, dot))) {
            return;
        }
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(visit.page.screenshot()));
            Files.createDirectories(FOLDER);
            ImageIO.write(fewColours(picture), "png", FOLDER.resolve(name + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a palette of the 256 most used colours: a third of the size, and nobody sees it. */
    private static BufferedImage fewColours(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        for (int pixel : pixels) {
            counts.merge(pixel & 0xf8f8f8, 1, Integer::sum);
        }
        Map<Integer, Integer> exact = new HashMap<>();
        for (int pixel : pixels) {
            exact.merge(pixel & 0xffffff, 1, Integer::sum);
        }
        int[] palette = counts.entrySet().stream().sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed()).limit(256)
                .mapToInt(entry -> exact.entrySet().stream().filter(one -> (one.getKey() & 0xf8f8f8) == entry.getKey())
                        .max(Map.Entry.comparingByValue()).orElseThrow().getKey()).toArray();
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var few = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            int index = nearest.computeIfAbsent(pixels[i] & 0xffffff, colour -> nearest(palette, colour));
            few.getRaster().setSample(i % picture.getWidth(), i / picture.getWidth(), 0, index);
        }
        return few;
    }

    private static int nearest(int[] palette, int colour) {
        return IntStream.range(0, palette.length).boxed().min(Comparator.comparingInt(i -> distance(palette[i], colour))).orElseThrow();
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (one >> shift & 255) - (other >> shift & 255);
            sum += difference * difference;
        }
        return sum;
    }
}
