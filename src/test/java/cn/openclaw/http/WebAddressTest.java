package cn.openclaw.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "http://2130706433/ http://127.0.0.1/",
        "http://0x7f000001/a?b http://127.0.0.1/a?b",
        "http://0177.0.0.1 http://127.0.0.1/",
        "http://0x7f.1 http://127.0.0.1/",
        "http://127.1 http://127.0.0.1/",
        "http://0 http://0.0.0.0/",
        "http://0x http://0.0.0.0/",
        "http://192.168.257 http://192.168.1.1/",
        "http://127.0.0.1. http://127.0.0.1/",
        "http://１２７．０．０．１/ http://127.0.0.1/",
        "http://①②⑦.0.0.1/ http://127.0.0.1/",
        "http://[::ffff:127.0.0.1]/ http://127.0.0.1/",
        "http://[0:0:0:0:0:0:0:1]:8080/ http://[0:0:0:0:0:0:0:1]:8080/",
        "HTTPS://Example.COM./A https://example.com/A",
        "https://例子.测试/路径?问=答 https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF%E5%BE%84?%E9%97%AE=%E7%AD%94",
        "https://例子。测试 https://xn--fsqu00a.xn--0zwm56d/",
        "example.com/x https://example.com/x",
        "https://example.com?q=1 https://example.com/?q=1",
        "https://example.com\\a https://example.com/a",
        "https://example.com/a#part https://example.com/a",
        "http://example.com:80/ http://example.com/",
        "http://example.com:443/ http://example.com:443/",
        "https://my_host.example.com/ https://my_host.example.com/",
        "http://ⓛocalhost/ http://localhost/"
    })
    void understandsAnAddressAsABrowserDoes(String written, String meant) {
        assertThat(WebAddress.parse(written)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "file:///etc/passwd", "ftp://example.com/", "gopher://example.com", "javascript:alert(1)", "data:text/html,x",
        "http://user@example.com/", "http://user:password@127.0.0.1/", "http://example.com@127.0.0.1/", "http:///", "http://",
        "http://[fe80::1%25eth0]/", "http://[::1%lo]/", "http://[::1", "http://[127.0.0.1]/", "http://256.1.1.1/", "http://1.2.3.4.5/",
        "http://0x100000000/", "http://1.2.3.09/", "http://a..b/", "http://.example.com/", "http://exa mple.com/", "http://example.com:0/",
        "http://example.com:99999/", "http://example.com:22/", "http://example.com:x/", "http://%6c%6f%63alhost/", "http://ex\u0000ample.com",
        "http://example.com/\r\nHost: x", "localhost", "::1"
    })
    void refusesWhatIsNoAddressOfAPage(String written) {
        assertThatThrownBy(() -> WebAddress.parse(written)).isInstanceOf(HttpException.class).hasMessageContaining("cannot fetch");
    }

    @Test
    void aPasswordInAnAddressIsNotRepeated() {
        assertThatThrownBy(() -> WebAddress.parse("http://me:geheim123@example.com/"))
                .isInstanceOf(HttpException.class)
                .hasMessageNotContaining("geheim123");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "/b https://a.com/b", "c https://a.com/x/c", "../c?d https://a.com/c?d", "?q=2 https://a.com/x/y?q=2", "//b.com/z https://b.com/z",
        "http://127.0.0.1/ http://127.0.0.1/", "/中文 https://a.com/%E4%B8%AD%E6%96%87", "#here https://a.com/x/y?q=1",
        "\\\\127.0.0.1\\x https://127.0.0.1/x", "HTTP://0x7f.1/ http://127.0.0.1/"
    })
    void followsALinkAsABrowserDoes(String link, String to) {
        assertThat(WebAddress.parse("https://a.com/x/y?q=1").resolve(link)).hasToString(to);
    }

    @Test
    @DisplayName("P47 an address is understood the same way when it is read again, whatever was written")
    void readingIsIdempotent() {
        Random random = new Random(7);
        String letters = "ab1.0x:/@[]%#?\\-_中。：ｘ１ \t&=";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int at = random.nextInt(20); at > 0; at--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                WebAddress once = WebAddress.parse(text.toString());
                assertThat(WebAddress.parse(once.toString())).as(text.toString()).isEqualTo(once);
                assertThat(java.net.URI.create(once.toString()).getScheme()).isEqualTo(once.scheme());
            } catch (HttpException e) {
                assertThat(e.reason()).isEqualTo(HttpException.Reason.REQUEST);
            }
        }
    }
}
