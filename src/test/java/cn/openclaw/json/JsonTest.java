package cn.openclaw.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    /** A block of zeros is what a power cut may leave of a line. */
    @Test
    void bytesOfNoEncodingAreNoJsonRatherThanABreakdown() {
        assertThatThrownBy(() -> Json.parse(new byte[] {0, 0, 9, 0})).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"44444441e10000004443", "[1e99999999999]", "-1e-99999999999"})
    void aNumberThatCannotBeIsNoJsonRatherThanABreakdown(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
    }
}
