package cn.openclaw.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys as strangers write them. */
class SessionKeyTest {
    @Test
    void whatWouldSteerATerminalIsLeftOut() {
        assertThat(SessionKey.of("\u001b[2Jsess\nfake\u0000\u202e\u009b", "main").text()).isEqualTo("agent:main:[2Jsessfake");
        assertThat(SessionKey.of("agent:main:\u0007x", "main").text()).isEqualTo("agent:main:x");
        assertThat(SessionKey.of(" \u0001 ", "main")).isEqualTo(SessionKey.main("main"));
        assertThat(SessionKey.of("agent:main:月之暗面 😀", "main").text()).isEqualTo("agent:main:月之暗面 😀");
    }
}
