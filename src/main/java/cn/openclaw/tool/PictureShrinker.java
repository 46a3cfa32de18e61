package cn.openclaw.tool;

import cn.openclaw.llm.Part;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** The only class that touches the JDK's graphics, which is slow to load: nothing but a large picture leads here. */
final class PictureShrinker {
    /** Beyond this a picture is a way to fill the memory. */
    private static final long MOST_PIXELS = 400_000_000L;

    /** So many are decoded at most; of larger pictures only each second, third … line and column is. */
    private static final long DECODED_PIXELS = 16_000_000L;

    private static final int SMALLEST_SIDE = 512;

    static {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    private PictureShrinker() {}

    /** The picture as JPEG with no side longer and not more bytes than this; empty if it cannot be read here. */
    static Optional<Part.Media> shrink(byte[] bytes, int side, int most) {
        try {
            BufferedImage image = read(bytes, side);
            for (int now = side; image != null && now >= SMALLEST_SIDE; now = now * 3 / 4) {
                byte[] written = jpeg(scaled(image, now));
                if (written.length <= most) {
                    return Optional.of(new Part.Media("image/jpeg", Base64.getEncoder().encodeToString(written)));
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException | LinkageError e) {
            // The edge of a decoder that strangers feed: a picture it does not understand, or a JDK without graphics.
            return Optional.empty();
        }
    }

    private static @Nullable BufferedImage read(byte[] bytes, int side) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) {
                    return null;
                }
                ImageReadParam how = reader.getDefaultReadParam();
                int step = 1;
                while ((long) width * height / step / step > DECODED_PIXELS && Math.max(width, height) / (step + 1) >= side) {
                    step++;
                }
                how.setSourceRegion(new Rectangle(width, height));
                how.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, how);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, int side) {
        double factor = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        // JPEG knows no transparency: what shows through is white, as on a page.
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return scaled;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(0.85f);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
