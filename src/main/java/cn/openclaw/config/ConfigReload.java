package cn.openclaw.config;

import cn.openclaw.base.Text;
import java.util.List;

/** When a running gateway takes up a changed key. The first rule whose prefix fits counts; what no rule names needs a restart. */
public enum ConfigReload {
    /** Read anew whenever it is needed. */
    AT_ONCE(new Text("立即生效", "applies at once")),
    /** The gateway notices, and restarts the part in question. */
    PART_RESTARTS(new Text("立即生效（网关自动重启相关部分）", "applies at once; the gateway restarts the part in question")),
    RESTART(new Text("重启网关后生效", "applies when the gateway restarts"));

    /** Longer prefixes of one section come first. */
    private static final String[] HOT = {"hooks", "agents.defaults.heartbeat", "agent.heartbeat", "cron", "browser", "channels"};

    private static final String[] READ = {
        "gateway.remote", "gateway.reload", "gateway.auth", "gateway.trustedProxies", "gateway.controlUi.allowedOrigins", "gateway.http",
        "gateway.nodes", "gateway.tools", "auth", "env", "mcp", "memory", "commands", "approvals", "meta", "identity", "wizard", "logging", "models", "agents", "tools", "bindings", "audio",
        "agent", "routing", "messages", "session", "talk", "skills", "ui", "$schema"
    };

    private final Text text;

    ConfigReload(Text text) {
        this.text = text;
    }

    public Text text() {
        return text;
    }

    /** Of the key at a path. */
    public static ConfigReload of(List<String> path) {
        String dotted = String.join(".", path) + ".";
        if (startsWithOne(dotted, HOT)) {
            return PART_RESTARTS;
        }
        return startsWithOne(dotted, READ) ? AT_ONCE : RESTART;
    }

    private static boolean startsWithOne(String dotted, String[] prefixes) {
        for (String prefix : prefixes) {
            if (dotted.startsWith(prefix + ".")) {
                return true;
            }
        }
        return false;
    }
}
