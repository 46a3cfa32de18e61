package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.Places;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flags before the command: {@code --profile NAME} and {@code --dev}. They choose another state directory, so that several
 * installations live side by side, and must be known before anything else is looked at.
 *
 * @param environment with the profile's places in it, unless the person's own variables name others
 * @param arguments what is left, the command first; behind it, these flags belong to the command
 */
public record GlobalFlags(Environment environment, List<String> arguments) {
    private static final Text BOTH =
            new Text("[openclaw-cn] --dev 和 --profile 不能一起用", "[openclaw-cn] Cannot combine --dev with --profile");
    private static final Text NO_VALUE =
            new Text("[openclaw-cn] --profile 后面要有名字", "[openclaw-cn] --profile requires a value");
    private static final Text BAD_NAME = new Text(
            "[openclaw-cn] --profile 的名字无效（只能用字母、数字、“_”、“-”）",
            "[openclaw-cn] Invalid --profile (use letters, numbers, \"_\", \"-\" only)");
    private static final int LONGEST_NAME = 64;

    /** Wrong flags; the command is not run. */
    static final class WrongFlags extends ClawException {
        WrongFlags(Text text) {
            super(text);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.USAGE;
        }
    }

    /**
     * Takes them off a command line.
     *
     * @throws ClawException with exit code 2 if they contradict each other or a name is missing or not allowed
     */
    public static GlobalFlags parse(Environment environment, List<String> arguments) {
        List<String> left = new ArrayList<>();
        boolean dev = false;
        @Nullable String profile = null;
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            String flag = arguments.get(at++);
            if (flag.equals("--dev")) {
                dev = true;
            } else if (flag.equals("--profile")) {
                profile = at < arguments.size() ? arguments.get(at++) : "";
                if (profile.startsWith("-")) {
                    throw new WrongFlags(NO_VALUE);
                }
            } else if (flag.startsWith("--profile=")) {
                profile = flag.substring("--profile=".length());
            } else {
                left.add(flag);
            }
            if (dev && profile != null) {
                throw new WrongFlags(BOTH);
            }
        }
        left.addAll(arguments.subList(at, arguments.size()));
        if (profile == null && !dev) {
            return new GlobalFlags(environment, List.copyOf(left));
        }
        return new GlobalFlags(with(environment, dev ? "dev" : checked(String.valueOf(profile)), dev), List.copyOf(left));
    }

    private static String checked(String profile) {
        String name = profile.strip();
        if (name.isEmpty()) {
            throw new WrongFlags(NO_VALUE);
        }
        for (int at = 0; at < name.length(); at++) {
            char c = Character.toLowerCase(name.charAt(at));
            boolean first = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!first && (at == 0 || (c != '_' && c != '-'))) {
                throw new WrongFlags(BAD_NAME);
            }
        }
        if (name.length() > LONGEST_NAME) {
            throw new WrongFlags(BAD_NAME);
        }
        return name;
    }

    private static Environment with(Environment environment, String profile, boolean dev) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("OPENCLAW_PROFILE", profile);
        String suffix = profile.toLowerCase(Locale.ROOT).equals("default") ? "" : "-" + profile;
        String usual = Places.of(environment).home().resolve(".openclaw" + suffix).toString();
        String stateDir = environment.get("OPENCLAW_STATE_DIR").orElse(usual);
        more.put("OPENCLAW_STATE_DIR", stateDir);
        if (environment.get("OPENCLAW_CONFIG_PATH").isEmpty()) {
            more.put("OPENCLAW_CONFIG_PATH", stateDir + "/openclaw.json");
        }
        if (dev && environment.get("OPENCLAW_GATEWAY_PORT").isEmpty()) {
            more.put("OPENCLAW_GATEWAY_PORT", "19001");
        }
        return environment.with(more);
    }
}
