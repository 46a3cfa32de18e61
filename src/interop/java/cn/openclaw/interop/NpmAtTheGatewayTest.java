package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** npm's {@code openai}, {@code @anthropic-ai/sdk} and {@code ai} with its providers, unmodified, against our gateway. */
@Tag("interop")
class NpmAtTheGatewayTest {
    @TempDir
    Path folder;

    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.in(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void openai() throws Exception {
        assertThat(gateway.drive("gateway-openai.mjs")).isEqualTo(93);
        gateway.assertSilentOneLeft();
    }

    @Test
    void anthropic() throws Exception {
        assertThat(gateway.drive("gateway-anthropic.mjs")).isEqualTo(61);
        gateway.assertSilentOneLeft();
    }

    @Test
    void ai() throws Exception {
        assertThat(gateway.drive("gateway-ai.mjs")).isEqualTo(156);
    }
}
