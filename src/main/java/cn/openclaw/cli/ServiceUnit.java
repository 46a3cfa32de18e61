package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.config.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service runs: the launcher, by a path that does not change with a release, and no secret. What one is asked for at the
 * start is read from the state directory by the gateway itself.
 *
 * @param program the launcher
 * @param arguments behind it
 * @param variables what the process needs besides
 * @param folder where it works
 * @param profile empty for the usual one
 */
record ServiceUnit(Path program, List<String> arguments, Map<String, String> variables, Path folder, Optional<String> profile) {
    /** Variables that decide where things are, and how the network is reached. */
    private static final List<String> PASSED_ON = List.of(
            "OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH", "OPENCLAW_HOME", "OPENCLAW_JAVA_HOME", "OPENCLAW_LANG", "JAVA_HOME", "LANG",
            "LC_ALL", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy", "ALL_PROXY");

    ServiceUnit {
        arguments = List.copyOf(arguments);
        variables = new LinkedHashMap<>(variables);
    }

    static ServiceUnit of(Environment environment, Path launcher, Optional<Integer> port) {
        Places places = Places.of(environment);
        List<String> arguments = new ArrayList<>();
        places.profile().ifPresent(name -> arguments.addAll(List.of("--profile", name)));
        arguments.addAll(List.of("gateway", "run"));
        port.ifPresent(number -> arguments.addAll(List.of("--port", Integer.toString(number))));
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : PASSED_ON) {
            environment.get(name).ifPresent(value -> variables.put(name, value));
        }
        // What a login shell finds, the tools of the agent find, too.
        environment.get("PATH").ifPresent(path -> variables.put("PATH", path));
        return new ServiceUnit(launcher, arguments, variables, places.home(), places.profile());
    }

    /** {@code openclaw-gateway} or {@code openclaw-gateway-<profile>}. */
    String name() {
        return "openclaw-gateway" + profile.map(name -> "-" + name).orElse("");
    }

    /** The whole line, for people. */
    String line() {
        return program + " " + String.join(" ", arguments);
    }
}
