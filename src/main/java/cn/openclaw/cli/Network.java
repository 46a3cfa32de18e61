package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.JdkHttp;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way out, made once for a command. With {@code OPENCLAW_SIMULATOR=http://127.0.0.1:PORT} every request to one of Moonshot's
 * platforms goes to a simulator on this machine instead, so that a configuration can be tried as it stands, without a key. Only a
 * loopback address is taken: a real key must not be led to a stranger by a variable.
 */
final class Network {
    private static final Text NOT_LOOPBACK = new Text(
            "OPENCLAW_SIMULATOR 只接受本机地址（如 http://127.0.0.1:8787），得到的是 {0}",
            "OPENCLAW_SIMULATOR takes an address of this machine only (such as http://127.0.0.1:8787), not {0}");
    private static final Text SIMULATED = new Text(
            "（正在与本机的模拟器 {0} 对话，它不是模型）", "(talking to the simulator at {0} on this machine; it is no model)");
    private static final Map<String, String> PLATFORMS = Map.of(
            "api.moonshot.cn", "/moonshot-cn", "api.moonshot.ai", "/moonshot-ai", "api.kimi.com", "/kimi");

    private Network() {}

    static Http of(Cli cli) {
        cli.environment().get("OPENCLAW_SIMULATOR").ifPresent(target -> cli.say(SIMULATED, loopback(target)));
        return silently(cli);
    }

    /** The same for somebody who has said already whom he talks to. */
    static Http silently(Cli cli) {
        JdkHttp real = new JdkHttp(cli.environment());
        Endings.add(real::close);
        Optional<String> simulator = cli.environment().get("OPENCLAW_SIMULATOR");
        if (simulator.isEmpty()) {
            return real;
        }
        URI target = loopback(simulator.get());
        return call -> real.send(redirected(call, target));
    }

    private static URI loopback(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean plain = List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
            if (plain && InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
                return uri;
            }
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new UsageException(NOT_LOOPBACK, text);
        }
        throw new UsageException(NOT_LOOPBACK, text);
    }

    private static HttpCall redirected(HttpCall call, URI simulator) {
        String prefix = PLATFORMS.get(String.valueOf(call.uri().getHost()));
        if (prefix == null) {
            return call;
        }
        String query = call.uri().getRawQuery() == null ? "" : "?" + call.uri().getRawQuery();
        URI uri = URI.create(simulator + prefix + call.uri().getRawPath() + query);
        return new HttpCall(call.method(), uri, call.headers(), call.body(), call.limits(), Optional.empty());
    }
}
