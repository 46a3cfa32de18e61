package cn.openclaw.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our writers beside writers in the original's manner: the npm package it locks with, and its options. */
@Tag("interop")
class StoreInteropTest {
    private static final int EACH = 25;

    @TempDir
    Path home;

    @Test
    void writersOfBothProgramsLoseNothing() throws Exception {
        Path script = home.resolve("store-writer.cjs");
        try (var source = getClass().getResourceAsStream("/interop/store-writer.cjs")) {
            assertThat(source).isNotNull();
            Files.copy(source, script);
        }
        assumeTrue(
                run(List.of("npm", "install", "--no-fund", "--no-audit", "--prefix", home.toString(), "proper-lockfile@4.1.2")),
                "skipped: npm is not here, or has no registry to install proper-lockfile from");
        AuthWorld world = new AuthWorld(home);
        world.write("{\n  \"version\": 1,\n  \"profiles\": {}\n}\n");
        List<Process> others = new ArrayList<>();
        for (String name : List.of("n1", "n2")) {
            others.add(new ProcessBuilder("node", script.toString(), world.file.toString(), name, Integer.toString(EACH))
                    .inheritIO()
                    .start());
        }
        AuthProfileStore store = world.store();
        for (int number = 0; number < EACH; number++) {
            store.put(AuthWorld.key("p:j-" + number, "sk-" + number));
            AuthWorld.rateLimited(store, "p:j-" + number, "m");
            Thread.sleep(20);
        }
        for (Process other : others) {
            assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();
        }
        assertThat(store.flush()).isTrue();

        assertThat(world.store().profiles()).hasSize(3 * EACH);
        assertThat(world.store().problems())
                .extracting(AuthException::reason)
                .as("the original keeps the mode it finds")
                .doesNotContain(AuthException.Reason.STORE_BROKEN);
        assertThat(store.rests("p:j-0")).containsKey("m");
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(180, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
