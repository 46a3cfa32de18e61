package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** npm's {@code openclaw-node}, unmodified, against our gateway. */
@Tag("interop")
class OpenClawNodeTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("project.dir")).resolve("src/test/interop/openclaw-node");

    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    @TempDir
    Path work;

    @Test
    void itChatsListsAbortsAndFollows() throws Exception {
        for (String name : new String[] {"package.json", "package-lock.json", "chat.mjs"}) {
            Files.copy(SCRIPTS.resolve(name), work.resolve(name));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

        String said = run("node", "chat.mjs");

        assertThat(Json.parse(said.strip().lines().toList().getLast()).path("checks").asInt(0)).isEqualTo(18);
    }

    private String run(String... command) throws Exception {
        Path log = Files.createTempFile(work, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("URL", gateway.socket().toString());
        builder.environment().put("TOKEN", TestGateway.TOKEN);
        if (command[0].equals("node")) {
            // It keeps its key pair and the last gateway's token in its home folder: another test's would be refused here.
            builder.environment().put("HOME", work.toString());
        }
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(ended && process.exitValue() == 0).as(String.join(" ", command) + "\n" + said).isTrue();
        return said;
    }
}
