package cn.openclaw.tool.exec;

import cn.openclaw.base.Environment;
import cn.openclaw.skill.Skills;
import cn.openclaw.tool.PrivatePlaces;
import cn.openclaw.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables a program gets: the person's, without secrets (by name, by value, and by the shape of an address with a password)
 * and without those that make a shell or a loader run something first.
 */
final class ChildEnvironment {
    private static final List<String> SECRET_NAMES = List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "COOKIE", "PRIVATE");
    private static final List<String> SECRET_ENDS = List.of("_PWD", "_PASS", "_AUTH", "_PAT", "_DSN");

    /** Shells and programs run or load what these name. */
    private static final Set<String> LOADERS = Set.of(
            "BASH_ENV", "ENV", "ZDOTDIR", "SHELLOPTS", "BASHOPTS", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS4", "IFS", "CDPATH", "GLOBIGNORE",
            "NODE_OPTIONS", "NODE_PATH", "PYTHONSTARTUP", "PYTHONPATH", "PYTHONHOME", "PYTHONINSPECT", "PYTHONBREAKPOINT", "PERL5OPT",
            "PERL5LIB", "PERL5DB", "PERLLIB", "RUBYOPT", "RUBYLIB", "GEM_PATH", "GEM_HOME", "LUA_PATH", "LUA_INIT", "LUA_CPATH", "PHPRC",
            "PHP_INI_SCAN_DIR", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH", "PATH", "EDITOR", "VISUAL", "PAGER",
            "MANPAGER", "LESSOPEN", "LESSCLOSE", "BROWSER", "SHELL", "HOME", "GCONV_PATH", "LOCPATH", "HOSTALIASES", "RESOLV_HOST_CONF",
            "TERMINFO", "TERMCAP", "NLSPATH", "MALLOC_CHECK_", "RIPGREP_CONFIG_PATH", "GREP_OPTIONS", "TAR_OPTIONS", "MAKEFLAGS",
            "CC", "CXX", "RUSTC_WRAPPER", "RUSTC", "OPENSSL_CONF", "OPENSSL_ENGINES", "CURL_HOME", "WGETRC", "VIMINIT", "EXINIT", "AWKPATH");
    private static final List<String> LOADER_STARTS = List.of("LD_", "DYLD_", "BASH_FUNC_", "GIT_", "npm_config_", "NPM_CONFIG_", "CARGO_", "SSH_ASKPASS");

    /** Of the person's own, only these are kept from programs: others they set for themselves. */
    private static final Set<String> NEVER = Set.of(
            "BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "PROMPT_COMMAND", "CDPATH", "GLOBIGNORE", "IFS", "RIPGREP_CONFIG_PATH",
            "GREP_OPTIONS", "LESSOPEN", "LESSCLOSE", "POSIXLY_CORRECT");

    private ChildEnvironment() {}

    /** A variable among these that may not be set by a model. */
    static Optional<String> refused(Map<String, String> env) {
        return env.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*")
                        || LOADERS.contains(name.toUpperCase(Locale.ROOT))
                        || LOADER_STARTS.stream().anyMatch(start -> name.toUpperCase(Locale.ROOT).startsWith(start.toUpperCase(Locale.ROOT))))
                .sorted()
                .findFirst();
    }

    /** Where programs are searched. */
    static String path(Tool.Context context, ExecSettings settings) {
        List<String> folders = new ArrayList<>();
        settings.pathPrepend().forEach(folder -> folders.add(context.world().places().expand(folder).toString()));
        context.world().snapshot().environment().get("PATH").ifPresent(folders::add);
        return String.join(":", folders);
    }

    /**
     * The variables of a child.
     *
     * @param understood whether it runs unasked: then also what steers git and loaders is left out
     */
    static Map<String, String> of(Tool.Context context, ExecSettings settings, KnownSecrets secrets, ExecCall call, boolean understood) {
        Environment environment = context.world().snapshot().environment();
        Map<String, String> variables = new TreeMap<>();
        environment.variables().forEach((name, value) -> {
            if (!isSecret(name, value, secrets) && !isSteering(name, understood)) {
                variables.put(name, value);
            }
        });
        List<String> path = new Programs(path(context, settings), PrivatePlaces.real(context.workspace()))
                .path().stream().map(Object::toString).toList();
        variables.put("PATH", String.join(":", path));
        variables.putIfAbsent("HOME", context.world().places().home().toString());
        variables.putIfAbsent("LANG", "C.UTF-8");
        variables.put("PAGER", "cat");
        variables.put("GIT_PAGER", "cat");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("TERM", call.pty() ? "xterm-256color" : "dumb");
        variables.put("OPENCLAW_SHELL", ExecTool.NAME);
        // What the person set for skills is for the programs of this turn alone; this process never has it in its own environment.
        Skills.of(context.world().snapshot(), context.world().places(), context.workspace())
                .variables()
                .forEach(variables::putIfAbsent);
        variables.putAll(call.env());
        return variables;
    }

    static boolean isSecret(String name, String value, KnownSecrets secrets) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean named = SECRET_NAMES.stream().anyMatch(upper::contains) || SECRET_ENDS.stream().anyMatch(upper::endsWith);
        boolean proxy = upper.endsWith("_PROXY");
        return named || secrets.isIn(value) || (!proxy && hasPassword(value));
    }

    /** {@code scheme://user:password@host}. */
    private static boolean hasPassword(String value) {
        int scheme = value.indexOf("://");
        int sign = scheme < 0 ? -1 : value.indexOf('@', scheme);
        return sign > 0 && value.substring(scheme + 3, sign).indexOf(':') > 0 && value.substring(scheme + 3, sign).indexOf('/') < 0;
    }

    private static boolean isSteering(String name, boolean understood) {
        return NEVER.contains(name)
                || name.startsWith("BASH_FUNC_")
                || name.startsWith("OPENCLAW_")
                || (understood && (name.startsWith("LD_") || name.startsWith("DYLD_") || name.startsWith("GIT_") || name.endsWith("_OPTIONS")));
    }
}
