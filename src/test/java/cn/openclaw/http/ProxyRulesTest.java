package cn.openclaw.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "https://api.moonshot.cn/v1 | 10.0.0.1:3128",
        "http://api.moonshot.cn/v1  | 10.0.0.2:80",
        "https://localhost/         | direct",
        "https://127.0.0.9:1/       | direct",
        "https://[::1]:1/           | direct",
        "https://example.com/       | direct",
        "https://www.example.com/   | direct",
        "https://badexample.com/    | 10.0.0.1:3128",
        "https://a.corp/            | direct",
        "https://a.suffix.org/      | direct",
        "https://host.port/         | 10.0.0.1:3128",
        "https://host.port:8443/    | direct",
        "https://192.168.7.7/       | direct",
        "https://192.169.7.7/       | 10.0.0.1:3128",
        "https://[fe80::1]/         | direct",
        "https://[fe80::2]/         | 10.0.0.1:3128",
    })
    void decidesByHost(String uri, String way) {
        ProxyRules rules = rules(Map.of(
                "HTTPS_PROXY", "http://10.0.0.1:3128", "http_proxy", "10.0.0.2",
                "NO_PROXY", "example.com, .corp *.suffix.org,host.port:8443,192.168.0.0/16,[fe80::1]"));
        assertThat(rules.of(URI.create(uri)).map(Object::toString).orElse("direct")).isEqualTo(way);
    }

    @Test
    void lowerCaseCountsFirstAndAllProxyIsTheLastResort() {
        assertThat(rules(Map.of("https_proxy", "http://low:1", "HTTPS_PROXY", "http://up:2"))
                        .of(URI.create("https://a.b/")))
                .hasToString("Optional[low:1]");
        assertThat(rules(Map.of("ALL_PROXY", "http://all:3", "HTTP_PROXY", "http://up:2"))
                        .of(URI.create("https://a.b/")))
                .hasToString("Optional[all:3]");
        assertThat(rules(Map.of("all_proxy", "http://[::1]:3", "no_proxy", "*")).of(URI.create("https://a.b/")))
                .isEmpty();
    }

    @Test
    void whatItCannotUnderstandIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> rules(Map.of("HTTPS_PROXY", "socks5://me:canary@h:1")).of(URI.create("https://a.b/")))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("socks5://")
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> rules(Map.of("HTTPS_PROXY", "http://me:canary x@h h:1")).of(URI.create("https://a.b/")))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("canary");
    }

    private static ProxyRules rules(Map<String, String> variables) {
        return new ProxyRules(new Environment(variables, Path.of("/x"), Path.of("/x")));
    }
}
