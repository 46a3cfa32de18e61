package cn.openclaw.cli;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;

/** Where a value comes from, as JSON says it to programs ({@code config gateway.port}, {@code env NAME} …), for a person. */
final class Sources {
    private static final Text CONFIG = new Text("配置里的 {0}", "{0} of the configuration");
    private static final Text ENVIRONMENT = new Text("环境变量 {0}", "the environment variable {0}");
    private static final Text FILE = new Text("文件 {0}", "the file {0}");
    private static final Text USUAL = new Text("缺省值", "default");
    private static final Text RUNNING = new Text("运行中的网关", "the running gateway");
    private static final Text RUNNING_FROM = new Text("运行中的网关（{0}）", "the running gateway ({0})");

    private Sources() {}

    static String said(Language language, String source) {
        if (source.startsWith("running gateway (") && source.endsWith(")")) {
            return RUNNING_FROM.in(language, said(language, source.substring("running gateway (".length(), source.length() - 1)));
        }
        int space = source.indexOf(' ');
        String rest = source.substring(space + 1);
        return switch (space < 0 ? source : source.substring(0, space)) {
            case "config" -> CONFIG.in(language, rest);
            case "env", "environment" -> space < 0 ? source : ENVIRONMENT.in(language, rest);
            case "file" -> FILE.in(language, rest);
            case "default" -> USUAL.in(language);
            case "running" -> RUNNING.in(language);
            default -> source;
        };
    }
}
