package cn.openclaw.cli;

import cn.openclaw.base.Text;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.http.SimulatorRoute;
import java.util.Optional;

/** The way out, made once for a command; with {@code OPENCLAW_SIMULATOR} it leads to a simulator ({@link SimulatorRoute}). */
final class Network {
    private static final Text NOT_LOOPBACK = new Text(
            "OPENCLAW_SIMULATOR 只接受本机地址（如 http://127.0.0.1:8787），得到的是 {0}",
            "OPENCLAW_SIMULATOR takes an address of this machine only (such as http://127.0.0.1:8787), not {0}");
    private static final Text SIMULATED = new Text(
            "（正在与本机的模拟器 {0} 对话，它不是模型）", "(talking to the simulator at {0} on this machine; it is no model)");
    private Network() {}

    static Http of(Cli cli) {
        route(cli).ifPresent(route -> cli.say(SIMULATED, route.simulator()));
        return silently(cli);
    }

    /** The same for somebody who has said already whom he talks to. */
    static Http silently(Cli cli) {
        JdkHttp real = new JdkHttp(cli.environment());
        Endings.add(real::close);
        return route(cli).<Http>map(route -> call -> real.send(redirected(call, route))).orElse(real);
    }

    private static Optional<SimulatorRoute> route(Cli cli) {
        Optional<SimulatorRoute> route = SimulatorRoute.of(cli.environment());
        Optional<String> wanted = cli.environment().get(SimulatorRoute.VARIABLE);
        if (wanted.isPresent() && route.isEmpty()) {
            throw new UsageException(NOT_LOOPBACK, wanted.get());
        }
        return route;
    }

    private static HttpCall redirected(HttpCall call, SimulatorRoute route) {
        return route.instead(call.uri())
                .map(uri -> new HttpCall(call.method(), uri, call.headers(), call.body(), call.limits(), Optional.empty()))
                .orElse(call);
    }
}
