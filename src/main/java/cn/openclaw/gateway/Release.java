package cn.openclaw.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which release of this program runs. */
public final class Release {
    private Release() {}

    /** {@code 0.1.0}. */
    public static String version() {
        return Read.VERSION;
    }

    private static final class Read {
        static final String VERSION = read();

        private static String read() {
            try (InputStream text = Release.class.getResourceAsStream("/cn/openclaw/version.txt")) {
                return text == null ? "0" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new IllegalStateException("the version is not in the jar", e);
            }
        }
    }
}
