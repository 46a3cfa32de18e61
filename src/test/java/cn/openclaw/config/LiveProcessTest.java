package cn.openclaw.config;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.testing.Unreaped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LiveProcessTest {
    @Test
    @Timeout(20)
    void whatHasEndedIsNotAliveWhileItsParentDoesNotLook() throws Exception {
        assertThat(LiveProcess.isAlive(ProcessHandle.current().pid())).isTrue();
        try (Unreaped ended = new Unreaped(0)) {
            while (LiveProcess.isAlive(ended.pid())) {
                Thread.sleep(10);
            }
            assertThat(ProcessHandle.of(ended.pid())).as("it is in the table still").isPresent();
        }
    }
}
