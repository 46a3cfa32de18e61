package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.config.LiveProcess;
import cn.openclaw.config.Places;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.Unreaped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class GatewayLockTest {
    @Test
    @Timeout(20)
    @EnabledOnOs(OS.LINUX)
    void aGatewayThatWasKilledBarsNobodyThoughItsParentNeverLooked(@TempDir Path folder) throws Exception {
        TempHome home = new TempHome(folder);
        Places places = Places.of(home.environment());
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path file = GatewayLock.file(places, temporary);
        Files.createDirectories(file.getParent());
        try (Unreaped killed = new Unreaped(0)) {
            while (LiveProcess.isAlive(killed.pid())) {
                Thread.sleep(10);
            }
            Files.writeString(file, "{\"pid\":" + killed.pid() + "}");
            try (GatewayLock _ = GatewayLock.take(places, home.environment(), temporary, InstantSource.system(), Duration.ofMillis(500))) {
                assertThat(GatewayLock.owner(file)).isEqualTo(ProcessHandle.current().pid());
            }
        }
        assertThat(file).doesNotExist();
    }
}
